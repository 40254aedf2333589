import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose';
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

/**
 * A text that only `passphrase` opens: a compact JWE (RFC 7516), `dir` with A256GCM. Its key is
 * scrypt of the passphrase; its parameters are in the protected header, as `kdf`.
 */
export async function encryptExport(
  text: string,
  passphrase: TypedSecret,
  cost: KdfCost,
): Promise<string> {
  const kdf = newKdf(cost);
  const header = { alg: 'dir', enc: 'A256GCM', typ: TYPE, kdf } as const;
  const key = await deriveKey(passphrase, kdf);
  try {
    return await key.use((bytes) =>
      new CompactEncrypt(new TextEncoder().encode(text)).setProtectedHeader(header).encrypt(bytes),
    );
  } finally {
    key.wipe();
  }
}

/** Whether it says of itself that it is an encrypted export. */
export function isEncryptedExport(jwe: string): boolean {
  try {
    return headerSchema.safeParse(decodeProtectedHeader(jwe)).success;
  } catch {
    return false;
  }
}

/**
 * @returns the text; `export/not-encrypted` for what is no encrypted export; `export/wrong` when
 *   the passphrase is wrong or a bit of the file has changed: one can't be told from the
 *   other.
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
