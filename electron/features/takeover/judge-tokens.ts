import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK } from 'jose';
import { z } from 'zod';
import { type SigningKeyId, type TokenId, tokenIdSchema } from '../../../shared/domain/ids.ts';
import { type SigningKey, signingAlgorithms } from '../../../shared/domain/signing-key.ts';
import type { LeftOutReason } from '../../../shared/domain/takeover.ts';
import type { ProfileName } from '../../../shared/domain/token-form.ts';
import { MAX_VALIDITY_SECONDS } from '../../../shared/domain/validity.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Secret } from '../../base/crypto/secret.ts';
import type { IncomingToken } from './incoming.ts';

/** A token of the file, with what its own text says. Times are milliseconds since the epoch. */
export interface JudgedToken {
  readonly id: TokenId;
  readonly jwt: Secret | null;
  /** Null if this workspace doesn't have the key. */
  readonly signingKeyId: SigningKeyId | null;
  readonly kid: string;
  readonly algorithm: SigningKey['algorithm'];
  readonly profile: ProfileName;
  readonly size: number;
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly scopes: readonly string[];
  readonly apiCount: number;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly neverExpires: boolean;
  readonly isRevoked: boolean;
  /** As the file says, in milliseconds since the epoch; null if it doesn't. */
  readonly revokedAt: number | null;
}

/** Characters: longer ones pass no server. */
const LONGEST = 64 * 1024;

const headerSchema = z.object({
  alg: z.enum(signingAlgorithms),
  typ: z.string().optional(),
  kid: z.string().max(200).optional(),
  x5t: z.string().optional(),
});

/** Tokens from elsewhere lack some claims, or write a list where ours have a text. */
const claimsSchema = z.object({
  jti: tokenIdSchema,
  iss: z.string().max(4096).catch(''),
  aud: z.union([z.string().transform((only) => [only]), z.array(z.string())]).catch([]),
  iat: z.int().min(0),
  exp: z.int().max(Number.MAX_SAFE_INTEGER / 1000),
  scope: z
    .union([z.string().transform((scopes) => scopes.split(' ')), z.array(z.string())])
    .catch([]),
  consumerKey: z.string().optional().catch(undefined),
  client_id: z.string().optional().catch(undefined),
  azp: z.string().optional().catch(undefined),
  subscribedAPIs: z.array(z.unknown()).optional().catch(undefined),
});
type Claims = z.infer<typeof claimsSchema>;

type Judge = (
  token: IncomingToken,
  consumerKey: string,
  now: number,
) => Promise<Result<JudgedToken, LeftOutReason>>;

/**
 * Judges tokens from a file: one that names a signing key of this workspace must have been signed
 * by it, for the same client; of any other, nothing can be verified, and it says so.
 *
 * @param keys all that this workspace has, also retired ones.
 */
export function createJudge(keys: readonly SigningKey[]): Judge {
  const byKid = new Map(keys.map((key) => [key.kid, key]));
  const imported = new Map<string, Promise<Awaited<ReturnType<typeof importJWK>>>>();

  async function isSignedBy(key: SigningKey, jwt: Secret): Promise<boolean> {
    const verifying = imported.get(key.kid) ?? importJWK(key.publicJwk, key.algorithm);
    imported.set(key.kid, verifying);
    try {
      await compactVerify(jwt.expose(), await verifying, { algorithms: [key.algorithm] });
      return true;
    } catch {
      return false;
    }
  }

  return async (token, consumerKey, now) => {
    if (token.jwt === null) return withoutText(token, byKid, now);
    const read = readJwt(token.jwt);
    if (!read.ok) return read;
    const { header, claims } = read.value;
    const key = header.kid === undefined ? undefined : byKid.get(header.kid);
    if (key !== undefined && !(await isSignedBy(key, token.jwt))) return err('forged');
    if (token.facts !== null && token.facts.id !== claims.jti) return err('differs');
    const clients = [claims.consumerKey, claims.client_id, claims.azp];
    const client = clients.find((name) => name !== undefined);
    if (client !== undefined ? client !== consumerKey : key !== undefined) return err('differs');
    return ok({
      id: claims.jti,
      jwt: token.jwt,
      signingKeyId: key?.id ?? null,
      kid: header.kid ?? header.x5t ?? 'unknown',
      algorithm: header.alg,
      profile: profileOf(header, claims),
      size: token.jwt.expose().length,
      issuer: claims.iss,
      audience: claims.aud,
      scopes: claims.scope,
      apiCount: claims.subscribedAPIs?.length ?? 0,
      issuedAt: claims.iat * 1000,
      expiresAt: claims.exp * 1000,
      neverExpires: claims.exp - claims.iat >= MAX_VALIDITY_SECONDS,
      isRevoked: token.isRevoked,
      revokedAt: token.revokedAt,
    });
  };
}

function readJwt(
  jwt: Secret,
): Result<{ header: z.infer<typeof headerSchema>; claims: Claims }, LeftOutReason> {
  const text = jwt.expose();
  if (text.length > LONGEST) return err('not-a-jwt');
  try {
    const header = headerSchema.safeParse(decodeProtectedHeader(text));
    if (!header.success) return err('algorithm');
    const claims = claimsSchema.safeParse(decodeJwt(text));
    if (!claims.success || claims.data.exp <= claims.data.iat) return err('not-a-jwt');
    return ok({ header: header.data, claims: claims.data });
  } catch {
    return err('not-a-jwt');
  }
}

/** Only an expired token may lack its text: nothing depends on it any more. */
function withoutText(
  { facts, isRevoked, revokedAt }: IncomingToken,
  byKid: ReadonlyMap<string, SigningKey>,
  now: number,
): Result<JudgedToken, LeftOutReason> {
  const id = tokenIdSchema.safeParse(facts?.id);
  if (facts === null || !id.success) return err('not-a-jwt');
  if (facts.expiresAt > now) return err('no-text');
  const algorithm = signingAlgorithms.find((one) => one === facts.algorithm);
  if (algorithm === undefined) return err('algorithm');
  const [issuedAt, expiresAt] = [wholeSecond(facts.issuedAt), wholeSecond(facts.expiresAt)];
  if (expiresAt <= issuedAt) return err('not-a-jwt');
  return ok({
    id: id.data,
    jwt: null,
    signingKeyId: byKid.get(facts.kid)?.id ?? null,
    kid: facts.kid.slice(0, 200),
    algorithm,
    profile: 'standard',
    size: 1,
    issuer: facts.issuer,
    audience: [],
    scopes: facts.scopes,
    apiCount: 0,
    issuedAt,
    expiresAt,
    neverExpires: expiresAt - issuedAt >= MAX_VALIDITY_SECONDS * 1000,
    isRevoked,
    revokedAt,
  });
}

const wholeSecond = (ms: number): number => Math.floor(ms / 1000) * 1000;

/** The profile that writes such a token: PRODUCT.md, "The token". */
function profileOf(
  { typ, x5t }: z.infer<typeof headerSchema>,
  { subscribedAPIs }: Claims,
): ProfileName {
  const isAccessToken = typ?.toLowerCase() === 'at+jwt';
  if (x5t !== undefined) return isAccessToken ? 'wso2-4' : 'wso2-3';
  if (!isAccessToken) return 'jwt';
  return subscribedAPIs === undefined ? 'lean' : 'standard';
}
