import { ok } from '../../../shared/result.ts';
import type { FeatureHandlers } from '../../base/context/context.ts';
import { verifyChain } from './chain.ts';
import { exportActivity } from './export.ts';
import { listActivity } from './repository.ts';

export const activityHandlers: FeatureHandlers<'activity'> = {
  'activity:list': ({ db }, query) => {
    const entries = listActivity(db, { ...query, limit: query.limit + 1 });
    return ok({ entries: entries.slice(0, query.limit), more: entries.length > query.limit });
  },

  'activity:verify': async ({ db }) => ok(await verifyChain(db)),

  'activity:export': exportActivity,
};
