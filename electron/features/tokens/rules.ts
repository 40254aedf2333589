import type { TokenId } from '../../../shared/domain/ids.ts';
import type { TokenSummary } from '../../../shared/domain/token.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { ReadableDb } from '../../base/database/database.ts';
import { jwtCode } from './jwt-code.ts';
import { findToken } from './repository.ts';

/** The token, or `missing/token`. */
export function requireToken(db: ReadableDb, id: TokenId): Result<TokenSummary, AppError> {
  const token = findToken(db, id);
  return token === undefined ? err(appError('missing/token')) : ok(token);
}

export function accessTokenPlace(jti: TokenId) {
  return { kind: 'access-token', id: jti, code: jwtCode };
}

/** For the log, such as "Petshop, PRODUCTION". */
export function tokenSubject(token: {
  readonly applicationName: string;
  readonly keyType: string;
}): string {
  return `${token.applicationName}, ${token.keyType}`;
}
