// @peculiar/x509 resolves its parsers through decorators and asks for this first.
import 'reflect-metadata';
import { randomBytes, type webcrypto, X509Certificate } from 'node:crypto';
import {
  BasicConstraintsExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { SigningAlgorithm } from '../../../shared/domain/signing-key.ts';
import { algorithms } from './algorithms.ts';

/** Gateways that hold a certificate rather than a JWKS look at its dates. */
export const CERTIFICATE_YEARS = 10;

/**
 * A self-signed X.509 v3 certificate of a signing key (RFC 5280), in PEM.
 *
 * @param keys an extractable key pair of WebCrypto.
 * @param name the common name.
 * @param now milliseconds since the epoch; the certificate is valid from an hour before, for
 *   gateways whose clock is behind.
 */
export async function selfSignedCertificate(
  keys: webcrypto.CryptoKeyPair,
  algorithm: SigningAlgorithm,
  name: string,
  now: number,
): Promise<string> {
  const notAfter = new Date(now);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + CERTIFICATE_YEARS);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    // RFC 5280 section 4.1.2.2: positive, at most 20 octets.
    serialNumber: `00${randomBytes(16).toString('hex')}`,
    name: [{ CN: [name] }, { O: ['Latchkey'] }],
    notBefore: new Date(now - 3_600_000),
    notAfter,
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

/** What a gateway's operator compares: SHA-256 of the DER, and when the certificate ends (ms). */
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
