import { type Command, Option } from 'commander';
import { tokenIdSchema } from '../../../shared/domain/ids.ts';
import {
  type TokenState,
  type TokenSummary,
  tokenState,
  tokenStates,
} from '../../../shared/domain/token.ts';
import {
  type TokenFilter,
  type TokenSort,
  tokenSorts,
} from '../../../shared/domain/token-filter.ts';
import { appError } from '../../../shared/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { issueMany } from '../bulk.ts';
import { type Answer, answersInside } from '../command.ts';
import { everyPage, PAGE } from '../every-page.ts';
import { exitCodes, Failure, failureOf, refused } from '../failure.ts';
import { findApplication } from '../find.ts';
import {
  addIssueOptions,
  type IssueOptions,
  issuedAnswer,
  readIssueOptions,
  type TypeOption,
  typeOption,
} from '../issue.ts';
import { valueOf } from '../reference.ts';
import type { Surroundings } from '../surroundings.ts';
import { table } from '../table.ts';
import { isoTime } from '../time.ts';
import { typedSeconds, typedTime } from '../typed.ts';
import type { Workspace } from '../workspace-access.ts';
import { addInspectCommand } from './inspect.ts';

interface ListOptions {
  readonly app?: string;
  readonly state?: TokenState;
  readonly stale?: true;
  readonly current?: true;
  readonly expiring?: true;
  readonly neverExpires?: true;
  readonly key?: string;
  readonly search?: string;
  readonly sort?: TokenSort['by'];
  readonly descending?: true;
}

interface RegenerateOptions extends IssueOptions {
  readonly expiringWithin?: string;
  readonly key?: string;
  readonly dryRun?: true;
}

interface RevokeOptions {
  readonly app?: string;
  readonly key?: string;
  readonly consumerKey?: string;
  readonly issuedBefore?: string;
  readonly dryRun?: true;
}

export function addTokenCommands(program: Command, surroundings: Surroundings): void {
  const token = program.command('token').description(t('cli.commands.token'));

  const get = token
    .command('get')
    .description(t('cli.commands.tokenGet'))
    .argument('<APP>')
    .addOption(typeOption());
  answersInside<TypeOption>(get, surroundings, async (workspace, { args: [app = ''], options }) => {
    const value = await valueOf(workspace, { app, keyType: options.type, part: 'token' });
    return { json: value, text: value };
  });

  const regenerate = addIssueOptions(
    token.command('regenerate').description(t('cli.commands.tokenRegenerate')).argument('[APP]'),
  )
    .option('--expiring-within <VALIDITY>', t('cli.options.expiringWithin'))
    .option('--key <KID>', t('cli.options.regenerateKey'))
    .option('--dry-run', t('cli.options.dryRunIssue'));
  answersInside<RegenerateOptions>(regenerate, surroundings, async (workspace, typed) => {
    const [app] = typed.args;
    const { expiringWithin, key, dryRun } = typed.options;
    const isMany = expiringWithin !== undefined || key !== undefined;
    if ((app === undefined) !== isMany || (dryRun === true && !isMany)) {
      throw new Failure(t('cli.appOrExpiring'), exitCodes.wrongUsage);
    }
    if (isMany) return regenerateMany(workspace, typed.options);
    const { id: replaces, applicationId } = await currentToken(workspace, app ?? '', typed.options);
    const request = await readIssueOptions(workspace, applicationId, typed.options);
    const issued = await workspace.get('token:regenerate', { ...request, replaces });
    return issuedAnswer(workspace, issued);
  });

  const list = token
    .command('list')
    .description(t('cli.commands.tokenList'))
    .option('--app <APP>', t('cli.options.filterApp'))
    .addOption(new Option('--state <STATE>', t('cli.options.state')).choices(tokenStates))
    .option('--stale', t('cli.options.stale'))
    .option('--current', t('cli.options.current'))
    .option('--expiring', t('cli.options.expiring'))
    .option('--never-expires', t('cli.options.neverExpires'))
    .option('--key <KID>', t('cli.options.filterKey'))
    .option('--search <TEXT>', t('cli.options.search'))
    .addOption(new Option('--sort <COLUMN>', t('cli.options.sort')).choices(tokenSorts))
    .option('--descending', t('cli.options.descending'));
  answersInside<ListOptions>(list, surroundings, async (workspace, { options }) => {
    const { app, state, stale, sort, descending } = options;
    const application = app === undefined ? undefined : await findApplication(workspace, app);
    const filter = {
      ...(application === undefined ? {} : { applicationId: application.id }),
      ...(state === undefined ? {} : { state }),
      ...(options.current === true ? { current: true } : {}),
      ...(stale === true ? { stale, current: true } : {}),
      ...(options.expiring === true ? { expiring: true as const } : {}),
      ...(options.neverExpires === true ? { neverExpires: true } : {}),
      ...(options.key === undefined ? {} : { kid: options.key }),
      ...(options.search === undefined ? {} : { search: options.search }),
    };
    const direction = descending === true ? 'descending' : 'ascending';
    const order: TokenSort | undefined = sort === undefined ? undefined : { by: sort, direction };
    return listed(await listTokens(workspace, filter, order), workspace.now());
  });

  addInspectCommand(token, surroundings);

  const revoke = token
    .command('revoke')
    .description(t('cli.commands.tokenRevoke'))
    .argument('[TOKEN_ID]')
    .option('--app <APP>', t('cli.options.filterApp'))
    .option('--key <KID>', t('cli.options.filterKey'))
    .option('--consumer-key <KEY>', t('cli.options.filterConsumerKey'))
    .option('--issued-before <TIME>', t('cli.options.issuedBefore'))
    .option('--dry-run', t('cli.options.dryRun'));
  answersInside<RevokeOptions>(
    revoke,
    surroundings,
    async (workspace, { args: [typed], options }) => {
      const { dryRun, ...narrowing } = options;
      const isMany = ['app', 'key', 'consumerKey', 'issuedBefore'].some(
        (name) => name in narrowing,
      );
      if ((typed === undefined) !== isMany || (dryRun === true && !isMany)) {
        throw new Failure(t('cli.tokenOrFilter'), exitCodes.wrongUsage);
      }
      return typed === undefined
        ? revokeFound(workspace, narrowing, dryRun === true)
        : revokeOne(workspace, typed);
    },
  );
}

async function revokeOne(workspace: Workspace, typed: string): Promise<Answer> {
  const id = tokenIdSchema.safeParse(typed.toLowerCase());
  if (!id.success) throw refused(t('cli.noToken', { id: typed }));
  const answer = await workspace.call('token:revoke', { ids: [id.data] });
  if (!answer.ok) {
    if (answer.error.code === 'missing/token') throw refused(t('cli.noToken', { id: typed }));
    throw failureOf(answer.error);
  }
  return { json: null, text: t('cli.revoked', { id: id.data }) };
}

/** All active tokens that match the options; a dry run only counts them. */
async function revokeFound(
  workspace: Workspace,
  { app, key: kid, consumerKey, issuedBefore }: RevokeOptions,
  isDryRun: boolean,
): Promise<Answer> {
  const before = typedTime(issuedBefore);
  if (kid !== undefined) await requireKey(workspace, kid);
  const filter: TokenFilter = {
    state: 'active',
    ...(app === undefined ? {} : { applicationId: (await findApplication(workspace, app)).id }),
    ...(kid === undefined ? {} : { kid }),
    ...(consumerKey === undefined ? {} : { consumerKey }),
    ...(before === undefined ? {} : { issuedBefore: before }),
  };
  if (isDryRun) {
    const { found: count } = await workspace.get('token:count', filter);
    return { json: { wouldRevoke: count }, text: t('cli.wouldRevoke', { count }) };
  }
  const { revoked } = await workspace.get('token:revoke', { filter });
  return { json: { revoked }, text: t('cli.revokedMany', { count: revoked }) };
}

/** Re-generates each current token that expires soon, or that a signing key has signed. */
async function regenerateMany(workspace: Workspace, options: RegenerateOptions): Promise<Answer> {
  const { expiringWithin, key: kid, validity, scope, profile, alg, dryRun } = options;
  const now = workspace.now();
  const within = typedSeconds(expiringWithin, 'expiringWithin', now);
  if (kid !== undefined) await requireKey(workspace, kid);
  const filter: TokenFilter = {
    state: 'active',
    current: true,
    ...(within === null ? {} : { expiresBefore: now + within * 1000 }),
    ...(kid === undefined ? {} : { kid }),
  };
  const request = {
    kind: 'regenerate',
    tokens: { filter },
    validitySeconds: typedSeconds(validity, 'validitySeconds', now),
    scopes: scope === undefined ? null : [...new Set(scope)],
    ...(profile === undefined ? {} : { profile }),
    ...(alg === undefined ? {} : { algorithm: alg }),
  } as const;
  return issueMany(workspace, request, dryRun === true);
}

async function requireKey(workspace: Workspace, kid: string): Promise<void> {
  const keys = await workspace.get('signing-key:list', {});
  if (!keys.some((key) => key.kid === kid)) throw refused(t('cli.noSigningKey', { kid }));
}

/** An application's current token, in any state. */
async function currentToken(
  workspace: Workspace,
  app: string,
  { type }: TypeOption,
): Promise<TokenSummary> {
  const { id: applicationId } = await findApplication(workspace, app);
  const { token } = await workspace.get('keys:get', { applicationId, keyType: type });
  if (token === null) throw failureOf(appError('keys/none'));
  return token;
}

async function listTokens(
  workspace: Workspace,
  filter: TokenFilter,
  sort?: TokenSort,
): Promise<readonly TokenSummary[]> {
  return everyPage<TokenSummary>(async (last) => {
    const { tokens, more } = await workspace.get('token:list', {
      ...filter,
      ...(sort && { sort }),
      ...(last && { after: last.id }),
      limit: PAGE,
    });
    return { items: tokens, more };
  });
}

function listed(tokens: readonly TokenSummary[], now: number): Answer {
  const rows = tokens.map((token) => ({
    id: token.id,
    application: token.applicationName,
    type: token.keyType.toLowerCase(),
    state: tokenState(token, now),
    issuedAt: isoTime(token.issuedAt),
    expiresAt: isoTime(token.expiresAt),
    kid: token.kid,
  }));
  return {
    json: rows,
    text: table(
      [
        t('cli.columns.id'),
        t('cli.columns.application'),
        t('cli.columns.type'),
        t('cli.columns.state'),
        t('cli.columns.issued'),
        t('cli.columns.expires'),
      ],
      rows.map((row, place) => [
        row.id,
        row.application,
        row.type,
        row.state,
        row.issuedAt,
        tokens[place]?.neverExpires === true ? t('cli.never') : row.expiresAt,
      ]),
    ),
  };
}
