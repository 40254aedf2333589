import { X509Certificate } from 'node:crypto';
import type { PublicKey } from '../../../shared/domain/gateway.ts';
import type { SigningKey } from '../../../shared/domain/signing-key.ts';
import { describeCertificate } from '../signing/certificate.ts';

export function publicKeyOf(key: SigningKey): PublicKey {
  const certificate = describeCertificate(key.certificatePem);
  return {
    kid: key.kid,
    algorithm: key.algorithm,
    certificatePem: key.certificatePem,
    fingerprint: certificate.fingerprint,
    createdAt: key.createdAt,
    certificateExpiresAt: certificate.expiresAt,
  };
}

/**
 * The JWK Set of RFC 7517, pretty-printed. Each key carries its certificate (`x5c`, section 4.7)
 * and the certificate's SHA-256 thumbprint, for gateways that pin certificates. `x5t` is left out,
 * because it is SHA-1 and WSO2 puts a different value there.
 */
export function jwksText(keys: readonly SigningKey[]): string {
  const set = {
    keys: keys.map((key) => {
      const { raw, fingerprint256 } = new X509Certificate(key.certificatePem);
      return {
        ...key.publicJwk,
        alg: key.algorithm,
        use: 'sig',
        x5c: [raw.toString('base64')],
        'x5t#S256': Buffer.from(fingerprint256.replaceAll(':', ''), 'hex').toString('base64url'),
      };
    }),
  };
  return `${JSON.stringify(set, null, 2)}\n`;
}

/** The current signing key comes first, for readers that only read one certificate. */
export function certificatesText(keys: readonly SigningKey[]): string {
  return keys.map((key) => key.certificatePem).join('');
}

/** The bare public key (SubjectPublicKeyInfo, RFC 5280 section 4.1), in PEM. */
export function publicKeyPem(key: SigningKey): string {
  return new X509Certificate(key.certificatePem).publicKey
    .export({ type: 'spki', format: 'pem' })
    .toString();
}
