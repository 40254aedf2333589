import { ok } from '../../../shared/result.ts';
import type { SomeHandlers } from '../../base/context/context.ts';
import { collectReminders } from './collect.ts';

export const reminderHandlers = {
  'reminders:list': async ({ db, now, everyKey }, { until, limit }) => {
    const keys = await everyKey();
    if (!keys.ok) return keys;
    return ok(collectReminders(db, keys.value, { now: now(), until }, limit));
  },
} satisfies SomeHandlers;
