import { generateKeyPair, type webcrypto } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** More than a test needs in one workspace, which has each key once. */
const COUNT = 24;

/** Shared by all processes of a run, and deleted with its other temporary files. */
const folder = join(tmpdir(), 'latchkey-rsa-keys');

const { subtle } = globalThis.crypto;
/** The system's own, also where a file has loaded this module again. */
const generate = Reflect.get(Object.getPrototypeOf(subtle), 'generateKey').bind(subtle);
/** The next one to be taken, and how many were taken since the last core was opened. */
let next = 0;
let taken = 0;

/** A new core: its workspace may get {@link COUNT} keys before the same ones come again. */
export function beginRsaKeys(): void {
  taken = 0;
}

/** Until the next core is opened, keys are new ones. */
export function ownRsaKeys(): void {
  taken = COUNT;
}

/** In PKCS #8. */
async function storedKey(modulusLength: number): Promise<Buffer> {
  const path = join(folder, `${modulusLength}-${next}`);
  next = (next + 1) % COUNT;
  try {
    return readFileSync(path);
  } catch {
    const { privateKey } = await promisify(generateKeyPair)('rsa', {
      modulusLength,
      privateKeyEncoding: { type: 'pkcs8', format: 'der' },
      publicKeyEncoding: { type: 'spki', format: 'der' },
    });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(`${path}.${process.pid}`, privateKey, { mode: 0o600 });
    renameSync(`${path}.${process.pid}`, path);
    return privateKey;
  }
}

async function rsaPair(
  algorithm: webcrypto.RsaHashedKeyGenParams,
  extractable: boolean,
): Promise<webcrypto.CryptoKeyPair> {
  const bytes = new Uint8Array(await storedKey(algorithm.modulusLength));
  const privateKey = await subtle.importKey('pkcs8', bytes, algorithm, extractable, ['sign']);
  const { kty, n, e } = await subtle.exportKey('jwk', privateKey);
  const publicJwk = { kty, n, e } as webcrypto.JsonWebKey;
  const publicKey = await subtle.importKey('jwk', publicJwk, algorithm, true, ['verify']);
  return { privateKey, publicKey };
}

/** Computing an RSA key takes as long as ten tests: a run computes a few, and takes them in turn. */
Object.defineProperty(subtle, 'generateKey', {
  configurable: true,
  value: (algorithm: webcrypto.RsaHashedKeyGenParams, extractable: boolean, usages: never) => {
    const isRsa = 'modulusLength' in Object(algorithm) && extractable && taken < COUNT;
    if (!isRsa) return generate(algorithm, extractable, usages);
    taken += 1;
    return rsaPair(algorithm, extractable);
  },
});
