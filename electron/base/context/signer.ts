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

/** A protected header without `alg` and `kid`, which are the key's (RFC 7515 section 4.1). */
export interface JoseHeader {
  readonly typ: string;
  readonly x5t?: string;
}

/**
 * The session's hold on its signing keys: private keys never leave it. What it tells of a key is
 * read from what is sealed; a key that can't be opened is `secret/damaged`. While there is a
 * refusal, that is what it answers.
 */
export interface Signer {
  /** Why nothing is to be signed or published, or null: the file was set back or tampered with. */
  refusal(): AppError | null;
  /**
   * The key that signs with this algorithm now; created on first use, once, however many ask at the
   * same time.
   *
   * @param algorithm RS256 if none is named.
   * @param rsaLength bits of an RSA key that is created now: 2048 if not named.
   */
  currentKey(
    algorithm?: SigningAlgorithm,
    rsaLength?: RsaLength,
  ): Promise<Result<SigningKey, AppError>>;
  /** Whether the key still signs. In a transaction it stays so until the end of it. */
  isCurrent(id: SigningKeyId): boolean;
  /**
   * The keys that a gateway must know: those that sign, those that will, and each previous one until
   * the last token that it signed has expired. In this order, of each kind the newest first.
   */
  publishedKeys(): Promise<Result<readonly SigningKey[], AppError>>;
  /** Every key that there is or was. */
  everyKey(): Promise<Result<readonly SigningKey[], AppError>>;
  /** Creates a key that will sign next. `signing-key/next-exists` where there is one. */
  createNext(
    algorithm: SigningAlgorithm,
    rsaLength: RsaLength,
    certificate?: CertificateDraft,
  ): Promise<Result<SigningKey, AppError>>;
  /**
   * Takes a key from elsewhere (PKCS #8, PEM) as the one that will sign next.
   *
   * @param certificatePem of the same key; null has one made.
   * @returns also `signing-key/exists`, `signing-key/next-exists`.
   */
  importNext(
    algorithm: SigningAlgorithm,
    pkcs8: Secret,
    certificatePem: string | null,
  ): Promise<Result<SigningKey, AppError>>;
  /** Gives a key another self-signed certificate. */
  renewCertificate(id: SigningKeyId, draft: CertificateDraft): Promise<Result<null, AppError>>;
  /** Gives a key this certificate; `signing-key/other-certificate` if it is of another key. */
  setCertificate(id: SigningKeyId, certificatePem: string): Promise<Result<null, AppError>>;
  /** A certificate signing request (RFC 2986) of a key, in PEM. */
  certificateRequest(
    id: SigningKeyId,
    subject: Omit<CertificateDraft, 'days'>,
  ): Promise<Result<string, AppError>>;
  /** The private key itself (PKCS #8, PEM): to be given only to who has shown the passphrase. */
  privateKey(id: SigningKeyId): Promise<Result<Secret, AppError>>;
  /** Signs a JWT's claims (RFC 7515 compact serialization). */
  sign(
    key: SigningKey,
    header: JoseHeader,
    claims: Readonly<Record<string, unknown>>,
  ): Promise<Result<Secret, AppError>>;
}
