import type { TokenId } from '../../../shared/domain/ids.ts';
import type { JobResult } from '../../../shared/domain/job.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { SomeHandlers, WriteContext } from '../../base/context/context.ts';
import { type Ending, gaveUp, type Steps } from '../../base/context/jobs.ts';
import { inTransaction, type ReadableDb } from '../../base/database/database.ts';
import { listTokens } from './ledger.ts';
import { revokeToken } from './repository.ts';
import { theToken, tokenSubject } from './rules.ts';

/** Tokens that are revoked in one transaction. */
const BATCH = 100;

/**
 * Revokes tokens a batch at a time, once it is known that each of them can be. One that somebody else
 * revokes meanwhile is passed over.
 */
async function* revokeTokens(
  { db, activity, now }: WriteContext,
  ids: readonly TokenId[],
  signal: AbortSignal,
): Steps<Ending<JobResult<'token-revoke'>>> {
  const total = ids.length;
  for (const [at, id] of ids.entries()) {
    const refusal = refuseRevoking(db, id);
    if (refusal !== null) return err(refusal);
    if (at % BATCH !== BATCH - 1) continue;
    yield { done: 0, total };
    if (signal.aborted) return gaveUp;
  }
  let revoked = 0;
  for (let at = 0; at < total; at += BATCH) {
    if (signal.aborted) return { doneSoFar: { revoked } };
    const batch = inTransaction(db, () => revokeBatch(ids.slice(at, at + BATCH)));
    if (!batch.ok) return batch;
    revoked += batch.value;
    yield { done: Math.min(at + BATCH, total), total };
  }
  return ok({ revoked });

  function revokeBatch(batch: readonly TokenId[]): Result<number, AppError> {
    const at = now();
    let count = 0;
    for (const id of batch) {
      const found = theToken(db, id);
      if (!found.ok) return found;
      if (found.value.revokedAt !== null) continue;
      revokeToken(db, id, at);
      const subject = tokenSubject(found.value);
      activity.record({ kind: 'token/revoked', subject, detail: { token: id } });
      count += 1;
    }
    return ok(count);
  }
}

function refuseRevoking(db: ReadableDb, id: TokenId): AppError | null {
  const found = theToken(db, id);
  if (!found.ok) return found.error;
  const { applicationName: application, revokedAt } = found.value;
  return revokedAt === null ? null : appError('token/revoked', { detail: { application } });
}

export const tokenHandlers = {
  'token:list': ({ db, now }, query) => {
    const tokens = listTokens(db, { ...query, limit: query.limit + 1 }, now());
    return ok({ tokens: tokens.slice(0, query.limit), more: tokens.length > query.limit });
  },

  'token:revoke': (context, { ids }) => {
    const chosen = [...new Set(ids)];
    return context.jobs.start('token-revoke', (signal) => revokeTokens(context, chosen, signal))
      .done;
  },
} satisfies SomeHandlers;
