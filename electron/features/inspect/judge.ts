import type { KeyObject } from 'node:crypto';
import { compactVerify } from 'jose';
import type { RefusalCode } from '../../../shared/domain/inspection.ts';
import { duplicateMember } from '../../base/files/duplicate-member.ts';
import { parseExactly } from '../../base/files/exact-json.ts';
import { CLOCK_SKEW_SECONDS } from '../issuing/claims.ts';
import { isCanonical, objectIn } from './strict-json.ts';

/** A key to verify tokens with. */
export interface VerifyingKey {
  readonly kid: string | null;
  /** The only algorithm it may be used with; null if unspecified. */
  readonly algorithm: string | null;
  readonly key: KeyObject;
  readonly isRetired?: boolean;
}

export interface Expected {
  readonly keys: readonly VerifyingKey[];
  /** The token needs one of these issuers and one of these audiences; null accepts any. */
  readonly issuers: readonly string[] | null;
  readonly audiences: readonly string[] | null;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface Judgement {
  readonly reasons: readonly RefusalCode[];
  /** As indented JSON, with numbers as they were written; null if it is none. */
  readonly header: string | null;
  readonly claims: string | null;
}

/** Bytes of a compact token: HAProxy and Node refuse larger headers, roughly. */
const LARGEST = 16 * 1024;
/** RFC 7518 section 3.3. */
const SHORTEST_RSA = 2048;

const asymmetric = /^(?:RS|PS)(?:256|384|512)$|^ES(?:256|384|512)$|^(?:EdDSA|Ed25519)$/;

/** Judges a compact JWS (RFC 7515, RFC 7519, RFC 8725); reports all reasons, not only the first. */
export async function judgeToken(jwt: string, expected: Expected): Promise<Judgement> {
  const reasons = new Set<RefusalCode>();
  const [headerPart = '', claimsPart = '', signaturePart = ''] = jwt.split('.');
  const parts = [headerPart, claimsPart, signaturePart];
  if (jwt.length > LARGEST) reasons.add('oversized');
  if (!parts.every(isCanonical)) reasons.add('not-canonical');
  if (signaturePart === '') reasons.add('no-signature');
  const header = objectIn(headerPart);
  const claims = objectIn(claimsPart);
  if (header === null) reasons.add('header-not-json');
  if (claims === null) reasons.add('claims-not-json');
  if ([header, claims].some((part) => part !== null && duplicateMember(part.text) !== null)) {
    reasons.add('duplicate-member');
  }
  if (header !== null) {
    for (const reason of judgeHeader(header.value)) reasons.add(reason);
    for (const reason of await judgeSignature(jwt, header.value, expected)) reasons.add(reason);
  }
  if (claims !== null) {
    for (const reason of judgeClaims(claims.value, expected)) reasons.add(reason);
  }
  return {
    reasons: [...reasons],
    header: shown(header),
    claims: shown(claims),
  };
}

function shown(part: ReturnType<typeof objectIn>): string | null {
  return part && JSON.stringify(parseExactly(part.text), null, 2);
}

function judgeHeader(header: Readonly<Record<string, unknown>>): readonly RefusalCode[] {
  const { alg, typ, cty } = header;
  const reasons: RefusalCode[] = [];
  if (typeof alg !== 'string' || alg === '') reasons.push('no-alg');
  else if (alg.toLowerCase() === 'none') reasons.push('alg-none');
  else if (/^HS\d+$/.test(alg)) reasons.push('alg-symmetric');
  else if (!asymmetric.test(alg)) reasons.push('alg-unknown');
  if ('crit' in header || 'b64' in header) reasons.push('crit');
  if (['jwk', 'jku', 'x5u', 'x5c'].some((name) => name in header)) reasons.push('embedded-key');
  if ('typ' in header && !isAccessTokenType(typ)) reasons.push('typ-wrong');
  if (typeof cty === 'string' && cty.toUpperCase().endsWith('JWT')) reasons.push('nested');
  return reasons;
}

function isAccessTokenType(typ: unknown): boolean {
  return typeof typ === 'string' && /^(?:application\/)?(?:at\+)?jwt$/i.test(typ);
}

/** Key and algorithm are one choice: a token never chooses the algorithm (RFC 8725 section 3.1). */
async function judgeSignature(
  jwt: string,
  { alg, kid }: Readonly<Record<string, unknown>>,
  { keys }: Expected,
): Promise<readonly RefusalCode[]> {
  const named = keys.filter((key) => key.kid === kid);
  const [only] = kid === undefined && keys.length === 1 ? keys : named;
  // A key from a file may have no `kid`.
  const found = only ?? (keys.length === 1 && keys[0]?.kid === null ? keys[0] : undefined);
  if (found === undefined) return ['unknown-key'];
  const reasons: RefusalCode[] = found.isRetired === true ? ['retired-key'] : [];
  const { asymmetricKeyType, asymmetricKeyDetails } = found.key;
  const bits = asymmetricKeyDetails?.modulusLength ?? SHORTEST_RSA;
  if (bits < SHORTEST_RSA) return [...reasons, 'key-too-short'];
  if (typeof alg !== 'string' || !asymmetric.test(alg)) return reasons;
  if (!serves(asymmetricKeyType ?? '', alg) || (found.algorithm ?? alg) !== alg) {
    return [...reasons, 'alg-mismatch'];
  }
  const isGood = await verifies(jwt, found.key, alg);
  return isGood ? reasons : [...reasons, 'signature-wrong'];
}

function serves(type: string, alg: string): boolean {
  if (type === 'rsa') return /^[RP]S/.test(alg);
  return type === 'ec' ? alg.startsWith('ES') : type === 'ed25519' && alg.startsWith('Ed');
}

async function verifies(jwt: string, key: KeyObject, alg: string): Promise<boolean> {
  try {
    await compactVerify(jwt, key, { algorithms: [alg] });
    return true;
  } catch {
    // Only the signature matters here; other faults of the header have their own reasons.
    return false;
  }
}

const isOneOf = (known: readonly string[], value: unknown): boolean =>
  typeof value === 'string' && known.includes(value);

function judgeClaims(
  claims: Readonly<Record<string, unknown>>,
  { issuers, audiences, now }: Expected,
): readonly RefusalCode[] {
  const reasons: RefusalCode[] = [];
  const seconds = now / 1000;
  const { exp, nbf, iat, iss, aud } = claims;
  const times = [exp, nbf, iat].filter((time) => time !== undefined);
  const texts = [iss, claims['sub'], claims['jti'], claims['scope']].filter(
    (text) => text !== undefined,
  );
  const audience = Array.isArray(aud) ? aud : [aud].filter((one) => one !== undefined);
  const isWellTyped =
    times.every(isTime) && [...texts, ...audience].every((text) => typeof text === 'string');
  if (!isWellTyped) reasons.push('claim-type');
  if (exp === undefined) reasons.push('no-exp');
  if (isTime(exp) && exp <= seconds) reasons.push('expired');
  if (isTime(nbf) && nbf > seconds + CLOCK_SKEW_SECONDS) reasons.push('not-yet-valid');
  if (isTime(iat) && iat > seconds + CLOCK_SKEW_SECONDS) reasons.push('issued-in-future');
  if (issuers !== null && !isOneOf(issuers, iss)) reasons.push('issuer-wrong');
  if (audiences !== null && !audience.some((one) => isOneOf(audiences, one))) {
    reasons.push('audience-wrong');
  }
  return reasons;
}

/** NumericDate of RFC 7519 section 2, within the range that every reader represents exactly. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}
