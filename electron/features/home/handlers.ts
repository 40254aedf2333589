import { ok } from '../../../shared/result.ts';
import type { SomeHandlers } from '../../base/context/context.ts';
import { countExpiries, countMonth } from './expiries.ts';
import { recentTokens } from './recent.ts';
import { soonest, staleTokens } from './tokens.ts';

export const homeHandlers = {
  'home:get': ({ db, now }, { monthFrom }) => {
    const at = now();
    return ok({
      at,
      ...countExpiries(db, at),
      soon: soonest(db, at),
      ...staleTokens(db, at),
      recent: recentTokens(db),
      month: countMonth(db, monthFrom, at),
    });
  },
} satisfies SomeHandlers;
