import { X509Certificate } from 'node:crypto';
import type { PublicKey } from '../../../shared/domain/gateway.ts';
import type { SigningKey } from '../../../shared/domain/signing-key.ts';
import { type ProfileName, profileMarks } from '../../../shared/domain/token-form.ts';
import { describeCertificate } from '../signing/certificate.ts';
import { pretty } from './engines/input.ts';

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

interface Index {
  readonly text: string;
  readonly companions: ReadonlyMap<string, string>;
}

function indexOf(
  keys: readonly SigningKey[],
  folder: string,
  contentOf: (key: SigningKey) => string,
): Index {
  const path = ({ kid }: SigningKey): string => `${folder}/${kid}.pem`;
  const list = keys.map((key) => ({ kid: key.kid, alg: key.algorithm, file: path(key) }));
  return {
    text: pretty({ keys: list }),
    companions: new Map(keys.map((key) => [path(key), contentOf(key)])),
  };
}

/** One bare public key per file, named by its kid, and an index of them. */
export function indexOfKeys(keys: readonly SigningKey[]): Index {
  return indexOf(keys, 'public-keys', publicKeyPem);
}

/** One certificate per file, named by its kid, and an index of them. */
export function indexOfCertificates(keys: readonly SigningKey[]): Index {
  return indexOf(keys, 'certificates', (key) => key.certificatePem);
}

/** Issuer and audience for programs, with everything that is public beside it. */
export function indexOfIssuer(
  keys: readonly SigningKey[],
  {
    issuer,
    audience,
    profiles,
  }: {
    readonly issuer: string;
    readonly audience: readonly string[];
    readonly profiles: readonly ProfileName[];
  },
): Index {
  const bare = indexOfKeys(keys);
  const certificates = indexOfCertificates(keys);
  return {
    text: pretty({
      issuer,
      audience,
      typ: [...new Set(profiles.map((profile) => profileMarks[profile].typ))],
      jwks: 'jwks.json',
      keys: keys.map(({ kid, algorithm }) => ({
        kid,
        alg: algorithm,
        publicKey: `public-keys/${kid}.pem`,
        certificate: `certificates/${kid}.pem`,
      })),
    }),
    companions: new Map([
      ...bare.companions,
      ...certificates.companions,
      ['jwks.json', jwksText(keys)],
    ]),
  };
}
