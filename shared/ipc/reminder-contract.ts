import { z } from 'zod';
import { reminderListSchema, reminderQuerySchema } from '../domain/reminder.ts';
import { savedFileSchema } from '../domain/token-export.ts';

/** The calls about what expires soon. */
export const reminderContract = {
  /** What expires from now on until then, soonest first, and how much of each kind. */
  'reminders:list': {
    input: reminderQuerySchema,
    output: reminderListSchema,
    reads: ['tokens', 'keys', 'secrets', 'applications', 'gateway'],
  },
  /** The same as a calendar file (iCalendar, RFC 5545); null when the dialog was closed. */
  'reminders:export': {
    elsewhere: true,
    input: z.strictObject({
      /** Only what expires within so many days from now. */
      days: z.number().int().min(1).max(3660),
    }),
    output: savedFileSchema,
    changes: ['activity'],
  },
} as const;
