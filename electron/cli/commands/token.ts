import { type Command, Option } from 'commander';
import { tokenIdSchema } from '../../../shared/domain/ids.ts';
import {
  type TokenState,
  type TokenSummary,
  tokenState,
  tokenStates,
} from '../../../shared/domain/token.ts';
import { appError } from '../../../shared/errors.ts';
import { ownerName } from '../../../shared/words/key-types.ts';
import { t } from '../../../shared/words/words.ts';
import { type Answer, answersInside } from '../command.ts';
import { failureOf, refused } from '../failure.ts';
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
import { table } from '../table.ts';
import { isoTime } from '../time.ts';
import type { Workspace } from '../workspace-access.ts';

/** Tokens that one call lists. */
const PAGE = 500;

interface ListOptions {
  readonly app?: string;
  readonly state?: TokenState;
}

export function addTokenCommands(program: Command, surroundings: Surroundings): void {
  const token = program.command('token').description(t('cli.commands.token'));

  const get = token
    .command('get')
    .description(t('cli.commands.tokenGet'))
    .argument('<APP>')
    .addOption(typeOption());
  answersInside<TypeOption>(get, surroundings, async (workspace, { args: [app = ''], options }) => {
    const { id, revokedAt, expiresAt, ...current } = await currentToken(workspace, app, options);
    const state = tokenState({ ...current, revokedAt, expiresAt }, workspace.now());
    const owner = ownerName(current.applicationName, current.keyType);
    if (state === 'expired')
      throw refused(t('cli.tokenExpired', { application: owner, at: isoTime(expiresAt) }));
    if (state === 'revoked')
      throw refused(t('cli.tokenRevoked', { application: owner, at: isoTime(revokedAt ?? 0) }));
    const { value } = await workspace.get('secret:reveal', { kind: 'access-token', id });
    return { json: value, text: value };
  });

  const regenerate = addIssueOptions(
    token.command('regenerate').description(t('cli.commands.tokenRegenerate')).argument('<APP>'),
  );
  answersInside<IssueOptions>(regenerate, surroundings, async (workspace, typed) => {
    const { id: replaces, applicationId } = await currentToken(
      workspace,
      typed.args[0] ?? '',
      typed.options,
    );
    const request = await readIssueOptions(workspace, applicationId, typed.options);
    const issued = await workspace.get('token:regenerate', { ...request, replaces });
    return issuedAnswer(workspace, issued);
  });

  const list = token
    .command('list')
    .description(t('cli.commands.tokenList'))
    .option('--app <APP>', t('cli.options.filterApp'))
    .addOption(new Option('--state <STATE>', t('cli.options.state')).choices(tokenStates));
  answersInside<ListOptions>(list, surroundings, async (workspace, { options }) => {
    const now = workspace.now();
    return listed(await listTokens(workspace, options), now);
  });

  const revoke = token
    .command('revoke')
    .description(t('cli.commands.tokenRevoke'))
    .argument('<TOKEN_ID>');
  answersInside(revoke, surroundings, async (workspace, { args: [typed = ''] }) => {
    const id = tokenIdSchema.safeParse(typed.toLowerCase());
    if (!id.success) throw refused(t('cli.noToken', { id: typed }));
    const answer = await workspace.call('token:revoke', { ids: [id.data] });
    if (!answer.ok) {
      if (answer.error.code === 'missing/token') throw refused(t('cli.noToken', { id: typed }));
      throw failureOf(answer.error);
    }
    return { json: null, text: t('cli.revoked', { id: id.data }) };
  });
}

/** The current token of an application, in whatever state. */
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
  { app, state }: ListOptions,
): Promise<readonly TokenSummary[]> {
  const application = app === undefined ? undefined : await findApplication(workspace, app);
  const query = {
    ...(application === undefined ? {} : { applicationId: application.id }),
    ...(state === undefined ? {} : { state }),
    limit: PAGE,
  };
  const found: TokenSummary[] = [];
  for (;;) {
    const after = found.at(-1)?.id;
    const from = after === undefined ? {} : { after };
    const { tokens, more } = await workspace.get('token:list', { ...query, ...from });
    found.push(...tokens);
    if (!more) return found;
  }
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
