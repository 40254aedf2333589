import { tokenState } from '../../shared/domain/token.ts';
import { appError } from '../../shared/errors.ts';
import { err, ok } from '../../shared/result.ts';
import { logActivity } from '../activity/repository.ts';
import type { FeatureHandlers } from '../core/context.ts';
import { inTransaction } from '../database/database.ts';
import { exportTokens } from '../export/export-tokens.ts';
import { findKeys } from '../keys/repository.ts';
import { readSettings } from '../settings/repository.ts';
import { issueToken } from './issue.ts';
import { findCurrentToken, listTokens, revokeToken } from './repository.ts';
import { theToken, tokenSubject } from './rules.ts';

export const tokenHandlers: FeatureHandlers<'token'> = {
  'token:list': ({ db, now }, query) => {
    const tokens = listTokens(db, { ...query, limit: query.limit + 1 }, now());
    return ok({ tokens: tokens.slice(0, query.limit), more: tokens.length > query.limit });
  },

  /**
   * The old token is revoked, or left alive if Settings say so, and the new one takes its place:
   * both or neither.
   */
  'token:regenerate': async (context, { replaces, ...request }) => {
    const { db, now } = context;
    const keys = findKeys(db, request.applicationId, request.keyType);
    if (keys === undefined) return err(appError('keys/none'));
    return issueToken(context, request, keys, () => {
      const old = findCurrentToken(db, keys.id);
      if (old === undefined || old.id !== replaces) return err(appError('token/not-current'));
      const revokes = !readSettings(db).keepOldToken && tokenState(old, now()) === 'active';
      if (revokes) revokeToken(db, old.id, now());
      logActivity(db, {
        at: now(),
        kind: 'token/regenerated',
        subject: tokenSubject(old),
        detail: { replaces: old.id, validitySeconds: request.validitySeconds },
      });
      return ok(null);
    });
  },

  'token:revoke': ({ db, now }, { id }) =>
    inTransaction(db, () => {
      const token = theToken(db, id);
      if (!token.ok) return token;
      if (token.value.revokedAt !== null) return err(appError('token/revoked'));
      revokeToken(db, id, now());
      logActivity(db, {
        at: now(),
        kind: 'token/revoked',
        subject: tokenSubject(token.value),
        detail: { token: id },
      });
      return theToken(db, id);
    }),

  'token:export': exportTokens,
};
