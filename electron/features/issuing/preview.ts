import { randomUUID } from 'node:crypto';
import { keysIdSchema } from '../../../shared/domain/ids.ts';
import type { SigningKey } from '../../../shared/domain/signing-key.ts';
import { grantingStates, subscriptionStates } from '../../../shared/domain/subscription.ts';
import type { PreviewRequest, TokenPreview } from '../../../shared/domain/token-preview.ts';
import type { AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { KeyReadContext } from '../../base/context/context.ts';
import type { ReadableDb } from '../../base/database/database.ts';
import { findCurrentKey } from '../signing/repository.ts';
import {
  listAvailableScopes,
  listScopesOf,
  listSubscriptions,
} from '../subscriptions/repository.ts';
import { issueSecond } from './clock.ts';
import { planRefused } from './issue-token.ts';
import { type Form, planToken } from './plan.ts';
import { UNKNOWN_CERTIFICATE } from './profiles.ts';
import { profileOf, writeToken } from './write-token.ts';

/** A placeholder as long as the final value, so that the preview has the token's size. */
const unknown = (length: number): string => '?'.repeat(length);
const UNKNOWN_ID = [8, 4, 4, 4, 12].map(unknown).join('-');
const UNKNOWN_CONSUMER_KEY = unknown(28);
/** SHA-256 in base64url. */
const UNKNOWN_KID = unknown(43);

/**
 * The token that an order would issue, produced by the same steps; it isn't signed, and nothing is
 * stored or created.
 */
export async function previewToken(
  { db, now, publishedKeys }: KeyReadContext,
  { replaces, ...request }: PreviewRequest,
): Promise<Result<TokenPreview, AppError>> {
  const by =
    replaces === undefined
      ? { newClient: { id: keysIdSchema.parse(randomUUID()), consumerKey: UNKNOWN_CONSUMER_KEY } }
      : { replaces };
  const planned = planToken(db, { ...request, by });
  if (!planned.ok) return planned;
  const byPolicy = planRefused(planned.value);
  if (byPolicy !== null) return err(byPolicy);
  const published = await publishedKeys();
  if (!published.ok) return published;
  const plan = planned.value;
  const { form } = plan;
  const current = findCurrentKey(db, form.algorithm)?.id;
  const key = published.value.find(({ id }) => id === current);
  const issue = { jti: UNKNOWN_ID, issuedAt: issueSecond(db, now()) };
  const token = writeToken(plan, profileOf(plan), issue, key ?? UNKNOWN_CERTIFICATE);
  const header = {
    ...token.header,
    alg: form.algorithm,
    kid: key?.kid ?? UNKNOWN_KID,
  };
  return ok({
    profile: form.profile,
    algorithm: form.algorithm,
    issuer: plan.content.issuer,
    audience: audienceOf(token.claims),
    header: JSON.stringify(header, null, 2),
    claims: JSON.stringify(token.claims, null, 2),
    size: compactSize(header, token.claims, signatureBytes(form, key)),
    expiresAt: Number(token.claims['exp']) * 1000,
    scopes: explainScopes(db, request),
    subscriptions: explainSubscriptions(db, request, token.claims),
  });
}

/** The values of `aud`, which may be a string (RFC 7519 section 4.1.3). */
function audienceOf({ aud }: Readonly<Record<string, unknown>>): string[] {
  return [aud].flat().map(String);
}

/** RFC 7515 section 7.1: three parts in base64url, with dots between them. */
function compactSize(header: object, claims: object, signature: number): number {
  const parts = [
    Buffer.byteLength(JSON.stringify(header)),
    Buffer.byteLength(JSON.stringify(claims)),
  ];
  return [...parts, signature].reduce((sum, bytes) => sum + Math.ceil((bytes * 4) / 3), 2);
}

/** RFC 7518 sections 3.3 to 3.5, RFC 8032 section 5.1.6. */
function signatureBytes({ algorithm, rsaLength }: Form, key: SigningKey | undefined): number {
  if (algorithm === 'ES384') return 96;
  if (algorithm === 'ES256' || algorithm === 'EdDSA') return 64;
  const modulus = key?.publicJwk['n'];
  return typeof modulus === 'string' ? Buffer.from(modulus, 'base64url').length : rsaLength / 8;
}

/** The scopes of every subscribed API, regardless of the state of its subscriptions. */
function explainScopes(
  db: ReadableDb,
  { applicationId, keyType, scopes: chosen }: PreviewRequest,
): TokenPreview['scopes'] {
  const granted = new Set(listAvailableScopes(db, applicationId, keyType).map(({ name }) => name));
  return listScopesOf(db, applicationId, subscriptionStates).map(({ name }) => {
    if (!granted.has(name)) return { name, reason: 'blocked' };
    return { name, reason: chosen.includes(name) ? null : 'not-chosen' };
  });
}

function explainSubscriptions(
  db: ReadableDb,
  { applicationId, keyType }: PreviewRequest,
  claims: object,
): TokenPreview['subscriptions'] {
  const granting = grantingStates(keyType);
  const isListed = 'subscribedAPIs' in claims;
  return listSubscriptions(db, applicationId).map((subscription) => {
    const { apiName, apiVersion, businessPlanName: plan, state } = subscription;
    const api = `${apiName} ${apiVersion}`;
    if (!granting.includes(state)) return { api, plan, reason: state };
    return { api, plan, reason: isListed ? null : 'profile' };
  });
}
