import { randomUUID, type webcrypto, X509Certificate } from 'node:crypto';
import { exportPKCS8, generateKeyPair } from 'jose';
import { type SigningKeyId, signingKeyIdSchema } from '../../../shared/domain/ids.ts';
import type {
  CertificateDraft,
  SigningAlgorithm,
  SigningKey,
} from '../../../shared/domain/signing-key.ts';
import type { RsaLength } from '../../../shared/domain/token-form.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Signer } from '../../base/context/signer.ts';
import type { Cipher } from '../../base/crypto/cipher.ts';
import { Secret } from '../../base/crypto/secret.ts';
import type { WritableDb } from '../../base/database/database.ts';
import { algorithms, DEFAULT_ALGORITHM } from './algorithms.ts';
import { defaultCertificate } from './certificate.ts';
import {
  completeKey,
  findCurrentKey,
  findCurrentKeyId,
  findKeyByKid,
  findKeyState,
  findNextKey,
  findStoredKey,
  hasKid,
  insertCurrentKey,
  insertNextKey,
  listPublishedKeys,
  listStoredKeys,
  type StoredKey,
  writeCertificate,
} from './repository.ts';
import {
  certificatePlace,
  type OpenedKey,
  openKey,
  pairOf,
  privateKeyPlace,
  publicKeyOf,
  publishedJwk,
} from './sealed-key.ts';
import { signJwt } from './sign-jwt.ts';

interface Opened {
  readonly stored: StoredKey;
  readonly pkcs8: Secret;
}

/** Why a key can't be the next one, or null. */
function refuseNext(
  db: WritableDb,
  { algorithm, kid }: { readonly algorithm: SigningAlgorithm; readonly kid?: string },
  isLost = false,
): AppError | null {
  if (kid !== undefined && !isLost && hasKid(db, kid)) {
    return appError('signing-key/exists', { detail: { kid } });
  }
  const next = findNextKey(db, algorithm);
  return next === undefined
    ? null
    : appError('signing-key/next-exists', { detail: { algorithm, kid: next.kid } });
}

/** Writing certificates takes a large library, which most sessions never need. */
const writing = () => import('./write-certificate.ts');

type Opening = Promise<Result<OpenedKey, AppError>>;

/**
 * @param now milliseconds since the epoch.
 * @param refusal why nothing can be signed or published now, or null.
 */
export function createSigner(
  db: WritableDb,
  cipher: Cipher,
  now: () => number,
  refusal: () => Promise<AppError | null> = () => Promise.resolve(null),
): Signer {
  const opened = new Map<string, OpenedKey>();
  const creating = new Map<SigningAlgorithm, Opening>();

  async function open(stored: StoredKey): Opening {
    const known = opened.get(stored.id);
    if (known !== undefined) return ok(known);
    const key = await openKey(cipher, stored);
    if (key.ok) opened.set(stored.id, key.value);
    return key;
  }

  /** Seals a new key with its certificate, without storing it. */
  async function sealKey(
    algorithm: SigningAlgorithm,
    pkcs8: Secret,
    certificatePem: (keys: webcrypto.CryptoKeyPair, kid: string) => Promise<string>,
    id: SigningKeyId = signingKeyIdSchema.parse(randomUUID()),
  ): Promise<Omit<StoredKey, 'state'>> {
    const { kid } = await publishedJwk(publicKeyOf(pkcs8), algorithm);
    const certificate = await certificatePem(await pairOf(pkcs8, algorithm), kid);
    return {
      id,
      kid,
      algorithm,
      createdAt: now(),
      privateKeySealed: cipher.seal(privateKeyPlace(id), pkcs8),
      certificateSealed: cipher.seal(certificatePlace(id), new Secret(certificate)),
    };
  }

  async function newKey(
    algorithm: SigningAlgorithm,
    rsaLength: RsaLength,
    draft?: CertificateDraft,
  ): Promise<Omit<StoredKey, 'state'>> {
    const pair = await generateKeyPair(algorithm, {
      extractable: true,
      ...algorithms[algorithm].keyPair(rsaLength),
    });
    const pkcs8 = new Secret(await exportPKCS8(pair.privateKey));
    const { selfSignedCertificate } = await writing();
    return sealKey(algorithm, pkcs8, (keys, kid) =>
      selfSignedCertificate(keys, algorithm, draft ?? defaultCertificate(kid, now()), now()),
    );
  }

  async function createKey(algorithm: SigningAlgorithm, rsaLength: RsaLength): Opening {
    const stored = await newKey(algorithm, rsaLength);
    insertCurrentKey(db, stored);
    return open({ ...stored, state: 'current' });
  }

  /** @returns also why the key can't be the next one. */
  async function addNext(
    stored: Omit<StoredKey, 'state'>,
    isLost = false,
  ): Promise<Result<SigningKey, AppError>> {
    const refused = (await refusal()) ?? refuseNext(db, stored, isLost);
    if (refused !== null) return err(refused);
    if (isLost) completeKey(db, stored);
    else insertNextKey(db, stored);
    const key = await open({ ...stored, state: 'next' });
    return key.ok ? ok(key.value.signingKey) : key;
  }

  /** The row of a key of which only the kid is here, since its tokens were read back from a file. */
  async function lostKeyId(kid: string): Promise<SigningKeyId | undefined> {
    const stored = findKeyByKid(db, kid);
    if (stored?.state !== 'retired') return undefined;
    return (await openKey(cipher, stored)).ok ? undefined : stored.id;
  }

  function openPrivate(id: SigningKeyId): Result<Opened, AppError> {
    const stored = findStoredKey(db, id);
    if (stored === undefined) return err(appError('missing/signing-key'));
    const pkcs8 = cipher.open(privateKeyPlace(id), stored.privateKeySealed);
    return pkcs8.ok ? ok({ stored, pkcs8: pkcs8.value }) : pkcs8;
  }

  function certify(id: SigningKeyId, certificatePem: string): void {
    writeCertificate(db, id, cipher.seal(certificatePlace(id), new Secret(certificatePem)));
    opened.delete(id);
  }

  function create(algorithm: SigningAlgorithm, rsaLength: RsaLength): Opening {
    const running = creating.get(algorithm);
    if (running !== undefined) return running;
    const made = createKey(algorithm, rsaLength).finally(() => creating.delete(algorithm));
    creating.set(algorithm, made);
    return made;
  }

  async function openStored(key: SigningKey): Opening {
    const known = opened.get(key.id);
    if (known !== undefined) return ok(known);
    const stored = findStoredKey(db, key.id);
    return stored === undefined ? err(appError('secret/damaged')) : open(stored);
  }

  return {
    refusal,

    async currentKey(algorithm = DEFAULT_ALGORITHM, rsaLength = 2048) {
      const refused = await refusal();
      if (refused !== null) return err(refused);
      const id = findCurrentKeyId(db, algorithm);
      const known = id === undefined ? undefined : opened.get(id);
      if (known !== undefined) return ok(known.signingKey);
      const stored = findCurrentKey(db, algorithm);
      const key = await (stored === undefined ? create(algorithm, rsaLength) : open(stored));
      return key.ok ? ok(key.value.signingKey) : key;
    },

    isCurrent: (id) => findKeyState(db, id) === 'current',

    async publishedKeys() {
      const refused = await refusal();
      if (refused !== null) return err(refused);
      const keys: SigningKey[] = [];
      for (const stored of listPublishedKeys(db, now())) {
        const key = await open(stored);
        if (!key.ok) return key;
        keys.push(key.value.signingKey);
      }
      return ok(keys);
    },

    async everyKey() {
      const keys: SigningKey[] = [];
      for (const stored of listStoredKeys(db)) {
        const key = await open(stored);
        if (key.ok) keys.push(key.value.signingKey);
        // A damaged retired key is left out: it no longer signs anything.
        else if (stored.state !== 'retired') return key;
      }
      return ok(keys);
    },

    async createNext(algorithm, rsaLength, certificate) {
      const refused = (await refusal()) ?? refuseNext(db, { algorithm });
      if (refused !== null) return err(refused);
      return addNext(await newKey(algorithm, rsaLength, certificate));
    },

    async importNext(algorithm, pkcs8, certificatePem) {
      const { kid } = await publishedJwk(publicKeyOf(pkcs8), algorithm);
      const lost = await lostKeyId(kid);
      const certify = async (keys: webcrypto.CryptoKeyPair): Promise<string> => {
        if (certificatePem !== null) return certificatePem;
        const { selfSignedCertificate } = await writing();
        return selfSignedCertificate(keys, algorithm, defaultCertificate(kid, now()), now());
      };
      const stored = await sealKey(algorithm, pkcs8, certify, lost);
      return addNext(stored, lost !== undefined);
    },

    async renewCertificate(id, draft) {
      const key = openPrivate(id);
      if (!key.ok) return key;
      const { algorithm } = key.value.stored;
      const keys = await pairOf(key.value.pkcs8, algorithm);
      const { selfSignedCertificate } = await writing();
      certify(id, await selfSignedCertificate(keys, algorithm, draft, now()));
      return ok(null);
    },

    async setCertificate(id, certificatePem) {
      const key = openPrivate(id);
      if (!key.ok) return key;
      const isItsOwn = new X509Certificate(certificatePem).publicKey.equals(
        publicKeyOf(key.value.pkcs8),
      );
      if (!isItsOwn) return err(appError('signing-key/other-certificate'));
      certify(id, certificatePem);
      return ok(null);
    },

    async certificateRequest(id, subject) {
      const key = openPrivate(id);
      if (!key.ok) return key;
      const { algorithm } = key.value.stored;
      const { certificateRequest } = await writing();
      return ok(
        await certificateRequest(await pairOf(key.value.pkcs8, algorithm), algorithm, subject),
      );
    },

    async privateKey(id) {
      const key = openPrivate(id);
      return key.ok ? ok(key.value.pkcs8) : key;
    },

    async sign(signingKey, header, claims) {
      const refused = await refusal();
      if (refused !== null) return err(refused);
      const key = await openStored(signingKey);
      if (!key.ok) return key;
      const { privateKey } = key.value;
      return ok(await signJwt({ ...key.value.signingKey, privateKey }, header, claims));
    },
  };
}
