// @peculiar/x509 resolves its parsers through decorators, so this must be imported first.
import 'reflect-metadata';
import { randomBytes, type webcrypto, X509Certificate } from 'node:crypto';
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  Pkcs10CertificateRequestGenerator,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { z } from 'zod';
import type {
  CertificateDraft,
  certificateFactsSchema,
  SigningAlgorithm,
} from '../../../shared/domain/signing-key.ts';
import { algorithms } from './algorithms.ts';

type CertificateFacts = z.infer<typeof certificateFactsSchema>;

/** Gateways that hold a certificate rather than a JWKS look at its dates. */
const CERTIFICATE_YEARS = 10;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type Subject = Omit<CertificateDraft, 'days'>;

/** The certificate details used by default. @param now milliseconds since the epoch. */
export function defaultCertificate(kid: string, now: number): CertificateDraft {
  const end = new Date(now);
  end.setUTCFullYear(end.getUTCFullYear() + CERTIFICATE_YEARS);
  return {
    commonName: `Latchkey ${kid.slice(0, 8)}`,
    organization: 'Latchkey',
    days: Math.round((end.getTime() - now) / DAY),
  };
}

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

/** The certificates in a PEM text, in order; [] if there is none. */
export function certificatesIn(pem: string): readonly string[] {
  return pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
}

const onLine = (name: string): string => name.split('\n').join(', ');

/** The details of a certificate that are shown. */
export function certificateFacts(pem: string): CertificateFacts {
  const certificate = new X509Certificate(pem);
  // Not from `subject`, which has backslashes before commas and quotes.
  const { subject } = certificate.toLegacyObject();
  const member = (name: 'CN' | 'O'): string => [subject[name] ?? ''].flat()[0] ?? '';
  return {
    subject: onLine(certificate.subject),
    issuer: onLine(certificate.issuer),
    commonName: member('CN'),
    organization: member('O'),
    isSelfSigned: certificate.subject === certificate.issuer,
    fingerprint: certificate.fingerprint256,
    validFrom: Date.parse(certificate.validFrom),
    validTo: Date.parse(certificate.validTo),
  };
}

/** What a gateway operator compares: SHA-256 of the DER, and when the certificate expires (ms). */
export function describeCertificate(pem: string): {
  readonly fingerprint: string;
  readonly expiresAt: number;
} {
  const certificate = new X509Certificate(pem);
  return {
    fingerprint: certificate.fingerprint256,
    expiresAt: Date.parse(certificate.validTo),
  };
}
