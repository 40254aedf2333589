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
import { publicJwkSchema, type SigningKey } from '../../../shared/domain/signing-key.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Signer } from '../../base/context/signer.ts';
import type { Cipher } from '../../base/crypto/cipher.ts';
import { Secret } from '../../base/crypto/secret.ts';
import type { WritableDb } from '../../base/database/database.ts';
import { algorithms, DEFAULT_ALGORITHM, type SigningAlgorithm } from './algorithms.ts';
import { selfSignedCertificate } from './certificate.ts';
import { findSealedPrivateKey, findSigningKey, insertSigningKey } from './repository.ts';

function privateKeyPlace(id: SigningKeyId) {
  return { kind: 'signing-key', id };
}

/**
 * @param now milliseconds since the epoch.
 * @param algorithm of the key that is created on first use.
 */
export function createSigner(
  db: WritableDb,
  cipher: Cipher,
  now: () => number,
  algorithm: SigningAlgorithm = DEFAULT_ALGORITHM,
): Signer {
  const imported = new Map<string, CryptoKey>();
  let creating: Promise<SigningKey> | undefined;

  async function createKey(): Promise<SigningKey> {
    const pair = await generateKeyPair(algorithm, {
      extractable: true,
      ...algorithms[algorithm].keyPair,
    });
    const jwk = await exportJWK(pair.publicKey);
    const kid = await calculateJwkThumbprint(jwk, 'sha256');
    const key: SigningKey = {
      id: signingKeyIdSchema.parse(randomUUID()),
      kid,
      algorithm,
      publicJwk: publicJwkSchema.parse({ ...jwk, kid, alg: algorithm, use: 'sig' }),
      certificatePem: await selfSignedCertificate(
        pair,
        algorithm,
        `Latchkey ${kid.slice(0, 8)}`,
        now(),
      ),
      createdAt: now(),
    };
    const pkcs8 = new Secret(await exportPKCS8(pair.privateKey));
    const privateKeySealed = cipher.seal(privateKeyPlace(key.id), pkcs8);
    insertSigningKey(db, { ...key, privateKeySealed });
    return key;
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
    async currentKey() {
      const key = findSigningKey(db);
      if (key !== undefined) return key;
      creating ??= createKey().finally(() => {
        creating = undefined;
      });
      return creating;
    },

    async sign(key, header, claims) {
      const opened = await privateKey(key);
      if (!opened.ok) return opened;
      const jwt = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
        .setProtectedHeader({ ...header, alg: key.algorithm, kid: key.kid })
        .sign(opened.value);
      return ok(new Secret(jwt));
    },
  };
}
