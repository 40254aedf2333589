import { z } from 'zod';
import { applicationIdSchema, keysIdSchema } from './ids.ts';
import { keyTypes } from './token.ts';

/** What expires: the current access token of keys, a consumer secret, a signing key's certificate. */
export const reminderKinds = ['token', 'consumer-secret', 'certificate'] as const;

/** Something that expires soon. Times are milliseconds since the epoch. */
export const reminderSchema = z.object({
  kind: z.enum(reminderKinds),
  /** Of the token, the consumer secret or the signing key. */
  id: z.uuid(),
  /** Whose it is; null for a certificate. */
  owner: z
    .object({
      applicationId: applicationIdSchema,
      applicationName: z.string(),
      keyType: z.enum(keyTypes),
      keysId: keysIdSchema,
    })
    .nullable(),
  /** A secret's note, or a certificate's kid; '' for a token. */
  name: z.string(),
  /** When it was issued, created or became valid. */
  startsAt: z.number(),
  expiresAt: z.number(),
  /** Whether it is time to renew it, relative to its lifetime: `expiryNoticeSpan`. */
  isDue: z.boolean(),
});
export type Reminder = z.infer<typeof reminderSchema>;

export const reminderQuerySchema = z.strictObject({
  /** Only what expires by then, in milliseconds since the epoch. */
  until: z.int().min(0),
  limit: z.number().int().min(1).max(500).default(100),
});

/** What expires soon, soonest first. */
export const reminderListSchema = z.object({
  reminders: z.array(reminderSchema).readonly(),
  /** How many there are until then, at most {@link MOST_REMINDERS} of a kind. */
  counts: z.record(z.enum(reminderKinds), z.number()),
});
export type ReminderList = z.infer<typeof reminderListSchema>;

/** Counting stops here. */
export const MOST_REMINDERS = 10_001;
