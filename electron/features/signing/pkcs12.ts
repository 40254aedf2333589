import forge from 'node-forge';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';

/** Maximum key derivation rounds a file may ask for: more would block everything else. */
export const MOST_ROUNDS = 10_000_000;

export class TooMuchWork extends Error {}

/** The key and certificates of a PKCS #12 file (RFC 7292). */
export interface Pkcs12 {
  /** PKCS #8 DER. */
  readonly pkcs8: Buffer;
  /** PEM, in file order. */
  readonly certificates: readonly string[];
}

const limit = <F>(derive: F, at: number): F =>
  ((...values: unknown[]) => {
    if (Number(values[at]) > MOST_ROUNDS) throw new TooMuchWork();
    return (derive as (...values: unknown[]) => unknown)(...values);
  }) as F;

/**
 * The library runs as many rounds as a file asks for. The count may be encrypted itself, so it is
 * checked before each derivation.
 */
function limitDerivations(): void {
  forge.pkcs5.pbkdf2 = limit(forge.pkcs5.pbkdf2, 2);
  // Untyped, and exported under two names.
  const { pki, pkcs12 } = forge as unknown as Record<'pki' | 'pkcs12', Record<string, unknown>>;
  const derive = limit(pkcs12['generateKey'], 3);
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
  const bag = bags.find(
    ({ type }) =>
      type === forge.pki.oids['pkcs8ShroudedKeyBag'] || type === forge.pki.oids['keyBag'],
  );
  if (bag === undefined) return err(appError('key-file/no-private-key'));
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
