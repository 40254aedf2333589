// @peculiar/x509 resolves its parsers through decorators, so this must be imported first.
import 'reflect-metadata';
import { randomBytes, type webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  Pkcs10CertificateRequestGenerator,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { CertificateDraft, SigningAlgorithm } from '../../../shared/domain/signing-key.ts';
import { algorithms } from './algorithms.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type Subject = Omit<CertificateDraft, 'days'>;

/**
 * A self-signed X.509 v3 certificate of a signing key (RFC 5280), in PEM.
 *
 * @param keys of WebCrypto; the public one can be exported.
 * @param now milliseconds since the epoch; the certificate is valid from an hour before, for
 *   gateways whose clock is behind.
 */
export async function selfSignedCertificate(
  keys: webcrypto.CryptoKeyPair,
  algorithm: SigningAlgorithm,
  draft: CertificateDraft,
  now: number,
): Promise<string> {
  const certificate = await X509CertificateGenerator.createSelfSigned({
    // RFC 5280 section 4.1.2.2: positive, at most 20 octets.
    serialNumber: `00${randomBytes(16).toString('hex')}`,
    name: nameOf(draft),
    notBefore: new Date(now - HOUR),
    notAfter: new Date(now + draft.days * DAY),
    keys,
    signingAlgorithm: algorithms[algorithm].certificate,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return `${certificate.toString('pem').trim()}\n`;
}

/** A certificate signing request (RFC 2986) in PEM. */
export async function certificateRequest(
  keys: webcrypto.CryptoKeyPair,
  algorithm: SigningAlgorithm,
  subject: Subject,
): Promise<string> {
  const request = await Pkcs10CertificateRequestGenerator.create({
    name: nameOf(subject),
    keys,
    signingAlgorithm: algorithms[algorithm].certificate,
    extensions: [new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true)],
  });
  return `${request.toString('pem').trim()}\n`;
}

/** Not a bare string, which is read as RFC 4514 has it: quotes and "#" mean something there. */
const exact = (utf8String: string) => [{ utf8String }];

function nameOf({ commonName, organization }: Subject): Name {
  const common = { CN: exact(commonName) };
  return new Name(organization === '' ? [common] : [common, { O: exact(organization) }]);
}
