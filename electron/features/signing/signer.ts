import { randomUUID } from 'node:crypto';
import { CompactSign, exportPKCS8, generateKeyPair } from 'jose';
import { signingKeyIdSchema } from '../../../shared/domain/ids.ts';
import type { SigningAlgorithm, SigningKey } from '../../../shared/domain/signing-key.ts';
import type { RsaLength } from '../../../shared/domain/token-form.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Signer } from '../../base/context/signer.ts';
import type { Cipher } from '../../base/crypto/cipher.ts';
import { Secret } from '../../base/crypto/secret.ts';
import type { WritableDb } from '../../base/database/database.ts';
import { algorithms, DEFAULT_ALGORITHM } from './algorithms.ts';
import { selfSignedCertificate } from './certificate.ts';
import {
  findCurrentKey,
  findKeyState,
  findStoredKey,
  insertCurrentKey,
  listPublishedKeys,
  type StoredKey,
} from './repository.ts';
import {
  certificatePlace,
  type OpenedKey,
  openKey,
  privateKeyPlace,
  publicKeyOf,
  publishedJwk,
} from './sealed-key.ts';

type Opening = Promise<Result<OpenedKey, AppError>>;

/**
 * @param now milliseconds since the epoch.
 * @param refusal why nothing is to be signed or published now, or null.
 */
export function createSigner(
  db: WritableDb,
  cipher: Cipher,
  now: () => number,
  refusal: () => AppError | null = () => null,
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

  async function createKey(algorithm: SigningAlgorithm, rsaLength: RsaLength): Opening {
    const pair = await generateKeyPair(algorithm, {
      extractable: true,
      ...algorithms[algorithm].keyPair(rsaLength),
    });
    const id = signingKeyIdSchema.parse(randomUUID());
    const pkcs8 = new Secret(await exportPKCS8(pair.privateKey));
    const { kid } = await publishedJwk(publicKeyOf(pkcs8), algorithm);
    const name = `Latchkey ${kid.slice(0, 8)}`;
    const createdAt = now();
    const certificate = await selfSignedCertificate(pair, algorithm, name, createdAt);
    const stored = {
      id,
      kid,
      algorithm,
      createdAt,
      privateKeySealed: cipher.seal(privateKeyPlace(id), pkcs8),
      certificateSealed: cipher.seal(certificatePlace(id), new Secret(certificate)),
    };
    insertCurrentKey(db, stored);
    return open({ ...stored, state: 'current' });
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
      const refused = refusal();
      if (refused !== null) return err(refused);
      const stored = findCurrentKey(db, algorithm);
      const key = await (stored === undefined ? create(algorithm, rsaLength) : open(stored));
      return key.ok ? ok(key.value.signingKey) : key;
    },

    isCurrent: (id) => findKeyState(db, id) === 'current',

    async publishedKeys() {
      const refused = refusal();
      if (refused !== null) return err(refused);
      const keys: SigningKey[] = [];
      for (const stored of listPublishedKeys(db, now())) {
        const key = await open(stored);
        if (!key.ok) return key;
        keys.push(key.value.signingKey);
      }
      return ok(keys);
    },

    async sign(signingKey, header, claims) {
      const refused = refusal();
      if (refused !== null) return err(refused);
      const key = await openStored(signingKey);
      if (!key.ok) return key;
      const { algorithm, kid } = key.value.signingKey;
      const jwt = await new CompactSign(new TextEncoder().encode(JSON.stringify(claims)))
        .setProtectedHeader({ ...header, alg: algorithm, kid })
        .sign(key.value.privateKey);
      return ok(new Secret(jwt));
    },
  };
}
