import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK } from 'jose';
import type { InspectedKey } from '../../../shared/domain/inspection.ts';
import type { AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { anyText } from '../../base/files/decode-text.ts';
import { onLine } from '../signing/certificate.ts';
import { readOpenSsh } from './open-ssh.ts';

/** A key that was found, reduced to its public half. */
export interface FoundKey {
  readonly key: KeyObject;
  readonly isPrivate: boolean;
  readonly kid: string | null;
  readonly algorithm: string | null;
  readonly certificate: X509Certificate | null;
}

/** Keys and certificates in a text or file; 'encrypted' if it needs a passphrase; null if none. */
export async function readKeys(
  bytes: Uint8Array,
): Promise<readonly FoundKey[] | 'encrypted' | null> {
  const text = anyText(bytes).trim();
  const found = fromPem(text) ?? fromJson(text) ?? readOpenSsh(text) ?? fromDer(bytes);
  if (found !== null && found.length > 0) return found;
  const { recogniseKeyFile } = await import('../signing/key-file.ts');
  const file = recogniseKeyFile(bytes);
  return file.ok && file.value.isEncrypted ? 'encrypted' : null;
}

/** The key and certificates of an encrypted file. @returns the refusal of its passphrase, too. */
export async function openEncrypted(
  bytes: Uint8Array,
  passphrase: Uint8Array,
): Promise<Result<readonly FoundKey[], AppError>> {
  const { openKeyFile, recogniseKeyFile } = await import('../signing/key-file.ts');
  const file = recogniseKeyFile(bytes);
  if (!file.ok) return file;
  const opened = await openKeyFile(file.value, passphrase);
  if (!opened.ok) return err({ ...opened.error, field: 'passphrase' });
  const { pkcs8, certificatePem } = opened.value;
  const key = createPublicKey(createPrivateKey(pkcs8.expose()));
  const certificates = certificatePem === null ? [] : (fromPem(certificatePem) ?? []);
  return ok([{ ...bare, key, isPrivate: true }, ...certificates]);
}

const bare = { kid: null, algorithm: null, certificate: null } as const;

function fromPem(text: string): readonly FoundKey[] | null {
  const blocks =
    text.match(/-----BEGIN ([A-Z0-9 ]+)-----(?:[^-]|-(?!----))+-----END \1-----/g) ?? [];
  const found = blocks.flatMap((block): readonly FoundKey[] => {
    if (block.includes('OPENSSH')) return readOpenSsh(block) ?? [];
    try {
      if (block.includes('BEGIN CERTIFICATE-')) return [ofCertificate(block)];
      const isPrivate = block.includes('PRIVATE KEY');
      const key = isPrivate ? createPublicKey(createPrivateKey(block)) : createPublicKey(block);
      return [{ ...bare, key, isPrivate }];
    } catch {
      // Encrypted, or of no known type.
      return [];
    }
  });
  return found.length === 0 ? null : found;
}

function fromJson(text: string): readonly FoundKey[] | null {
  if (!text.startsWith('{')) return null;
  try {
    const parsed = JSON.parse(text) as { readonly keys?: unknown };
    const jwks = Array.isArray(parsed.keys) ? (parsed.keys as unknown[]) : [parsed];
    return jwks.flatMap((jwk) => fromJwk(Object(jwk) as Readonly<Record<string, unknown>>));
  } catch {
    return null;
  }
}

/** Of a set, what isn't understood is ignored (RFC 7517 section 5). */
function fromJwk(jwk: Readonly<Record<string, unknown>>): readonly FoundKey[] {
  const { kty, kid, alg, d } = jwk;
  if (typeof kty !== 'string' || kty === 'oct') return [];
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    return [
      {
        key,
        isPrivate: d !== undefined,
        kid: typeof kid === 'string' ? kid : null,
        algorithm: typeof alg === 'string' ? alg : null,
        certificate: null,
      },
    ];
  } catch {
    return [];
  }
}

function fromDer(bytes: Uint8Array): readonly FoundKey[] | null {
  const der = Buffer.from(bytes);
  // DER starts with a SEQUENCE; anything else is unknown text.
  if (der[0] !== 0x30) return null;
  const ways: (() => FoundKey)[] = [
    () => ofCertificate(der),
    // Private keys first, because Node also accepts a private key as a public one.
    ...(['pkcs8', 'pkcs1', 'sec1'] as const).map((type) => () => ({
      ...bare,
      key: createPublicKey(createPrivateKey({ key: der, format: 'der', type })),
      isPrivate: true,
    })),
    ...(['spki', 'pkcs1'] as const).map((type) => () => ({
      ...bare,
      key: createPublicKey({ key: der, format: 'der' as const, type }),
      isPrivate: false,
    })),
  ];
  for (const way of ways) {
    try {
      return [way()];
    } catch {
      // Another type: try the next.
    }
  }
  return null;
}

function ofCertificate(from: string | Buffer): FoundKey {
  const certificate = new X509Certificate(from);
  return { ...bare, key: certificate.publicKey, isPrivate: false, certificate };
}

/** Describes a key. @param ours the thumbprints of the workspace's own keys. */
export async function describeKey(
  { key, isPrivate, kid, certificate }: FoundKey,
  ours: ReadonlySet<string>,
): Promise<InspectedKey> {
  // A certificate may be of DSA, RSA-PSS or a curve that JOSE has no name for.
  const jwk = await exportJWK(key).catch(() => null);
  const thumbprint = jwk && (await calculateJwkThumbprint(jwk, 'sha256').catch(() => null));
  const validTo = certificate === null ? null : Date.parse(certificate.validTo);
  return {
    kid: kid ?? thumbprint,
    kind: kindOf(key),
    isPair: isPrivate,
    isOurs: thumbprint !== null && ours.has(thumbprint),
    jwk: jwk && JSON.stringify({ ...jwk, kid: kid ?? thumbprint }, null, 2),
    pem: key.export({ type: 'spki', format: 'pem' }).toString(),
    subject: certificate && onLine(certificate.subject),
    // Its date may be damaged.
    validTo: Number.isNaN(validTo) ? null : validTo,
  };
}

function kindOf({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): string {
  if (type === 'ec') return details?.namedCurve ?? 'EC';
  const bits = details?.modulusLength;
  return bits === undefined ? (type ?? '') : `${(type ?? '').toUpperCase()} ${bits}`;
}
