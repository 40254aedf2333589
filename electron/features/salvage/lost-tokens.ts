import { decodeJwt, decodeProtectedHeader } from 'jose';
import { z } from 'zod';
import { MAX_VALIDITY_SECONDS } from '../../../shared/domain/validity.ts';
import type { Cipher } from '../../base/crypto/cipher.ts';
import type { Secret } from '../../base/crypto/secret.ts';
import type { RawValue } from '../../base/database/raw/raw-tree.ts';
import { number, text } from '../../base/database/values.ts';
import { readSignedClaims } from '../issuing/signed-claims.ts';
import type { Found, Row } from './found.ts';
import { jwtOf } from './prove.ts';

/** What the ledger's indexes still tell about tokens whose rows are lost. */
interface Known {
  readonly sequences: ReadonlyMap<string, number>;
  /** By token id: since when gateways must refuse the token, and until when. */
  readonly refused: ReadonlyMap<string, { readonly at: number; readonly expiresAt: number }>;
  /** Whether all refused tokens are known. */
  readonly isWhole: boolean;
}

const claimsSchema = z.object({
  consumerKey: z.string().optional(),
  client_id: z.string().optional(),
  keytype: z.enum(['PRODUCTION', 'SANDBOX']).optional(),
  application: z
    .object({ uuid: z.string().optional(), name: z.string().optional() })
    .optional()
    .catch(undefined),
});

/** The token's owner, according to its own claims. */
export function ownerOf(jwt: Secret) {
  const claims = claimsSchema.parse(decodeJwt(jwt.expose()));
  return {
    consumerKey: claims.consumerKey ?? claims.client_id,
    keyType: claims.keytype,
    applicationId: claims.application?.uuid,
    applicationName: claims.application?.name,
  };
}

/**
 * Rebuilds tokens whose ledger rows are lost: from the token itself, which is stored on another
 * page, and from the indexes, which tell whether it was revoked. If a revoked token can't be
 * rebuilt, its revocation is kept.
 */
export function rebuildTokens(found: Found, cipher: Cipher): void {
  const known = knownOf(found);
  const present = found.ids('token');
  const secrets = new Map(found.rows('token_secret').map((row) => [text(row['token_id']), row]));
  const ids = new Set([...secrets.keys(), ...known.sequences.keys(), ...known.refused.keys()]);
  for (const id of ids) {
    if (present.has(id)) continue;
    const secret = secrets.get(id);
    const jwt = secret === undefined ? null : jwtOf(secret, cipher);
    const row = jwt === null ? null : rebuilt(found, id, jwt, known);
    if (row !== null) {
      found.add('token', row);
      if (!known.isWhole && !known.refused.has(id)) found.note('token-state', id);
    } else keepRevocation(found, id, known);
  }
}

function keepRevocation(found: Found, id: string, known: Known): void {
  const refused = known.refused.get(id);
  const isKnown = found.rows('purged_token').some((row) => row['id'] === id);
  if (refused !== undefined && !isKnown) {
    found.add('purged_token', { id, expires_at: refused.expiresAt, revoked_at: refused.at });
  }
  found.note('token', id);
}

function knownOf(found: Found): Known {
  const ids = found.contents.index('sqlite_autoindex_token_1');
  const refused = found.contents.index('token_refused_in_order');
  const sequences = new Map<string, number>();
  for (const { values } of ids.entries) sequences.set(text(values?.[0]), number(values?.[1]));
  const since = new Map<string, { at: number; expiresAt: number }>();
  for (const { values } of refused.entries) {
    const [at, id, expiresAt] = values ?? [];
    since.set(text(id), { at: number(at), expiresAt: number(expiresAt) });
  }
  // The log records revocations, too.
  for (const entry of found.rows('activity')) {
    if (entry['kind'] !== 'token/revoked') continue;
    const detail = z.object({ token: z.string() }).safeParse(JSON.parse(text(entry['detail'])));
    if (!detail.success || since.has(detail.data.token)) continue;
    since.set(detail.data.token, { at: number(entry['at']), expiresAt: Number.MAX_SAFE_INTEGER });
  }
  since.delete('');
  sequences.delete('');
  return { sequences, refused: since, isWhole: refused.isWhole };
}

function rebuilt(found: Found, id: string, jwt: Secret, known: Known): Row | null {
  const { kid = '' } = decodeProtectedHeader(jwt.expose());
  const signingKey = found.rows('signing_key').find((row) => row['kid'] === kid);
  const { consumerKey } = ownerOf(jwt);
  const keys = found.rows('application_keys').find((row) => row['consumer_key'] === consumerKey);
  if (signingKey === undefined || keys === undefined) return null;
  const { issuer, audience, scopes, issuedAt, expiresAt } = readSignedClaims(jwt);
  const taken = new Set(found.rows('token').map((row) => number(row['sequence'])));
  return {
    sequence: known.sequences.get(id) ?? freeSequence(found, issuedAt, taken),
    id,
    keys_id: keys['id'] ?? null,
    application_id: keys['application_id'] ?? null,
    signing_key_id: signingKey['id'] ?? null,
    profile: 'standard',
    size: jwt.expose().length,
    issuer,
    audience: JSON.stringify(audience),
    scopes: JSON.stringify(scopes),
    api_count: apiCountOf(jwt),
    // Differs from any real count: what a new token would cover isn't known.
    coverage: -1,
    covers: onlyCoverage(found, keys['id'] ?? null),
    issued_at: issuedAt,
    expires_at: expiresAt,
    never_expires: expiresAt - issuedAt >= MAX_VALIDITY_SECONDS * 1000 ? 1 : 0,
    revoked_at: known.refused.get(id)?.at ?? null,
    withdrawn_at: null,
  };
}

const apisSchema = z.object({ subscribedAPIs: z.array(z.unknown()).catch([]) });

/** How many APIs a token names; profiles without that claim name none. */
const apiCountOf = (jwt: Secret): number =>
  apisSchema.parse(decodeJwt(jwt.expose())).subscribedAPIs.length;

/** The mark of what all tokens of these keys cover; '' if there are several, or none. */
function onlyCoverage(found: Found, keysId: RawValue): string {
  const [only, ...more] = found.rows('token_coverage').filter((row) => row['keys_id'] === keysId);
  return only !== undefined && more.length === 0 ? text(only['mark']) : '';
}

/** After the tokens issued before it: an application's newest token is its current one. */
function freeSequence(found: Found, issuedAt: number, taken: ReadonlySet<number>): number {
  const before = found.rows('token').filter((row) => number(row['issued_at']) <= issuedAt);
  let sequence = Math.max(0, ...before.map((row) => number(row['sequence']))) + 1;
  while (taken.has(sequence)) sequence += 1;
  return sequence;
}
