import { pbkdf2Sync } from 'node:crypto';
import forge from 'node-forge';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';

/** Maximum key derivation rounds a file may ask for: more would block everything else. */
export const MOST_ROUNDS = 10_000_000;

/** The same for the derivations that the library has in JavaScript, all of one file together. */
const MOST_ROUNDS_IN_JAVASCRIPT = 1_000_000;

export class TooMuchWork extends Error {}

/** The key and certificates of a PKCS #12 file (RFC 7292). */
export interface Pkcs12 {
  /** PKCS #8 DER. */
  readonly pkcs8: Buffer;
  /** PEM, in file order. */
  readonly certificates: readonly string[];
}

/** The rounds of the file that is being opened, so far. */
let rounds = 0;
let roundsInJavaScript = 0;

function count(more: number, isJavaScript: boolean): void {
  // A number that can't be read, or a negative one, must not make room for another.
  if (!(more >= 0)) throw new TooMuchWork();
  rounds += more;
  if (isJavaScript) roundsInJavaScript += more;
  if (rounds > MOST_ROUNDS || roundsInJavaScript > MOST_ROUNDS_IN_JAVASCRIPT) {
    throw new TooMuchWork();
  }
}

/** The library's own takes the passphrase for Latin-1, and is twenty times slower. */
function pbkdf2(
  passphrase: string,
  salt: string,
  times: number,
  length: number,
  digest?: { readonly algorithm?: string } | null,
): string {
  count(times, false);
  const bytes = pbkdf2Sync(
    Buffer.from(passphrase, 'utf8'),
    Buffer.from(salt, 'binary'),
    times,
    length,
    digest?.algorithm ?? 'sha1',
  );
  return bytes.toString('binary');
}

/**
 * The library runs as many rounds as a file asks for. The count may be encrypted itself, so it is
 * checked before each derivation.
 */
function limitDerivations(): void {
  // Untyped, and exported under two names.
  const { pki, pkcs12, pkcs5 } = forge as unknown as Record<
    'pki' | 'pkcs12' | 'pkcs5',
    Record<string, unknown>
  >;
  pkcs5['pbkdf2'] = pbkdf2;
  const generate = pkcs12['generateKey'] as (...values: unknown[]) => unknown;
  const derive = (...values: unknown[]) => {
    count(Number(values[3]), true);
    return generate(...values);
  };
  pkcs12['generateKey'] = derive;
  Object.assign(Object(pki['pbe']), { generatePkcs12Key: derive });
}
limitDerivations();

/**
 * Opens a PKCS #12 file with one private key.
 *
 * @returns also `key-file/wrong-passphrase`, `key-file/no-private-key`, `key-file/not-a-key`.
 * @throws TooMuchWork if the file asks for too many rounds.
 */
export function openPkcs12(der: Uint8Array, passphrase: string): Result<Pkcs12, AppError> {
  let parsed: forge.pkcs12.Pkcs12Pfx;
  rounds = 0;
  roundsInJavaScript = 0;
  try {
    const asn1 = forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(der).toString('binary')));
    parsed = forge.pkcs12.pkcs12FromAsn1(asn1, passphrase);
  } catch (error) {
    if (error instanceof TooMuchWork) throw error;
    const isMac =
      error instanceof Error && /MAC could not be verified|decrypt/i.test(error.message);
    return err(appError(isMac ? 'key-file/wrong-passphrase' : 'key-file/not-a-key'));
  }
  const bags = parsed.safeContents.flatMap(({ safeBags }) => safeBags);
  const [bag, ...others] = bags.filter(
    ({ type }) =>
      type === forge.pki.oids['pkcs8ShroudedKeyBag'] || type === forge.pki.oids['keyBag'],
  );
  if (bag === undefined || others.length > 0) return err(appError('key-file/no-private-key'));
  const pkcs8 =
    bag.key instanceof Object
      ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key))
      : bag.asn1;
  return ok({
    pkcs8: bytesOf(pkcs8),
    certificates: bags
      .filter(({ type }) => type === forge.pki.oids['certBag'])
      .flatMap((one) => certificateOf(one)),
  });
}

function bytesOf(asn1: forge.asn1.Asn1): Buffer {
  return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'binary');
}

/** If the library can't read the certificate's key, the certificate is kept as is. */
function certificateOf(bag: forge.pkcs12.Bag): readonly string[] {
  const asn1 = bag.cert ? forge.pki.certificateToAsn1(bag.cert) : bag.asn1;
  if (!asn1) return [];
  const text =
    bytesOf(asn1)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN CERTIFICATE-----\n${text.join('\n')}\n-----END CERTIFICATE-----\n`];
}
