import { createDecipheriv, pbkdf2Sync, scryptSync } from 'node:crypto';
import forge from 'node-forge';
import { childrenOf, integersIn } from './der.ts';

/** RFC 8018 appendix B.1.2. */
const digests: Readonly<Record<string, string>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
};

/** Ciphers and the bytes of their keys (RFC 8018 appendix B.2). */
const ciphers: Readonly<Record<string, readonly [name: string, bytes: number]>> = {
  '1.2.840.113549.3.7': ['des-ede3-cbc', 24],
  '2.16.840.1.101.3.4.1.2': ['aes-128-cbc', 16],
  '2.16.840.1.101.3.4.1.22': ['aes-192-cbc', 24],
  '2.16.840.1.101.3.4.1.42': ['aes-256-cbc', 32],
};

/** RFC 7914 section 7.1. */
const SCRYPT = '1.3.6.1.4.1.11591.4.11';
/** Bytes that scrypt may take. */
const MOST_MEMORY = 2 ** 29;

/**
 * Decrypts a PKCS #8 file (RFC 8018, PBES2). Node does it too, but in the window it has BoringSSL,
 * which knows neither scrypt nor PBKDF2 with SHA-512.
 *
 * @param root its DER, whose rounds were limited.
 * @returns PKCS #8 DER. Throws if the passphrase is wrong or anything is unknown.
 */
export function decryptPkcs8(root: forge.asn1.Asn1, passphrase: Buffer): Buffer {
  const [algorithm, data] = childrenOf(root);
  const [kdf, cipher] = childrenOf(childrenOf(algorithm)[1]);
  const [name, length] = ciphers[oidOf(childrenOf(cipher)[0])] ?? [];
  if (name === undefined || length === undefined) throw new Error('An unknown cipher');
  const key = derived(kdf, passphrase, length);
  const decipher = createDecipheriv(name, key, bytesOf(childrenOf(cipher)[1]));
  return Buffer.concat([decipher.update(bytesOf(data)), decipher.final()]);
}

function derived(kdf: forge.asn1.Asn1 | undefined, passphrase: Buffer, length: number): Buffer {
  const [oid, parameters] = childrenOf(kdf);
  const [salt, ...rest] = childrenOf(parameters);
  const [first = 0, r = 0, p = 0] = integersIn(rest);
  if (oidOf(oid) === SCRYPT) {
    return scryptSync(passphrase, bytesOf(salt), length, { N: first, r, p, maxmem: MOST_MEMORY });
  }
  const prf = rest.find(({ type }) => type === forge.asn1.Type.SEQUENCE);
  const digest = prf === undefined ? 'sha1' : digests[oidOf(childrenOf(prf)[0])];
  if (digest === undefined) throw new Error('An unknown digest');
  return pbkdf2Sync(passphrase, bytesOf(salt), first, length, digest);
}

function bytesOf(node: forge.asn1.Asn1 | undefined): Buffer {
  if (typeof node?.value !== 'string') throw new Error('Not what PBES2 has there');
  return Buffer.from(node.value, 'binary');
}

const oidOf = (node: forge.asn1.Asn1 | undefined): string =>
  forge.asn1.derToOid(bytesOf(node).toString('binary'));
