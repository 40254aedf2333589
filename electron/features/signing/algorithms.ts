import { constants, type SigningOptions } from 'node:crypto';
import type { GenerateKeyPairOptions } from 'jose';
import type { SigningAlgorithm } from '../../../shared/domain/signing-key.ts';
import type { RsaLength } from '../../../shared/domain/token-form.ts';

/** How keys of one JWS algorithm (RFC 7518 section 3.1, RFC 8037) are generated and certified. */
export interface Algorithm {
  readonly keyPair: (rsaLength: RsaLength) => GenerateKeyPairOptions;
  /** How the key signs its own certificate, in WebCrypto's terms. */
  readonly certificate: {
    readonly name: string;
    readonly hash?: string;
    /** Bytes; RFC 7518 section 3.5: as long as the hash. */
    readonly saltLength?: number;
  };
  /** How it signs, in the terms of `node:crypto`. */
  readonly signature: {
    /** Null if the algorithm hashes by itself. */
    readonly hash: string | null;
    readonly options?: SigningOptions;
  };
}

const rsa = (modulusLength: RsaLength) => ({ modulusLength });
/** The algorithm determines the curve. */
const curve = () => ({});
const pkcs1 = 'RSASSA-PKCS1-v1_5';
/** RFC 7518 section 3.4: the two numbers one after the other, not DER. */
const concatenated = { dsaEncoding: 'ieee-p1363' } as const;
const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } as const;

/** The supported signing algorithms. */
export const algorithms = {
  RS256: {
    keyPair: rsa,
    certificate: { name: pkcs1, hash: 'SHA-256' },
    signature: { hash: 'sha256' },
  },
  RS384: {
    keyPair: rsa,
    certificate: { name: pkcs1, hash: 'SHA-384' },
    signature: { hash: 'sha384' },
  },
  RS512: {
    keyPair: rsa,
    certificate: { name: pkcs1, hash: 'SHA-512' },
    signature: { hash: 'sha512' },
  },
  PS256: {
    keyPair: rsa,
    certificate: { name: 'RSA-PSS', hash: 'SHA-256', saltLength: pss.saltLength },
    signature: { hash: 'sha256', options: pss },
  },
  ES256: {
    keyPair: curve,
    certificate: { name: 'ECDSA', hash: 'SHA-256' },
    signature: { hash: 'sha256', options: concatenated },
  },
  ES384: {
    keyPair: curve,
    certificate: { name: 'ECDSA', hash: 'SHA-384' },
    signature: { hash: 'sha384', options: concatenated },
  },
  EdDSA: {
    keyPair: () => ({ crv: 'Ed25519' }),
    certificate: { name: 'Ed25519' },
    signature: { hash: null },
  },
} as const satisfies Record<SigningAlgorithm, Algorithm>;

/** The only algorithm that every supported gateway accepts. */
export const DEFAULT_ALGORITHM: SigningAlgorithm = 'RS256';
