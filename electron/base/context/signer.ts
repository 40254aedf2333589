import type { SigningKey } from '../../../shared/domain/signing-key.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import type { Secret } from '../crypto/secret.ts';

/** A protected header without `alg` and `kid`, which are the key's (RFC 7515 section 4.1). */
export interface JoseHeader {
  readonly typ: string;
  readonly x5t?: string;
}

/** The session's hold on its signing keys: private keys never leave it. */
export interface Signer {
  /** The key that signs now; created on first use, once, however many ask at the same time. */
  currentKey(): Promise<SigningKey>;
  /**
   * Signs a JWT's claims (RFC 7515 compact serialization).
   *
   * @returns the compact JWT, or `secret/damaged` when the private key can't be opened.
   */
  sign(
    key: SigningKey,
    header: JoseHeader,
    claims: Readonly<Record<string, unknown>>,
  ): Promise<Result<Secret, AppError>>;
}
