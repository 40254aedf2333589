import {
  type BulkIssue,
  type BulkItem,
  type BulkRequest,
  leftOut,
} from '../../shared/domain/bulk.ts';
import type { BulkIssueId } from '../../shared/domain/ids.ts';
import { appError } from '../../shared/errors.ts';
import { t } from '../../shared/words/words.ts';
import type { Answer } from './command.ts';
import { everyPage, PAGE } from './every-page.ts';
import { failureOf } from './failure.ts';
import { isoTime } from './time.ts';
import type { Workspace } from './workspace-access.ts';

/**
 * Issues many tokens in one go.
 *
 * @param isDryRun only says in numbers what it would do.
 * @returns each new token; what was left out is refused, with the reason.
 */
export async function issueMany(
  workspace: Workspace,
  request: BulkRequest,
  isDryRun: boolean,
): Promise<Answer> {
  const prepared = await workspace.call('bulk:prepare', request);
  if (!prepared.ok && prepared.error.code === 'bulk/nothing') return issuedAnswer([], []);
  if (!prepared.ok) throw failureOf(prepared.error);
  const { id } = prepared.value;
  if (isDryRun) return dryRun(workspace, prepared.value);
  await workspace.get('bulk:run', { id });
  const [issued, left] = [
    await itemsOf(workspace, id, 'issued'),
    await itemsOf(workspace, id, 'left-out'),
  ];
  return issuedAnswer(issued, left);
}

async function dryRun(workspace: Workspace, said: BulkIssue): Promise<Answer> {
  const left = await itemsOf(workspace, said.id, 'left-out');
  await workspace.get('bulk:discard', { id: said.id });
  const json = {
    wouldIssue: said.open,
    wouldRevoke: said.revokes,
    wouldLeaveOut: leftOut(said),
  };
  const lines = left.map(reasonOf);
  return { json, text: [t('cli.wouldIssue', json), ...lines].join('\n') };
}

function issuedAnswer(issued: readonly BulkItem[], left: readonly BulkItem[]): Answer {
  const rows = issued.map(({ applicationName, keyType, tokenId, expiresAt }) => ({
    application: applicationName,
    type: keyType.toLowerCase(),
    tokenId: tokenId ?? '',
    expiresAt: isoTime(expiresAt ?? 0),
  }));
  const lines = rows.map(({ application, type, tokenId, expiresAt }) =>
    [application, type, tokenId, expiresAt].join('  '),
  );
  const text = [t('cli.issuedMany', { count: rows.length }), ...lines].join('\n');
  return { json: rows, text, refused: left.map(reasonOf) };
}

function reasonOf({ applicationName, code }: BulkItem): string {
  return `${applicationName}: ${code === null ? '' : failureOf(appError(code)).message}`;
}

async function itemsOf(
  { get }: Workspace,
  id: BulkIssueId,
  which: 'issued' | 'left-out',
): Promise<readonly BulkItem[]> {
  return everyPage<BulkItem>((last) =>
    get('bulk:items', { id, which, after: last?.position ?? -1, limit: PAGE }),
  );
}
