import {
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
  X509Certificate,
} from 'node:crypto';
import { compactDecrypt } from 'jose';
import forge from 'node-forge';
import { type SigningAlgorithm, signingAlgorithms } from '../../../shared/domain/signing-key.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { Secret } from '../../base/crypto/secret.ts';
import { anyText } from '../../base/files/decode-text.ts';
import { certificatesIn, isReadable } from './certificate.ts';
import { childrenOf, derOf, integersIn } from './der.ts';
import { decryptPkcs8 } from './pkcs8.ts';
import { MOST_ROUNDS, openPkcs12, TooMuchWork } from './pkcs12.ts';

/** The format of a private key file. */
type Format = 'pem' | 'der' | 'pkcs12' | 'jwk' | 'jwe';

/** A file with a private key, as far as it can be read without a passphrase. */
export interface KeyFile {
  readonly format: Format;
  readonly bytes: Uint8Array;
  readonly isEncrypted: boolean;
}

/** A private key that can sign, and its certificates. */
export interface ReadKey {
  readonly pkcs8: Secret;
  /** The algorithms it can sign with; an RSA key has several. */
  readonly algorithms: readonly SigningAlgorithm[];
  /** Its certificate chain in PEM, its own first; null if the file has none for this key. */
  readonly certificatePem: string | null;
}

/** RFC 7518 section 3.3. */
const SHORTEST_RSA = 2048;
/** FIPS 186-5 section 5.1 has more; with 1, every text is its own signature. */
const SMALLEST_EXPONENT = 3n;
/** Maximum PBES2 iterations: RFC 7518 section 4.8 sets only a minimum. */
const JWE_ROUNDS = 1_000_000;

const notAKey = err(appError('key-file/not-a-key'));
const noneOrSeveral = err(appError('key-file/no-private-key'));

/** Detects the format. @returns also `key-file/not-a-key`, `key-file/no-private-key`. */
export function recogniseKeyFile(bytes: Uint8Array): Result<KeyFile, AppError> {
  const text = anyText(bytes).trim();
  if (text.includes('-----BEGIN ')) {
    const [block, ...others] = privateBlocks(text);
    if (block === undefined || others.length > 0) return noneOrSeveral;
    return ok({ format: 'pem', bytes, isEncrypted: block.includes('ENCRYPTED') });
  }
  if (text.startsWith('{')) return ok({ format: 'jwk', bytes, isEncrypted: false });
  if (/^(?:[\w-]*\.){4}[\w-]*$/.test(text)) return ok({ format: 'jwe', bytes, isEncrypted: true });
  const root = derOf(bytes);
  if (root === null) return notAKey;
  const [first, second] = childrenOf(root);
  const isPfx = first?.type === forge.asn1.Type.INTEGER && second !== undefined;
  if (isPfx && childrenOf(second)[0]?.type === forge.asn1.Type.OID) {
    const version = childrenOf(root).length;
    const isPkcs8 = version === 3 && childrenOf(root)[2]?.type === forge.asn1.Type.OCTETSTRING;
    return ok(
      isPkcs8
        ? { format: 'der', bytes, isEncrypted: false }
        : { format: 'pkcs12', bytes, isEncrypted: true },
    );
  }
  if (first?.type !== forge.asn1.Type.SEQUENCE)
    return ok({ format: 'der', bytes, isEncrypted: false });
  // A certificate and a public key begin like an encrypted private key (RFC 5958 section 3).
  if (second?.type !== forge.asn1.Type.OCTETSTRING) return noneOrSeveral;
  return ok({ format: 'der', bytes, isEncrypted: true });
}

/**
 * Opens a file with a private key.
 *
 * @returns the key, `key-file/wrong-passphrase`, `key-file/not-a-key`, `key-file/no-private-key`,
 *   `key-file/unsupported`, `key-file/too-short`, `key-file/weak` or `key-file/mismatched` (the key
 *   can't sign our tokens), `key-file/too-much-work`.
 */
export async function openKeyFile(
  file: KeyFile,
  passphrase: Uint8Array,
): Promise<Result<ReadKey, AppError>> {
  try {
    const opened = await open(file, passphrase);
    return opened.ok ? describe(opened.value) : opened;
  } catch (error) {
    if (error instanceof TooMuchWork) return err(appError('key-file/too-much-work'));
    return err(appError(file.isEncrypted ? 'key-file/wrong-passphrase' : 'key-file/not-a-key'));
  }
}

interface Opened {
  readonly key: KeyObject;
  readonly certificates: readonly string[];
}

async function open(file: KeyFile, typed: Uint8Array): Promise<Result<Opened, AppError>> {
  const { format, bytes } = file;
  // OpenSSL doesn't accept shared memory.
  const passphrase = Buffer.from(typed);
  const text = anyText(bytes).trim();
  switch (format) {
    case 'pem': {
      const [block = ''] = privateBlocks(text);
      const body = block.replaceAll(/-----[^-]+-----|\s/g, '');
      const der = Buffer.from(body, 'base64');
      const isPkcs8 = block.includes('BEGIN ENCRYPTED');
      if (isPkcs8) limitWork(der);
      const key = isPkcs8 ? fromDer(der, passphrase) : createPrivateKey({ key: block, passphrase });
      return ok({ key, certificates: certificatesIn(text) });
    }
    case 'der': {
      limitWork(bytes);
      return ok({ key: fromDer(Buffer.from(bytes), passphrase), certificates: [] });
    }
    case 'pkcs12': {
      const opened = openPkcs12(bytes, passphrase.toString('utf8'));
      if (!opened.ok) return opened;
      const { pkcs8, certificates } = opened.value;
      // It may be encrypted once more.
      limitWork(pkcs8);
      return ok({ key: fromDer(pkcs8, Buffer.alloc(0)), certificates });
    }
    case 'jwk':
      return fromJwk(text);
    case 'jwe': {
      const { plaintext } = await compactDecrypt(text, passphrase, {
        keyManagementAlgorithms: ['PBES2-HS256+A128KW', 'PBES2-HS384+A192KW', 'PBES2-HS512+A256KW'],
        maxPBES2Count: JWE_ROUNDS,
      });
      return fromJwk(Buffer.from(plaintext).toString('utf8'));
    }
    default:
      return format satisfies never;
  }
}

function fromDer(der: Buffer, passphrase: Buffer): KeyObject {
  for (const type of ['pkcs8', 'pkcs1', 'sec1'] as const) {
    try {
      return createPrivateKey({ key: der, format: 'der', type, passphrase });
    } catch {
      // Another encoding, a wrong passphrase, or encrypted as BoringSSL can't read it.
    }
  }
  const root = derOf(der);
  if (root === null) throw new Error('No private key');
  return createPrivateKey({ key: decryptPkcs8(root, passphrase), format: 'der', type: 'pkcs8' });
}

/** Reads a JWK, or a JWK set with exactly one private key. */
function fromJwk(text: string): Result<Opened, AppError> {
  const parsed: unknown = JSON.parse(text);
  const set = Object(parsed) as { readonly keys?: unknown };
  const keys = Array.isArray(set.keys) ? (set.keys as unknown[]) : [parsed];
  const [jwk, ...others] = keys.filter((key) => 'd' in Object(key));
  if (jwk === undefined || others.length > 0) return noneOrSeveral;
  const key = createPrivateKey({ key: jwk as never, format: 'jwk' });
  const { x5c } = jwk as { readonly x5c?: unknown };
  const chain = Array.isArray(x5c) ? x5c.map(String) : [];
  const certificates = chain.map((body) => new X509Certificate(Buffer.from(body, 'base64')));
  return ok({ key, certificates: certificates.map((one) => one.toString()) });
}

function describe({ key, certificates }: Opened): Result<ReadKey, AppError> {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type === 'rsa' && (details?.modulusLength ?? 0) < SHORTEST_RSA) {
    return err(appError('key-file/too-short', { detail: { bits: details?.modulusLength ?? 0 } }));
  }
  if (type === 'rsa' && (details?.publicExponent ?? 0n) < SMALLEST_EXPONENT) {
    return err(appError('key-file/weak'));
  }
  const algorithms = algorithmsOf(key);
  if (algorithms.length === 0) {
    const kind = [type ?? '', details?.namedCurve ?? ''].join(' ').trim();
    return err(appError('key-file/unsupported', { detail: { kind } }));
  }
  const pem = key.export({ type: 'pkcs8', format: 'pem' }).toString();
  if (!isPair(pem)) return err(appError('key-file/mismatched'));
  const own = certificates.find((one) => new X509Certificate(one).checkPrivateKey(key));
  if (own !== undefined && !isReadable(own)) return notAKey;
  const chain = own === undefined ? [] : [own, ...certificates.filter((one) => one !== own)];
  return ok({
    pkcs8: new Secret(pem),
    algorithms,
    certificatePem: chain.length === 0 ? null : chain.map((one) => `${one.trim()}\n`).join(''),
  });
}

/** A file states the public half beside the private one, and neither Node nor OpenSSL compares them. */
function isPair(pkcs8: string): boolean {
  const probe = Buffer.from('Latchkey');
  try {
    // As it will be read from now on: BoringSSL, in the window, finds more when it parses.
    const key = createPrivateKey(pkcs8);
    const hash = key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
    return verify(hash, probe, createPublicKey(key), sign(hash, probe, key));
  } catch {
    // A number that no private key can be, such as zero.
    return false;
  }
}

/** RFC 7518 sections 3.3 to 3.5, RFC 8037 section 3.1. */
function algorithmsOf({
  asymmetricKeyType: type,
  asymmetricKeyDetails: details,
}: KeyObject): readonly SigningAlgorithm[] {
  if (type === 'rsa') return signingAlgorithms.filter((name) => /^[RP]S/.test(name));
  if (type === 'ed25519') return ['EdDSA'];
  if (type !== 'ec') return [];
  if (details?.namedCurve === 'prime256v1') return ['ES256'];
  return details?.namedCurve === 'secp384r1' ? ['ES384'] : [];
}

/** A block ends before the next one begins; otherwise, each beginning would be sought an end for. */
function privateBlocks(text: string): readonly string[] {
  return (
    text.match(
      /-----BEGIN ((?:[A-Z0-9]+ )*PRIVATE KEY)-----(?:[^-]|-(?!----))+-----END \1-----/g,
    ) ?? []
  );
}

/** OpenSSL runs as many rounds as a file asks for. PKCS #8 states them in the clear (RFC 8018). */
function limitWork(der: Uint8Array): void {
  const root = derOf(der);
  // What can't be counted isn't left to OpenSSL, which reads more than this does.
  if (root === null) throw new Error('No DER');
  visit(root);
}

function visit(node: forge.asn1.Asn1): void {
  const children = childrenOf(node);
  if (children[0]?.type === forge.asn1.Type.OCTETSTRING) {
    const numbers = integersIn(children.slice(1));
    // PBKDF2 has its rounds and a length; scrypt has N, r and p, and works as often as they multiply.
    const [first = 0, r = 0, p] = numbers;
    if (Math.max(...numbers, p === undefined ? 0 : first * r * p) > MOST_ROUNDS) {
      throw new TooMuchWork();
    }
  }
  for (const child of children) visit(child);
}
