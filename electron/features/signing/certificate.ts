import { X509Certificate } from 'node:crypto';
import type { z } from 'zod';
import type {
  CertificateDraft,
  certificateFactsSchema,
} from '../../../shared/domain/signing-key.ts';

type CertificateFacts = z.infer<typeof certificateFactsSchema>;

/** Gateways that hold a certificate rather than a JWKS look at its dates. */
const CERTIFICATE_YEARS = 10;
const DAY = 24 * 3_600_000;

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

/** The certificates in a PEM text, in order; [] if there is none. */
export function certificatesIn(pem: string): readonly string[] {
  return pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
}

/** Node has no text for an empty name, though its types say so. */
export const onLine = (name: string | undefined): string => (name ?? '').split('\n').join(', ');

/** Whether everything that is shown of a certificate can be read: a date may be damaged. */
export function isReadable(pem: string): boolean {
  try {
    const { validFrom, validTo } = certificateFacts(pem);
    const { publicKey } = new X509Certificate(pem);
    return publicKey.type === 'public' && Number.isFinite(validFrom) && Number.isFinite(validTo);
  } catch {
    return false;
  }
}

/** The details of a certificate that are shown. */
export function certificateFacts(pem: string): CertificateFacts {
  const certificate = new X509Certificate(pem);
  // Not from `subject`, which has backslashes before commas and quotes.
  const { subject } = certificate.toLegacyObject() as Partial<
    ReturnType<typeof certificate.toLegacyObject>
  >;
  const member = (name: 'CN' | 'O'): string => [subject?.[name] ?? ''].flat()[0] ?? '';
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
