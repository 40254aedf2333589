import type { TokenId } from '../../../shared/domain/ids.ts';
import type { JobResult } from '../../../shared/domain/job.ts';
import type { TokenFilter } from '../../../shared/domain/token-filter.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { SomeHandlers, WriteContext } from '../../base/context/context.ts';
import { type Ending, gaveUp, type Steps } from '../../base/context/jobs.ts';
import { inTransaction, type ReadableDb } from '../../base/database/database.ts';
import { countTokens } from './ledger.ts';
import { listTokens } from './list-tokens.ts';
import { raiseNotBefore, revokeToken } from './repository.ts';
import { requireToken, tokenSubject } from './rules.ts';
import { completeSearch } from './token-pages.ts';

/** Tokens revoked per transaction. */
const BATCH = 100;

/**
 * Revokes tokens in batches, after checking that all of them can be revoked. Tokens that are
 * revoked in the meantime are skipped.
 */
async function* revokeTokens(
  context: WriteContext,
  ids: readonly TokenId[],
  signal: AbortSignal,
): Steps<Ending<JobResult<'token-revoke'>>> {
  const { db } = context;
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
    const batch = revokeBatch(context, ids.slice(at, at + BATCH));
    if (!batch.ok) return batch;
    revoked += batch.value;
    yield { done: Math.min(at + BATCH, total), total };
  }
  return ok({ revoked });
}

/** Revokes what a filter finds, newest first, so that tokens issued meanwhile are left out. */
async function* revokeFound(
  context: WriteContext,
  filter: TokenFilter,
  signal: AbortSignal,
): Steps<Ending<JobResult<'token-revoke'>>> {
  const { db, now } = context;
  completeSearch(context, filter);
  const cutOff = cutOffOf(filter, now());
  if (cutOff !== null) {
    inTransaction(db, () => ok(raiseNotBefore(db, cutOff, cutOff.at)));
  }
  let revoked = 0;
  let after: TokenId | undefined;
  for (;;) {
    const page = listTokens(db, { ...filter, after, limit: BATCH }, now());
    const batch = revokeBatch(
      context,
      page.map(({ id }) => id),
    );
    if (!batch.ok) return batch;
    revoked += batch.value;
    after = page.at(-1)?.id;
    if (page.length < BATCH) return ok({ revoked });
    yield { done: revoked, total: null };
    if (signal.aborted) return { doneSoFar: { revoked } };
  }
}

/**
 * All tokens of an application, or of its consumer key, up to a time: gateways then refuse older
 * ones whatever their id. Null for a filter that asks for anything else.
 */
function cutOffOf(filter: TokenFilter, now: number) {
  const { applicationId, keyType, consumerKey, issuedBefore, state, ...others } = filter;
  const isWhole = Object.values(others).every((value) => value === undefined);
  if (applicationId === undefined || !isWhole) return null;
  if (state !== undefined && state !== 'active') return null;
  const at = Math.min(issuedBefore ?? now, now);
  return { applicationId, keyType, consumerKey, at: Math.floor(at / 1000) * 1000 };
}

/** Revokes a batch in one transaction. @returns how many were not revoked yet. */
function revokeBatch(
  { db, activity, now }: WriteContext,
  batch: readonly TokenId[],
): Result<number, AppError> {
  return inTransaction(db, () => {
    const at = now();
    let count = 0;
    for (const id of batch) {
      const found = requireToken(db, id);
      if (!found.ok) return found;
      if (found.value.revokedAt !== null) continue;
      revokeToken(db, id, at);
      const subject = tokenSubject(found.value);
      activity.record({ kind: 'token/revoked', subject, detail: { token: id } });
      count += 1;
    }
    return ok(count);
  });
}

function refuseRevoking(db: ReadableDb, id: TokenId): AppError | null {
  const found = requireToken(db, id);
  if (!found.ok) return found.error;
  const { applicationName: application, revokedAt } = found.value;
  return revokedAt === null ? null : appError('token/revoked', { detail: { application } });
}

export const tokenHandlers = {
  'token:list': ({ db, now }, query) => {
    const at = now();
    const tokens = listTokens(db, { ...query, limit: query.limit + 1 }, at);
    const page = { tokens: tokens.slice(0, query.limit), more: tokens.length > query.limit };
    return ok(query.count === undefined ? page : { ...page, counts: countTokens(db, query, at) });
  },

  'token:revoke': (context, selection) =>
    context.jobs.start('token-revoke', (signal) =>
      'ids' in selection
        ? revokeTokens(context, [...new Set(selection.ids)], signal)
        : revokeFound(context, selection.filter, signal),
    ).done,
} satisfies SomeHandlers;
