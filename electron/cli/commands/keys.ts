import type { Command } from 'commander';
import type { ApplicationId } from '../../../shared/domain/ids.ts';
import { tokenState } from '../../../shared/domain/token.ts';
import { t } from '../../../shared/words/words.ts';
import { issueMany } from '../bulk.ts';
import { type Answer, answersInside } from '../command.ts';
import { exitCodes, Failure } from '../failure.ts';
import { findApplication } from '../find.ts';
import {
  addIssueOptions,
  type IssueOptions,
  issuedAnswer,
  readIssueOptions,
  type TypeOption,
  typeOption,
} from '../issue.ts';
import type { Surroundings } from '../surroundings.ts';
import { isoTime } from '../time.ts';
import { typedSeconds } from '../typed.ts';
import type { Workspace } from '../workspace-access.ts';

interface GenerateOptions extends IssueOptions {
  readonly all?: true;
  readonly allScopes?: true;
  readonly dryRun?: true;
}

/** Generates keys for several applications, or for all. */
async function generateMany(
  workspace: Workspace,
  apps: readonly string[],
  { type: keyType, validity, scope = [], profile, alg, allScopes, dryRun }: GenerateOptions,
): Promise<Answer> {
  const ids: ApplicationId[] = [];
  for (const app of apps) ids.push((await findApplication(workspace, app)).id);
  const { defaultValiditySeconds } = await workspace.get('settings:get', {});
  const typed = typedSeconds(validity, 'validitySeconds', workspace.now());
  const request = {
    kind: 'generate',
    applications: ids.length === 0 ? { filter: {} } : { ids },
    keyType,
    validitySeconds: typed ?? defaultValiditySeconds,
    scopes: allScopes === true ? 'all' : [...new Set(scope)],
    ...(profile === undefined ? {} : { profile }),
    ...(alg === undefined ? {} : { algorithm: alg }),
  } as const;
  return issueMany(workspace, request, dryRun === true);
}

export function addKeysCommands(program: Command, surroundings: Surroundings): void {
  const keys = program.command('keys').description(t('cli.commands.keys'));

  const generate = addIssueOptions(
    keys.command('generate').description(t('cli.commands.keysGenerate')).argument('[APP...]'),
  )
    .option('--all', t('cli.options.allApps'))
    .option('--all-scopes', t('cli.options.allScopes'))
    .option('--dry-run', t('cli.options.dryRunIssue'));
  answersInside<GenerateOptions>(generate, surroundings, async (workspace, typed) => {
    const { all, allScopes, dryRun, scope } = typed.options;
    const isOne = typed.args.length === 1 && allScopes === undefined && dryRun === undefined;
    if ((all === true) !== (typed.args.length === 0) || (allScopes === true && scope)) {
      throw new Failure(t('cli.appsOrAll'), exitCodes.wrongUsage);
    }
    if (!isOne) return generateMany(workspace, typed.args, typed.options);
    const [app = ''] = typed.args;
    const { id: applicationId } = await findApplication(workspace, app);
    const request = await readIssueOptions(workspace, applicationId, typed.options);
    const token = await workspace.get('keys:generate', request);
    return issuedAnswer(workspace, token);
  });

  const show = keys
    .command('show')
    .description(t('cli.commands.keysShow'))
    .argument('<APP>')
    .addOption(typeOption());
  answersInside<TypeOption>(
    show,
    surroundings,
    async (workspace, { args: [app = ''], options }) => {
      const { id: applicationId } = await findApplication(workspace, app);
      const found = await workspace.get('keys:get', { applicationId, keyType: options.type });
      const { keys: ofType, token } = found;
      if (ofType === null) return { json: null, text: t('cli.nothing') };
      const json = {
        consumerKey: ofType.consumerKey,
        tokenId: token?.id ?? null,
        state: token === null ? null : tokenState(token, workspace.now()),
        expiresAt: token === null ? null : isoTime(token.expiresAt),
        scopes: token?.scopes ?? [],
      };
      const lines = Object.values(json).map((value) =>
        Array.isArray(value) ? value.join(' ') : value,
      );
      return { json, text: lines.filter(Boolean).join('\n') };
    },
  );

  const remove = keys
    .command('remove')
    .description(t('cli.commands.keysRemove'))
    .argument('<APP>')
    .addOption(typeOption());
  answersInside<TypeOption>(
    remove,
    surroundings,
    async (workspace, { args: [app = ''], options }) => {
      const { id: applicationId } = await findApplication(workspace, app);
      const { tokens } = await workspace.get('keys:remove', {
        applicationId,
        keyType: options.type,
      });
      return { json: null, text: t('cli.keysRemoved', { count: tokens }) };
    },
  );
}
