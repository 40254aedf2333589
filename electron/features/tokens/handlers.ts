import { appError } from '../../../shared/errors.ts';
import { err, ok } from '../../../shared/result.ts';
import type { SomeHandlers } from '../../base/context/context.ts';
import { inTransaction } from '../../base/database/database.ts';
import { listTokens } from './ledger.ts';
import { revokeToken } from './repository.ts';
import { theToken, tokenSubject } from './rules.ts';

export const tokenHandlers = {
  'token:list': ({ db, now }, query) => {
    const tokens = listTokens(db, { ...query, limit: query.limit + 1 }, now());
    return ok({ tokens: tokens.slice(0, query.limit), more: tokens.length > query.limit });
  },

  'token:revoke': ({ db, activity, now }, { ids }) =>
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
        activity.record({
          kind: 'token/revoked',
          subject: tokenSubject(found.value),
          detail: { token: id },
        });
      }
      return ok(null);
    }),
} satisfies SomeHandlers;
