import { createCipheriv, randomBytes } from 'node:crypto';
import { compactDecrypt, decodeProtectedHeader } from 'jose';
import { z } from 'zod';
import type { TypedSecret } from '../../../shared/domain/passphrase.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { deriveKey, type KdfCost, kdfSchema, newKdf } from '../../base/crypto/kdf.ts';
import type { Key } from '../../base/crypto/key.ts';

/** Explicit typing (RFC 8725, section 3.11): a JWE made for another purpose is refused. */
const TYPE = 'latchkey-export+jwe';

const headerSchema = z.object({
  alg: z.literal('dir'),
  enc: z.literal('A256GCM'),
  typ: z.literal(TYPE),
  kdf: kdfSchema,
});

/** Encrypts a text chunk by chunk. */
export interface Encryption {
  /** Returns the next chunk of the file. */
  add(text: string): string;
  /** Returns the end of the file. */
  end(): string;
}

const NONCE_BYTES = 12;
/** Base64 encodes three bytes as four characters; a remainder is kept for the next chunk. */
const GROUP = 3;

/**
 * Encrypts with a passphrase: a compact JWE (RFC 7516), `dir` with A256GCM. Its key is derived from
 * the passphrase with scrypt, whose parameters are in the protected header as `kdf`. Written chunk
 * by chunk, because a million tokens must not be held in memory.
 */
export async function beginEncryption(passphrase: TypedSecret, cost: KdfCost): Promise<Encryption> {
  const kdf = newKdf(cost);
  const header = base64url(JSON.stringify({ alg: 'dir', enc: 'A256GCM', typ: TYPE, kdf }));
  const nonce = randomBytes(NONCE_BYTES);
  const key = await deriveKey(passphrase, kdf);
  const cipher = key.use((bytes) => createCipheriv('aes-256-gcm', bytes, nonce));
  key.wipe();
  // RFC 7516 section 5.1: the encoded header.
  cipher.setAAD(Buffer.from(header, 'ascii'));
  // With `dir`, the encrypted key is empty.
  let before = `${header}..${base64url(nonce)}.`;
  let left = Buffer.alloc(0);

  function written(bytes: Buffer, isLast: boolean): string {
    const all = Buffer.concat([left, bytes]);
    const length = isLast ? all.length : all.length - (all.length % GROUP);
    left = all.subarray(length);
    const text = before + base64url(all.subarray(0, length));
    before = '';
    return text;
  }

  return {
    add: (text) => written(cipher.update(text, 'utf8'), false),
    end: () => `${written(cipher.final(), true)}.${base64url(cipher.getAuthTag())}`,
  };
}

const base64url = (bytes: string | Buffer): string => Buffer.from(bytes).toString('base64url');

/** Whether the header identifies an encrypted export, even of a file that was cut off. */
export function isEncryptedExport(jwe: string): boolean {
  const [header = ''] = jwe.split('.', 1);
  try {
    return headerSchema.safeParse(decodeProtectedHeader({ protected: header })).success;
  } catch {
    return false;
  }
}

/**
 * @returns the text; `export/not-encrypted` for anything but an encrypted export; `export/wrong` if
 *   the passphrase is wrong or the file was changed, which can't be told apart.
 */
export async function decryptExport(
  jwe: string,
  passphrase: TypedSecret,
): Promise<Result<string, AppError>> {
  if (!isEncryptedExport(jwe)) return err(appError('export/not-encrypted'));
  let key: Key | null = null;
  try {
    const { plaintext } = await compactDecrypt(
      jwe,
      async (header) => {
        key = await deriveKey(passphrase, headerSchema.parse(header).kdf);
        return key.use((bytes) => bytes);
      },
      {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
        maxDecompressedLength: 0,
      },
    );
    return ok(new TextDecoder().decode(plaintext));
  } catch {
    return err(appError('export/wrong', { field: 'passphrase' }));
  } finally {
    (key as Key | null)?.wipe();
  }
}
