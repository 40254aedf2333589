import type { BulkIssue, RevokingRequest } from '../../../shared/domain/bulk.ts';
import type { BulkIssueId } from '../../../shared/domain/ids.ts';
import type { AppError } from '../../../shared/errors.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { callConfirmed } from '../../program/presence.ts';

/** Runs a bulk job. A cancelled one also has a report, of what was done until then. */
export async function runBulk(id: BulkIssueId): Promise<Result<BulkIssue, AppError>> {
  const ended = await callConfirmed('bulk:run', { id });
  if (ended.ok || ended.error.code !== 'call/cancelled') return ended;
  const list = await window.latchkey.call('bulk:list', {});
  const issue = list.ok ? list.value.find((one) => one.id === id) : undefined;
  return issue === undefined ? ended : ok(issue);
}

/** Revokes what was announced and confirmed elsewhere. Nothing to revoke is no error. */
export async function revokeMany(
  tokens: RevokingRequest['tokens'],
): Promise<Result<BulkIssue | null, AppError>> {
  const prepared = await window.latchkey.call('bulk:prepare', { kind: 'revoke', tokens });
  if (!prepared.ok && prepared.error.code === 'bulk/nothing') return ok(null);
  return prepared.ok ? runBulk(prepared.value.id) : prepared;
}
