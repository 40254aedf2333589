import { ok } from '../../../shared/result.ts';
import type { SomeHandlers } from '../../base/context/context.ts';
import { exportActivity } from './export.ts';
import { listActivity } from './repository.ts';

export const activityHandlers = {
  'activity:list': ({ db }, query) => {
    const entries = listActivity(db, { ...query, limit: query.limit + 1 });
    return ok({ entries: entries.slice(0, query.limit), more: entries.length > query.limit });
  },

  'activity:verify': async ({ activity }) => ok(await activity.verify()),

  'activity:export': exportActivity,
} satisfies SomeHandlers;
