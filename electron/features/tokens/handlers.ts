import { ok } from '../../../shared/result.ts';
import type { SomeHandlers } from '../../base/context/context.ts';
import { countTokens } from './ledger.ts';
import { listTokens } from './list-tokens.ts';
import { revokeFound, revokeTokens } from './revoke.ts';

export const tokenHandlers = {
  'token:list': ({ db, now }, query) => {
    const at = now();
    const tokens = listTokens(db, { ...query, limit: query.limit + 1 }, at);
    return ok({ tokens: tokens.slice(0, query.limit), more: tokens.length > query.limit });
  },

  'token:count': ({ db, now }, { asker: _asker, ...filter }) => ok(countTokens(db, filter, now())),

  'token:revoke': (context, selection) =>
    context.jobs.start('token-revoke', (signal) =>
      'ids' in selection
        ? revokeTokens(context, [...new Set(selection.ids)], signal)
        : revokeFound(context, selection.filter, signal),
    ).done,
} satisfies SomeHandlers;
