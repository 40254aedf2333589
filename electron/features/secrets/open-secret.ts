import type { SecretRef } from '../../../shared/domain/secret.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { WriteContext } from '../../base/context/context.ts';
import { Secret } from '../../base/crypto/secret.ts';
import { consumerSecretPlace } from '../keys/consumer-keys.ts';
import { findConsumerSecret, findKeysById, findSealedSecret } from '../keys/repository.ts';
import { openJwt } from '../tokens/open-jwt.ts';
import { findToken } from '../tokens/repository.ts';
import { tokenSubject } from '../tokens/rules.ts';

export interface OpenedSecret {
  readonly secret: Secret;
  /** Its owner, for the log. */
  readonly subject: string;
  /** For a consumer secret, its id. */
  readonly consumerSecretId?: string;
}

/** @returns the secret, or `missing/keys`, `missing/token`, `secret/damaged`. */
export function openSecret(
  { db, cipher, now }: Pick<WriteContext, 'db' | 'cipher' | 'now'>,
  ref: SecretRef,
): Result<OpenedSecret, AppError> {
  if (ref.kind === 'access-token') {
    const token = findToken(db, ref.id);
    if (token === undefined) return err(appError('missing/token'));
    const opened = openJwt({ db, cipher }, ref.id);
    return opened.ok ? ok({ secret: opened.value, subject: tokenSubject(token) }) : opened;
  }
  const keys = findKeysById(db, ref.id);
  if (keys === undefined) return err(appError('missing/keys'));
  const subject = tokenSubject(keys);
  if (ref.kind === 'consumer-key') return ok({ secret: new Secret(keys.consumerKey), subject });
  const found =
    ref.secretId === undefined
      ? findConsumerSecret(db, ref.id, now())
      : findSealedSecret(db, ref.id, ref.secretId);
  if (found === undefined) {
    return err(appError(ref.secretId === undefined ? 'keys/no-secret' : 'missing/consumer-secret'));
  }
  const opened = cipher.open(consumerSecretPlace(found.id), found.sealed);
  return opened.ok ? ok({ secret: opened.value, subject, consumerSecretId: found.id }) : opened;
}
