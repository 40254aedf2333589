import type { SigningKeyId } from '../../../shared/domain/ids.ts';
import type {
  CertificateDraft,
  SigningAlgorithm,
  SigningKey,
} from '../../../shared/domain/signing-key.ts';
import type { RsaLength } from '../../../shared/domain/token-form.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import type { Secret } from '../crypto/secret.ts';

/** A protected header without `alg` and `kid`, which come from the key (RFC 7515 section 4.1). */
export interface JoseHeader {
  readonly typ: string;
  readonly x5t?: string;
}

/**
 * The session's access to its signing keys; private keys never leave it. Key details are read from
 * sealed values; a key that can't be opened is `secret/damaged`. While there is a refusal, it
 * answers with that.
 */
export interface Signer {
  /**
   * Why signing and publishing are refused, or null: the file was rolled back or tampered with.
   * Waits until every protected row is verified, which takes seconds in a large file.
   */
  refusal(): Promise<AppError | null>;
  /**
   * The key that currently signs with this algorithm. Created on first use, exactly once even for
   * concurrent calls.
   *
   * @param algorithm defaults to RS256.
   * @param rsaLength bits of an RSA key that is created now; defaults to 2048.
   */
  currentKey(
    algorithm?: SigningAlgorithm,
    rsaLength?: RsaLength,
  ): Promise<Result<SigningKey, AppError>>;
  /** Whether the key still signs. Inside a transaction, the answer holds until its end. */
  isCurrent(id: SigningKeyId): boolean;
  /**
   * The keys that a gateway must know: current ones, next ones, and each previous one until the
   * last token that it signed has expired. In this order, newest first within each kind.
   */
  publishedKeys(): Promise<Result<readonly SigningKey[], AppError>>;
  /** Every key that exists or existed. */
  everyKey(): Promise<Result<readonly SigningKey[], AppError>>;
  /** Creates a key that will sign next. `signing-key/next-exists` if there already is one. */
  createNext(
    algorithm: SigningAlgorithm,
    rsaLength: RsaLength,
    certificate?: CertificateDraft,
  ): Promise<Result<SigningKey, AppError>>;
  /**
   * Imports a key (PKCS #8, PEM) as the one that will sign next.
   *
   * @param certificatePem of the same key; null generates one.
   * @returns also `signing-key/exists`, `signing-key/next-exists`.
   */
  importNext(
    algorithm: SigningAlgorithm,
    pkcs8: Secret,
    certificatePem: string | null,
  ): Promise<Result<SigningKey, AppError>>;
  /** Gives a key a new self-signed certificate. */
  renewCertificate(id: SigningKeyId, draft: CertificateDraft): Promise<Result<null, AppError>>;
  /** Sets a key's certificate; `signing-key/other-certificate` if it belongs to another key. */
  setCertificate(id: SigningKeyId, certificatePem: string): Promise<Result<null, AppError>>;
  /** A certificate signing request (RFC 2986) of a key, in PEM. */
  certificateRequest(
    id: SigningKeyId,
    subject: Omit<CertificateDraft, 'days'>,
  ): Promise<Result<string, AppError>>;
  /** The private key itself (PKCS #8, PEM): only for someone who has given the passphrase. */
  privateKey(id: SigningKeyId): Promise<Result<Secret, AppError>>;
  /** Signs a JWT's claims (RFC 7515 compact serialization). */
  sign(
    key: SigningKey,
    header: JoseHeader,
    claims: Readonly<Record<string, unknown>>,
  ): Promise<Result<Secret, AppError>>;
}
