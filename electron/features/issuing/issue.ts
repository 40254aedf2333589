import { randomUUID } from 'node:crypto';
import { type KeysId, tokenIdSchema } from '../../../shared/domain/ids.ts';
import type { IssueRequest } from '../../../shared/domain/keys.ts';
import { opensApi } from '../../../shared/domain/subscription.ts';
import type { TokenSummary } from '../../../shared/domain/token.ts';
import { neverExpires } from '../../../shared/domain/validity.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Context } from '../../base/context/context.ts';
import { inTransaction, type ReadableDb } from '../../base/database/database.ts';
import { theApplication } from '../applications/rules.ts';
import { listAvailableScopes } from '../keys/repository.ts';
import { readSettings } from '../settings/repository.ts';
import { listSubscriptions } from '../subscriptions/repository.ts';
import { type Coverage, coverageOf } from '../tokens/coverage.ts';
import { findToken, insertToken, newestIssue } from '../tokens/repository.ts';
import {
  CLOCK_SKEW_SECONDS,
  type ClaimsInput,
  expiry,
  grantedScopes,
  STANDARD_HEADER,
  standardClaims,
} from './claims.ts';

/** A clock that is behind by less than this, in ms, is jitter: `iat` then simply stands still. */
const CLOCK_JITTER = CLOCK_SKEW_SECONDS * 1000;

/**
 * How far the clock is behind the newest token, in whole seconds; 0 for none or mere jitter.
 *
 * @param now milliseconds since the epoch.
 */
export function clockBehindSeconds(db: ReadableDb, now: number): number {
  const behind = newestIssue(db) - now;
  return behind > CLOCK_JITTER ? Math.ceil(behind / 1000) : 0;
}

/** The second of issue. `iat` never goes back, unless the clock was plainly set back. */
function issueSecond({ db, now }: Context): number {
  const newest = newestIssue(db);
  const at = newest - now() > CLOCK_JITTER ? now() : Math.max(now(), newest);
  return Math.floor(at / 1000);
}

export function accessTokenPlace(jti: string) {
  return { table: 'token', column: 'jwt_sealed', row: jti };
}

interface Plan {
  readonly claims: ClaimsInput;
  readonly covers: Coverage;
}

/** Everything in the token but its time and its id, from what the database says now. */
function planIssue(
  { db, now }: Context,
  request: IssueRequest,
  consumerKey: string,
): Result<Plan, AppError> {
  const application = theApplication(db, request.applicationId, now());
  if (!application.ok) return application;
  const { id, number, name, perTokenQuota } = application.value;
  const available = listAvailableScopes(db, id, request.keyType).map((scope) => scope.name);
  const foreign = request.scopes.find((scope) => !available.includes(scope));
  if (foreign !== undefined) {
    return err(appError('scope/not-subscribed', { field: 'scopes', detail: { scope: foreign } }));
  }
  const subscriptions = listSubscriptions(db, id).filter(({ state }) =>
    opensApi(state, request.keyType),
  );
  const { issuer, audience, owner } = readSettings(db);
  return ok({
    claims: {
      issuer,
      audience,
      owner,
      keyType: request.keyType,
      consumerKey,
      application: { id, number, name, perTokenQuota },
      subscriptions,
      scopes: available.filter((scope) => request.scopes.includes(scope)),
      validitySeconds: request.validitySeconds,
    },
    covers: coverageOf(subscriptions),
  });
}

/**
 * Issues an application access token and stores it, in one transaction with what `before` writes.
 *
 * Signing is asynchronous and a SQLite transaction is not, so the token is signed first; if the
 * workspace changed meanwhile in a way that the claims show, it is thrown away and signed anew.
 *
 * @param keys the consumer key that the token is for; may be written by `before`.
 * @param before runs first in the transaction, with the time of issue in ms; its refusal is ours.
 * @returns the token, `missing/application`, `scope/not-subscribed` or `secret/damaged`.
 */
export async function issueToken(
  context: Context,
  request: IssueRequest,
  keys: { readonly id: KeysId; readonly consumerKey: string },
  before: (issuedAt: number) => Result<null, AppError>,
): Promise<Result<TokenSummary, AppError>> {
  const { db, cipher, signer } = context;
  for (;;) {
    const plan = planIssue(context, request, keys.consumerKey);
    if (!plan.ok) return plan;
    const id = tokenIdSchema.parse(randomUUID());
    const issuedAt = issueSecond(context);
    const claims = standardClaims(plan.value.claims, { jti: id, issuedAt });
    const signed = await signer.sign(STANDARD_HEADER, claims);
    if (!signed.ok) return signed;
    const { jwt, key } = signed.value;
    const stored = inTransaction(db, (): Result<TokenSummary | null, AppError> => {
      const planNow = planIssue(context, request, keys.consumerKey);
      if (!planNow.ok) return planNow;
      if (JSON.stringify(planNow.value) !== JSON.stringify(plan.value)) return ok(null);
      const allowed = before(issuedAt * 1000);
      if (!allowed.ok) return allowed;
      insertToken(db, {
        id,
        keysId: keys.id,
        signingKeyId: key.id,
        jwtSealed: cipher.seal(accessTokenPlace(id), jwt),
        size: jwt.expose().length,
        issuer: claims.iss,
        scopes: grantedScopes(plan.value.claims.scopes),
        covers: plan.value.covers,
        issuedAt: issuedAt * 1000,
        expiresAt: expiry(issuedAt, request.validitySeconds) * 1000,
        neverExpires: neverExpires(request.validitySeconds),
      });
      return ok(findToken(db, id) ?? null);
    });
    if (!stored.ok) return stored;
    if (stored.value !== null) return ok(stored.value);
  }
}
