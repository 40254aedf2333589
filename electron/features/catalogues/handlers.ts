import { err, ok } from '../../../shared/result.ts';
import type { SomeHandlers } from '../../base/context/context.ts';
import { inTransaction } from '../../base/database/database.ts';
import { listScopes, updateScope } from './scopes.ts';
import { usersOf } from './users.ts';

export const catalogueHandlers = {
  'catalogue:users': ({ db }, used) => ok(usersOf(db, used)),

  'scope:list': ({ db }, page) => {
    const scopes = listScopes(db, { ...page, limit: page.limit + 1 });
    return ok({ scopes: scopes.slice(0, page.limit), more: scopes.length > page.limit });
  },

  'scope:update': ({ db, activity, now }, { before, ...scope }) =>
    inTransaction(db, () => {
      const updated = updateScope(db, before, scope, now());
      if (!updated.ok) return err(updated.error);
      const apis = updated.value;
      const detail = { apis, ...(before !== scope.name && { before }) };
      activity.record({ kind: 'scope/updated', subject: scope.name, detail });
      return ok({ apis });
    }),
} satisfies SomeHandlers;
