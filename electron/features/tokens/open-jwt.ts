import type { TokenId } from '../../../shared/domain/ids.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, type Result } from '../../../shared/result.ts';
import type { WriteContext } from '../../base/context/context.ts';
import type { Secret } from '../../base/crypto/secret.ts';
import { findSealedJwt } from './repository.ts';
import { accessTokenPlace } from './rules.ts';

/** @returns a token's JWT, or `token/forgotten`, `secret/damaged`. */
export function openJwt(
  { db, cipher }: Pick<WriteContext, 'db' | 'cipher'>,
  id: TokenId,
): Result<Secret, AppError> {
  const sealed = findSealedJwt(db, id);
  if (sealed === undefined) return err(appError('token/forgotten'));
  return cipher.open(accessTokenPlace(id), sealed);
}
