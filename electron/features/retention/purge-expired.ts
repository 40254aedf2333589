import type { TokenId } from '../../../shared/domain/ids.ts';
import type { JobResult } from '../../../shared/domain/job.ts';
import type { TokenFilter } from '../../../shared/domain/token-filter.ts';
import { appError } from '../../../shared/errors.ts';
import type { Parsed } from '../../../shared/ipc/contract.ts';
import { err, ok } from '../../../shared/result.ts';
import type { SomeHandlers, WriteContext } from '../../base/context/context.ts';
import { type Ending, isDone, type Steps } from '../../base/context/jobs.ts';
import { inTransaction, run, truncateWal } from '../../base/database/database.ts';
import { trustedTime } from '../bin/repository.ts';
import { writeTokens } from '../export/export-tokens.ts';
import { listTokens } from '../tokens/list-tokens.ts';

/** Tokens deleted per transaction. */
const BATCH = 200;

export const retentionHandlers = {
  'token:purge': (context, request) =>
    context.jobs.start('token-purge', (signal) => purgeExpired(context, request, signal)).done,
} satisfies SomeHandlers;

/**
 * Deletes tokens that expired before a time from the ledger, after archiving them if asked to. The
 * newest token of each consumer key stays, since it is what gets re-generated.
 */
async function* purgeExpired(
  context: WriteContext,
  { expiredBefore, archive }: Parsed<'token:purge'>,
  signal: AbortSignal,
): Steps<Ending<JobResult<'token-purge'>>> {
  const { db, now, activity } = context;
  // One wrong clock reading must not delete anything.
  const before = Math.min(expiredBefore, trustedTime(db, now()));
  const filter: TokenFilter = { state: 'expired', current: false, expiresBefore: before };
  const selection = { of: 'filter', filter } as const;
  let path: string | null = null;
  if (archive !== null) {
    const request = { selection, format: 'json', encryption: archive } as const;
    const saved = yield* writeTokens(context, request, signal);
    if (!isDone(saved)) return saved;
    if (saved.value === null) return ok(null);
    ({ path } = saved.value);
  }
  let count = 0;
  for (;;) {
    const page = listTokens(db, { ...filter, limit: BATCH }, now());
    if (page.length === 0) break;
    inTransaction(db, () => {
      for (const { id } of page) purgeToken(context, id);
      activity.record({ kind: 'token/purged', subject: '', detail: { count: page.length } });
      return ok(null);
    });
    count += page.length;
    yield { done: count, total: null };
    if (signal.aborted) return { doneSoFar: { count, path } };
  }
  if (count === 0 && archive === null) return err(appError('export/nothing'));
  truncateWal(db);
  return ok({ count, path });
}

/** What gateways must refuse is remembered, in case the clock is corrected. */
function purgeToken({ db }: WriteContext, id: TokenId): void {
  run(
    db,
    `INSERT OR IGNORE INTO purged_token (id, expires_at, revoked_at)
     SELECT id, expires_at, refused_at FROM token WHERE id = ? AND refused_at IS NOT NULL`,
    id,
  );
  run(db, 'DELETE FROM token WHERE id = ?', id);
}
