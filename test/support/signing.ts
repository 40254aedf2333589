import { sign } from 'node:crypto';
import { z } from 'zod';
import { createCipher } from '../../electron/base/crypto/cipher.ts';
import { dataKeyOf, openBeside } from './data-key.ts';
import { encodePart } from './jwt.ts';

/** The private key of a workspace in PEM, decrypted with its owner's passphrase. */
export async function privateKeyOf(home: string): Promise<string> {
  const cipher = createCipher(await dataKeyOf(home));
  const db = await openBeside(home, { readonly: true });
  const row = db.prepare('SELECT id, private_key_sealed AS sealed FROM signing_key').get();
  db.close();
  const { id, sealed } = z.object({ id: z.string(), sealed: z.instanceof(Buffer) }).parse(row);
  const place = { kind: 'signing-key', id } as const;
  const opened = cipher.open(place, sealed);
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value.expose();
}

/** A validly signed token with any header and claims, which only the key's holder can create. */
export function signJwt(
  privateKey: string,
  header: Readonly<Record<string, unknown>>,
  claims: Readonly<Record<string, unknown>>,
  hash = 'sha256',
): string {
  const signed = `${encodePart(header)}.${encodePart(claims)}`;
  return `${signed}.${sign(hash, Buffer.from(signed), privateKey).toString('base64url')}`;
}
