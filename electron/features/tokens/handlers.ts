import { appError } from '../../../shared/errors.ts';
import { err, ok } from '../../../shared/result.ts';
import type { FeatureHandlers } from '../../base/context/context.ts';
import { inTransaction } from '../../base/database/database.ts';
import { logActivity } from '../activity/repository.ts';
import { exportTokens } from '../export/export-tokens.ts';
import { issueToken } from '../issuing/issue.ts';
import { findKeys } from '../keys/repository.ts';
import { readSettings } from '../settings/repository.ts';
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
      // Even one that is past its end: the clock may be ahead, and a gateway still accept it.
      const revokes = !readSettings(db).keepOldToken && old.revokedAt === null;
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

  'token:revoke': ({ db, now }, { ids }) =>
    inTransaction(db, () => {
      const at = now();
      for (const id of new Set(ids)) {
        const found = theToken(db, id);
        if (!found.ok) return found;
        const { applicationName, revokedAt } = found.value;
        if (revokedAt !== null) {
          return err(appError('token/revoked', { detail: { application: applicationName } }));
        }
        revokeToken(db, id, at);
        logActivity(db, {
          at,
          kind: 'token/revoked',
          subject: tokenSubject(found.value),
          detail: { token: id },
        });
      }
      return ok(null);
    }),

  'token:export': exportTokens,
};
