import { ok } from '../../../shared/result.ts';
import type { SomeHandlers } from '../../base/context/context.ts';
import { gaveUp } from '../../base/context/jobs.ts';
import { exportActivity } from './export.ts';
import { listActivity } from './repository.ts';

export const activityHandlers = {
  'activity:list': ({ db }, query) => {
    const entries = listActivity(db, { ...query, limit: query.limit + 1 });
    return ok({ entries: entries.slice(0, query.limit), more: entries.length > query.limit });
  },

  'activity:verify': ({ activity, jobs }, { every = false }) =>
    jobs.start('activity-verify', async function* verify(signal) {
      const steps = activity.check(every ? 'every' : 'new');
      for (;;) {
        const step = steps.next();
        if (step.done === true) return ok(step.value);
        yield step.value;
        if (signal.aborted) return gaveUp;
      }
    }).done,

  'activity:export': exportActivity,
} satisfies SomeHandlers;
