import {
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  type webcrypto,
  X509Certificate,
} from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, importPKCS8, importSPKI } from 'jose';
import type { SigningKeyId } from '../../../shared/domain/ids.ts';
import {
  publicJwkSchema,
  type SigningAlgorithm,
  type SigningKey,
} from '../../../shared/domain/signing-key.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Cipher } from '../../base/crypto/cipher.ts';
import type { Secret } from '../../base/crypto/secret.ts';
import type { StoredKey } from './repository.ts';

export function privateKeyPlace(id: SigningKeyId) {
  return { kind: 'signing-key', id };
}

/** The certificate is public, but sealed so that a substituted one is never published. */
export function certificatePlace(id: SigningKeyId) {
  return { kind: 'certificate', id };
}

export interface OpenedKey {
  readonly signingKey: SigningKey;
  readonly privateKey: KeyObject;
}

/**
 * Opens a signing key. Its public half is derived from the private one, and so is the `kid`; the
 * certificate must be of the same key.
 *
 * @returns the key, or `secret/damaged`.
 */
export async function openKey(
  cipher: Cipher,
  stored: StoredKey,
): Promise<Result<OpenedKey, AppError>> {
  const { id } = stored;
  const pkcs8 = cipher.open(privateKeyPlace(id), stored.privateKeySealed);
  if (!pkcs8.ok) return pkcs8;
  const certificate = cipher.open(certificatePlace(id), stored.certificateSealed);
  if (!certificate.ok) return certificate;
  try {
    const opened = await readKey(stored, pkcs8.value, certificate.value.expose());
    if (opened !== null) return ok(opened);
  } catch {
    // Not a key: a placeholder for one that was lost.
  }
  return err(appError('secret/damaged', { detail: { kind: 'signing-key' } }));
}

/** Null if the parts don't belong together; throws if one can't be parsed. */
async function readKey(
  { id, kid, algorithm, createdAt }: StoredKey,
  pkcs8: Secret,
  certificatePem: string,
): Promise<OpenedKey | null> {
  const publicKey = publicKeyOf(pkcs8);
  const publicJwk = await publishedJwk(publicKey, algorithm);
  const isItsCertificate = new X509Certificate(certificatePem).publicKey.equals(publicKey);
  if (publicJwk.kid !== kid || !isItsCertificate) return null;
  // Throws if the key isn't one for this algorithm.
  await importPKCS8(pkcs8.expose(), algorithm);
  return {
    signingKey: { id, kid, algorithm, publicJwk, certificatePem, createdAt },
    privateKey: createPrivateKey(pkcs8.expose()),
  };
}

export function publicKeyOf(pkcs8: Secret): KeyObject {
  return createPublicKey(createPrivateKey(pkcs8.expose()));
}

/** The public key as it is published to gateways; its `kid` is the RFC 7638 thumbprint. */
export async function publishedJwk(publicKey: KeyObject, algorithm: SigningAlgorithm) {
  const jwk = await exportJWK(publicKey);
  const kid = await calculateJwkThumbprint(jwk, 'sha256');
  return publicJwkSchema.parse({ ...jwk, kid, alg: algorithm, use: 'sig' });
}

/** A WebCrypto key pair for making certificates; the public key can be exported. */
export async function pairOf(
  pkcs8: Secret,
  algorithm: SigningAlgorithm,
): Promise<webcrypto.CryptoKeyPair> {
  const spki = publicKeyOf(pkcs8).export({ type: 'spki', format: 'pem' }).toString();
  return {
    privateKey: await importPKCS8(pkcs8.expose(), algorithm),
    publicKey: await importSPKI(spki, algorithm, { extractable: true }),
  };
}
