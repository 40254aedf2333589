import { randomUUID } from 'node:crypto';
import {
  CompactSign,
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  exportPKCS8,
  generateKeyPair,
  importPKCS8,
} from 'jose';
import { type SigningKeyId, signingKeyIdSchema } from '../../../shared/domain/ids.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Cipher } from '../../base/crypto/cipher.ts';
import { Secret } from '../../base/crypto/secret.ts';
import type { WritableDb } from '../../base/database/database.ts';
import { selfSignedCertificate } from './certificate.ts';
import {
  findSealedPrivateKey,
  findSigningKey,
  insertSigningKey,
  type SigningKey,
} from './repository.ts';

/** The one algorithm that every gateway in PRODUCT.md accepts. */
const ALGORITHM = 'RS256';
/** RFC 7518 section 3.3: 2048 bits or more. */
const MODULUS_BITS = 2048;

export interface Signer {
  /** The key that signs now; made on first use, once, however many ask for it at the same time. */
  currentKey(): Promise<SigningKey>;
  /**
   * Signs a JWT's claims (RFC 7515 compact serialization).
   *
   * @param header all but `alg` and `kid`, which are the key's.
   * @returns the compact JWT, or `secret/damaged` when the private key cannot be opened.
   */
  sign(
    header: { readonly typ: string },
    claims: Readonly<Record<string, unknown>>,
  ): Promise<Result<{ readonly jwt: Secret; readonly key: SigningKey }, AppError>>;
}

function privateKeyPlace(id: SigningKeyId) {
  return { table: 'signing_key', column: 'private_key_sealed', row: id };
}

/** @param now milliseconds since the epoch. */
export function createSigner(db: WritableDb, cipher: Cipher, now: () => number): Signer {
  const imported = new Map<string, CryptoKey>();
  let making: Promise<SigningKey> | undefined;

  async function makeKey(): Promise<SigningKey> {
    const pair = await generateKeyPair(ALGORITHM, {
      extractable: true,
      modulusLength: MODULUS_BITS,
    });
    const jwk = await exportJWK(pair.publicKey);
    const kid = await calculateJwkThumbprint(jwk, 'sha256');
    const key: SigningKey = {
      id: signingKeyIdSchema.parse(randomUUID()),
      kid,
      algorithm: ALGORITHM,
      publicJwk: { ...jwk, kty: 'RSA', kid, alg: ALGORITHM, use: 'sig' },
      certificatePem: await selfSignedCertificate(pair, `Latchkey ${kid.slice(0, 8)}`, now()),
      createdAt: now(),
    };
    const pkcs8 = new Secret(await exportPKCS8(pair.privateKey));
    const privateKeySealed = cipher.seal(privateKeyPlace(key.id), pkcs8);
    insertSigningKey(db, { ...key, privateKeySealed });
    return key;
  }

  async function currentKey(): Promise<SigningKey> {
    const key = findSigningKey(db);
    if (key !== undefined) return key;
    making ??= makeKey().finally(() => {
      making = undefined;
    });
    return making;
  }

  async function privateKey(key: SigningKey): Promise<Result<CryptoKey, AppError>> {
    const known = imported.get(key.id);
    if (known !== undefined) return ok(known);
    const sealed = findSealedPrivateKey(db, key.id);
    if (sealed === undefined) return err(appError('secret/damaged'));
    const pkcs8 = cipher.open(privateKeyPlace(key.id), sealed);
    if (!pkcs8.ok) return pkcs8;
    const opened = await importPKCS8(pkcs8.value.expose(), key.algorithm);
    imported.set(key.id, opened);
    return ok(opened);
  }

  return {
    currentKey,
    async sign(header, claims) {
      const key = await currentKey();
      const opened = await privateKey(key);
      if (!opened.ok) return opened;
      const jwt = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
        .setProtectedHeader({ ...header, alg: key.algorithm, kid: key.kid })
        .sign(opened.value);
      return ok({ jwt: new Secret(jwt), key });
    },
  };
}
