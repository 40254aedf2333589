import type { ApplicationId, TokenId } from '../../../shared/domain/ids.ts';
import type { JobResult } from '../../../shared/domain/job.ts';
import type { KeyType, TokenSummary } from '../../../shared/domain/token.ts';
import type { TokenFilter } from '../../../shared/domain/token-filter.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { WriteContext } from '../../base/context/context.ts';
import { type Ending, gaveUp, type Steps } from '../../base/context/jobs.ts';
import { inTransaction, type ReadableDb } from '../../base/database/database.ts';
import { listTokens } from './list-tokens.ts';
import { applicationNameOf, raiseNotBefore, rememberCutOff, revokeToken } from './repository.ts';
import { requireToken, tokenSubject } from './rules.ts';
import { completeSearch } from './token-pages.ts';

/** Tokens revoked per transaction. */
const BATCH = 100;

/**
 * Revokes tokens in batches, after checking that all of them can be revoked. Tokens that are
 * revoked in the meantime are skipped.
 */
export async function* revokeTokens(
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
export async function* revokeFound(
  context: WriteContext,
  filter: TokenFilter,
  signal: AbortSignal,
): Steps<Ending<JobResult<'token-revoke'>>> {
  const { db, now } = context;
  completeSearch(context, filter);
  const cutOff = cutOffOf(filter, now());
  if (cutOff !== null) {
    inTransaction(db, () => ok(raiseCutOff(context, cutOff)));
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

/** From when on the tokens of an application's consumer keys count. */
export interface CutOff {
  readonly applicationId: ApplicationId;
  readonly keyType?: KeyType | undefined;
  readonly consumerKey?: string | undefined;
  /** Milliseconds since the epoch, in whole seconds. */
  readonly at: number;
}

export const wholeSecond = (at: number): number => Math.floor(at / 1000) * 1000;

/**
 * All tokens of an application, or of its consumer key, up to a time: gateways then refuse older
 * ones whatever their id. Null for a filter that asks for anything else.
 */
export function cutOffOf(filter: TokenFilter, now: number): CutOff | null {
  const { applicationId, keyType, consumerKey, issuedBefore, state, ...others } = filter;
  const isWhole = Object.values(others).every((value) => value === undefined);
  if (applicationId === undefined || !isWhole) return null;
  if (state !== undefined && state !== 'active') return null;
  const at = wholeSecond(Math.min(issuedBefore ?? now, now));
  return { applicationId, keyType, consumerKey, at };
}

/** Raises the "not before" of an application's keys, inside a transaction. */
export function raiseCutOff({ db, activity, now }: WriteContext, cutOff: CutOff): void {
  if (raiseNotBefore(db, cutOff) === 0) return;
  rememberCutOff(db, now());
  activity.record({
    kind: 'keys/not-before',
    subject: applicationNameOf(db, cutOff.applicationId),
    detail: { from: new Date(cutOff.at).toISOString(), keyType: cutOff.keyType ?? '' },
  });
}

/** Revokes a batch in one transaction. @returns how many were not revoked yet. */
function revokeBatch(context: WriteContext, batch: readonly TokenId[]): Result<number, AppError> {
  return inTransaction(context.db, () => {
    let count = 0;
    for (const id of batch) {
      const found = requireToken(context.db, id);
      if (!found.ok) return found;
      if (revokeUnlessRevoked(context, found.value)) count += 1;
    }
    return ok(count);
  });
}

/** Revokes a token inside a transaction. @returns false if it was revoked already. */
export function revokeUnlessRevoked(
  { db, activity, now }: WriteContext,
  token: TokenSummary,
): boolean {
  if (token.revokedAt !== null) return false;
  revokeToken(db, token.id, now());
  activity.record({
    kind: 'token/revoked',
    subject: tokenSubject(token),
    detail: { token: token.id },
  });
  return true;
}

function refuseRevoking(db: ReadableDb, id: TokenId): AppError | null {
  const found = requireToken(db, id);
  if (!found.ok) return found.error;
  const { applicationName: application, revokedAt } = found.value;
  return revokedAt === null ? null : appError('token/revoked', { detail: { application } });
}
