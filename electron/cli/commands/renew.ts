import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { isDue, type Renewal, renewalFormats } from '../../../shared/domain/renewal.ts';
import { tokenState } from '../../../shared/domain/token.ts';
import { t } from '../../../shared/words/words.ts';
import { type Answer, answersInside } from '../command.ts';
import { exitCodes, Failure, failureOf } from '../failure.ts';
import { findApplication } from '../find.ts';
import { type TypeOption, typeOption } from '../issue.ts';
import { likeBefore } from '../regenerate.ts';
import { renewedContent } from '../renewal-file.ts';
import {
  demandPlainFilesAllowed,
  readMode,
  type WrittenMode,
  writeSecretFile,
} from '../secret-file.ts';
import type { Surroundings } from '../surroundings.ts';
import { table } from '../table.ts';
import { isoTime } from '../time.ts';
import { typedSeconds } from '../typed.ts';
import type { Workspace } from '../workspace-access.ts';

interface AddOptions extends TypeOption {
  readonly file: string;
  readonly format: Renewal['format'];
  readonly name?: string;
  readonly mode: WrittenMode;
  readonly template?: string;
  readonly before?: string;
}

/** For a timer. Nothing is renewed until a file is added, so it is off by default. */
export function addRenewCommands(program: Command, surroundings: Surroundings): void {
  const renew = program
    .command('renew')
    // Options behind a verb are the verb's, although the noun has the same ones.
    .enablePositionalOptions()
    .description(t('cli.commands.renew'))
    .option('--due', t('cli.options.due'))
    .addHelpText('after', t('cli.commands.renewMore'));
  answersInside<{ readonly due?: true }>(renew, surroundings, async (workspace, { options }) => {
    if (options.due !== true) throw new Failure(t('cli.renewHow'), exitCodes.wrongUsage);
    await demandPlainFilesAllowed(workspace);
    return renewDue(workspace);
  });

  const add = renew
    .command('add')
    .description(t('cli.commands.renewAdd'))
    .argument('<APP>')
    .requiredOption('--file <FILE>', t('cli.options.renewFile'))
    .addOption(typeOption())
    .addOption(
      new Option('--format <FORMAT>', t('cli.options.renewFormat'))
        .choices(renewalFormats)
        .default('env'),
    )
    .option('--name <NAME>', t('cli.options.renewName'), readName)
    .option('--mode <MODE>', t('cli.options.mode'), readMode, readMode('600'))
    .option('--template <TEMPLATE>', t('cli.options.renewTemplate'))
    .option('--before <VALIDITY>', t('cli.options.renewBefore'));
  answersInside<AddOptions>(add, surroundings, async (workspace, { args: [app = ''], options }) => {
    await demandPlainFilesAllowed(workspace);
    const { id: applicationId } = await findApplication(workspace, app);
    const { format, template } = options;
    const named = format === 'env' || format === 'json';
    if (
      (format === 'template') !== (template !== undefined) ||
      (!named && options.name !== undefined)
    ) {
      throw new Failure(t('cli.renewOptions', { format }), exitCodes.wrongUsage);
    }
    const renewals = await workspace.get('renewal:save', {
      applicationId,
      keyType: options.type,
      file: resolve(surroundings.cwd, options.file),
      format,
      name: named ? (options.name ?? (format === 'env' ? 'ACCESS_TOKEN' : 'accessToken')) : '',
      mode: options.mode,
      template: template === undefined ? null : resolve(surroundings.cwd, template),
      beforeSeconds: typedSeconds(options.before, 'beforeSeconds', workspace.now()),
    });
    return listed(workspace, renewals.slice(-1));
  });

  const list = renew.command('list').description(t('cli.commands.renewList'));
  answersInside(list, surroundings, async (workspace) =>
    listed(workspace, await workspace.get('renewal:list', {})),
  );

  const remove = renew
    .command('remove')
    .description(t('cli.commands.renewRemove'))
    .argument('<FILE>')
    .option('--name <NAME>', t('cli.options.renewName'));
  answersInside<{ readonly name?: string }>(remove, surroundings, async (workspace, typed) => {
    const file = resolve(surroundings.cwd, typed.args[0] ?? '');
    const known = (await workspace.get('renewal:list', {})).filter((one) => one.file === file);
    const named = typed.options.name ?? (known.length === 1 ? known[0]?.name : undefined) ?? '';
    await workspace.get('renewal:remove', { file, name: named });
    return { json: null, text: t('cli.renewRemoved', { file }) };
  });
}

/** A variable's name, or the path of a JSON value. */
function readName(typed: string): string {
  if (/^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*$/.test(typed)) return typed;
  throw new InvalidArgumentError(t('cli.badName'));
}

/** Re-generates what is due, then brings each file up to date, also after a change in the window. */
async function renewDue(workspace: Workspace): Promise<Answer> {
  const regenerated = new Set<string>();
  const written: {
    file: string;
    application: string;
    tokenId: string;
    expiresAt: string;
    renewed: boolean;
  }[] = [];
  const failures: string[] = [];
  for (const renewal of await workspace.get('renewal:list', {})) {
    const { applicationId, keyType, file } = renewal;
    try {
      const { token } = await workspace.get('keys:get', { applicationId, keyType });
      if (token === null) throw new Failure(t('cli.renewNoKeys'), exitCodes.refused);
      const key = `${applicationId} ${keyType}`;
      let current = token;
      if (!regenerated.has(key) && isDue(renewal, token, workspace.now())) {
        // Somebody revoked it on purpose: a timer must not bring it back.
        if (tokenState(token, workspace.now()) === 'revoked') {
          throw new Failure(t('cli.renewRevoked'), exitCodes.refused);
        }
        const answer = await likeBefore(workspace, token);
        if (!answer.ok) throw failureOf(answer.error);
        current = answer.value;
        regenerated.add(key);
      }
      const own = { app: applicationId, keyType, part: 'token' } as const;
      const content = await renewedContent(workspace, renewal, own);
      if (content === null) continue;
      await writeSecretFile(file, content, renewal.mode);
      written.push({
        file,
        application: current.applicationName,
        tokenId: current.id,
        expiresAt: isoTime(current.expiresAt),
        renewed: regenerated.has(key),
      });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      failures.push(`${file}: ${error.message}`);
    }
  }
  const lines = written.map(({ file, application, expiresAt }) =>
    [file, application, expiresAt].join('  '),
  );
  return {
    json: written,
    text: [t('cli.renewed', { count: written.length }), ...lines].join('\n'),
    refused: failures,
  };
}

async function listed(workspace: Workspace, renewals: readonly Renewal[]): Promise<Answer> {
  const rows = [];
  for (const { applicationId, keyType, mode, beforeSeconds, ...renewal } of renewals) {
    const found = await workspace.call('application:get', { id: applicationId });
    rows.push({
      application: found.ok ? found.value.name : applicationId,
      type: keyType.toLowerCase(),
      ...renewal,
      mode: mode.toString(8),
      beforeSeconds,
    });
  }
  return {
    json: rows,
    text: table(
      [
        t('cli.columns.application'),
        t('cli.columns.type'),
        t('cli.columns.format'),
        t('cli.columns.file'),
      ],
      rows.map((row) => [row.application, row.type, row.format, row.file]),
    ),
  };
}
