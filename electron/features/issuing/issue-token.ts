import { randomUUID } from 'node:crypto';
import { type TokenId, tokenIdSchema } from '../../../shared/domain/ids.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import type { TokenSummary } from '../../../shared/domain/token.ts';
import type { AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { WriteContext } from '../../base/context/context.ts';
import type { Signer } from '../../base/context/signer.ts';
import type { ReadableDb } from '../../base/database/database.ts';
import { currentPolicy } from '../../base/policy/current.ts';
import { refusedByPolicy, rsaBits } from '../settings/policy.ts';
import { readSettings } from '../settings/repository.ts';
import { beginsLikeAnother } from '../tokens/repository.ts';
import { requireToken } from '../tokens/rules.ts';
import { issueSecond } from './clock.ts';
import { commitTokens, type SignedToken } from './commit-tokens.ts';
import { type Order, type Plan, planToken } from './plan.ts';
import { markPlan, type PlanMark } from './plan-mark.ts';
import type { NamedProfile } from './profiles.ts';
import { STATUS_DIGITS } from './status.ts';
import { profileOf, writeToken } from './write-token.ts';

/**
 * Issues a token: plan, profile, sign, commit.
 *
 * Signing is asynchronous and a SQLite transaction isn't, so the token is signed first. If its plan
 * is outdated by the time it is committed, it is discarded and planned and signed again.
 *
 * @returns the token, the errors of `planToken`, or `secret/damaged`.
 */
export async function issueToken(
  context: WriteContext,
  order: Order,
): Promise<Result<TokenSummary, AppError>> {
  for (;;) {
    const signed = await signToken(context, order);
    if (!signed.ok) return signed;
    const [outcome] = commitTokens(context, [signed.value]);
    if (outcome === undefined || outcome === 'outdated') continue;
    return outcome.ok ? requireToken(context.db, outcome.value) : outcome;
  }
}

interface SigningOptions {
  /** Instead of the planned one. */
  readonly profile?: NamedProfile;
  /** Set if it was just read for many orders. */
  readonly shared?: SharedReading;
}

/** What tokens that are planned together have in common, read once for all of them. */
export interface SharedReading {
  readonly mark: PlanMark;
  readonly settings: Settings;
  /** Seconds since the epoch. */
  readonly issuedAt: number;
  readonly currentKey: Signer['currentKey'];
}

/** For orders that are planned before anything else happens. */
export function readShared({ db, signer, now }: WriteContext): SharedReading {
  const keys = new Map<string, ReturnType<Signer['currentKey']>>();
  return {
    mark: markPlan(db),
    settings: readSettings(db),
    issuedAt: issueSecond(db, now()),
    currentKey(algorithm, rsaLength) {
      const name = `${algorithm} ${rsaLength}`;
      const known = keys.get(name) ?? signer.currentKey(algorithm, rsaLength);
      keys.set(name, known);
      return known;
    },
  };
}

/** A random `jti` that shares its place in the Token Status List with no other token. */
function newTokenId(db: ReadableDb): TokenId {
  for (;;) {
    const id = tokenIdSchema.parse(randomUUID());
    if (!beginsLikeAnother(db, id, STATUS_DIGITS)) return id;
  }
}

/** Why an administrator's policy doesn't allow the token, or null. @param bits of its RSA key. */
export function planRefused({ content, form }: Plan, bits?: number): AppError | null {
  const { validitySeconds } = content;
  const { profile } = form;
  return refusedByPolicy(currentPolicy(), { validitySeconds, profile, rsaLength: bits });
}

/** Plans and signs a token; nothing is stored. */
export async function signToken(
  context: WriteContext,
  order: Order,
  { profile: ownProfile, shared = readShared(context) }: SigningOptions = {},
): Promise<Result<SignedToken, AppError>> {
  const { db, signer } = context;
  const { mark, settings, issuedAt } = shared;
  const plan = planToken(db, order, settings);
  if (!plan.ok) return plan;
  const id = newTokenId(db);
  const found = await shared.currentKey(plan.value.form.algorithm, plan.value.form.rsaLength);
  if (!found.ok) return found;
  const key = found.value;
  const byPolicy = planRefused(plan.value, rsaBits(key));
  if (byPolicy !== null) return err(byPolicy);
  const issue = { jti: id, issuedAt };
  const profile = ownProfile ?? profileOf(plan.value);
  const { header, claims } = writeToken(plan.value, profile, issue, key);
  const jwt = await signer.sign(key, header, claims);
  if (!jwt.ok) return jwt;
  return ok({
    order,
    plan: plan.value,
    mark,
    id,
    signingKeyId: key.id,
    profile: profile.name,
    expiresAt: Number(claims['exp']) * 1000,
    jwt: jwt.value,
  });
}
