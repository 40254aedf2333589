import { reminderListSchema, reminderQuerySchema } from '../domain/reminder.ts';

/** The calls about what expires soon. */
export const reminderContract = {
  /** What expires from now on until then, soonest first, and how much of each kind. */
  'reminders:list': {
    input: reminderQuerySchema,
    output: reminderListSchema,
    reads: ['tokens', 'keys', 'secrets', 'applications', 'gateway'],
  },
} as const;
