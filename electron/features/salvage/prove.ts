import { compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import { signingKeyIdSchema, tokenIdSchema } from '../../../shared/domain/ids.ts';
import { signingKeySchema } from '../../../shared/domain/signing-key.ts';
import type { Cipher } from '../../base/crypto/cipher.ts';
import type { Secret } from '../../base/crypto/secret.ts';
import { bytes, number, text } from '../../base/database/values.ts';
import { consumerSecretPlace } from '../keys/consumer-keys.ts';
import { openKey } from '../signing/sealed-key.ts';
import { accessTokenPlace } from '../tokens/rules.ts';
import type { Found, Row } from './found.ts';

type VerifyingKey = Awaited<ReturnType<typeof importJWK>>;

/** Drops secrets that don't decrypt and tokens with a wrong signature, and notes them as lost. */
export async function prove(found: Found, cipher: Cipher): Promise<void> {
  const keys = await proveSigningKeys(found, cipher);
  found.keep('consumer_secret', (row) => {
    const isProven = cipher.open(
      consumerSecretPlace(text(row['id'])),
      bytes(row['secret_sealed']),
    ).ok;
    if (!isProven) found.note('secret', row['id'] ?? null);
    return isProven;
  });
  const proven = new Set<string>();
  for (const row of found.rows('token_secret')) {
    const jwt = jwtOf(row, cipher);
    if (jwt !== null && (await isSigned(jwt, text(row['token_id']), keys))) {
      proven.add(text(row['token_id']));
    } else found.note('secret', row['token_id'] ?? null);
  }
  found.keep('token_secret', (row) => proven.has(text(row['token_id'])));
}

/** The token of a row, or null if it doesn't open there. */
export function jwtOf(row: Row, cipher: Cipher): Secret | null {
  const id = tokenIdSchema.safeParse(row['token_id']);
  if (!id.success) return null;
  const opened = cipher.open(accessTokenPlace(id.data), bytes(row['jwt_sealed']));
  return opened.ok ? opened.value : null;
}

async function proveSigningKeys(
  found: Found,
  cipher: Cipher,
): Promise<ReadonlyMap<string, VerifyingKey>> {
  const keys = new Map<string, VerifyingKey>();
  for (const row of found.rows('signing_key')) {
    const { algorithm } = signingKeySchema.pick({ algorithm: true }).parse(row);
    const opened = await openKey(cipher, {
      id: signingKeyIdSchema.parse(row['id']),
      kid: text(row['kid']),
      algorithm,
      state: 'retired',
      createdAt: number(row['created_at']),
      privateKeySealed: bytes(row['private_key_sealed']),
      certificateSealed: bytes(row['certificate_sealed']),
    });
    if (opened.ok) {
      keys.set(text(row['kid']), await importJWK(opened.value.signingKey.publicJwk, algorithm));
    } else found.note('signing-key', row['kid'] ?? null);
  }
  found.keep('signing_key', (row) => keys.has(text(row['kid'])));
  return keys;
}

/** If the signing key is lost, a token counts as signed because it was sealed in this workspace. */
async function isSigned(
  jwt: Secret,
  id: string,
  keys: ReadonlyMap<string, VerifyingKey>,
): Promise<boolean> {
  try {
    const { kid = '' } = decodeProtectedHeader(jwt.expose());
    const key = keys.get(kid);
    if (key === undefined) return true;
    const { payload } = await compactVerify(jwt.expose(), key);
    const claims: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
    return typeof claims === 'object' && claims !== null && 'jti' in claims && claims.jti === id;
  } catch {
    return false;
  }
}
