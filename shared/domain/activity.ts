import { z } from 'zod';
import { unlockMethods } from './workspace.ts';

/** The kinds of entries in the activity log. */
export const activityKinds = [
  'workspace/created',
  'workspace/signed-in',
  'workspace/locked',
  'workspace/passphrase-changed',
  'workspace/recovery-code-made',
  'workspace/file-accepted',
  'workspace/keyring-changed',
  'workspace/method-added',
  'workspace/method-renamed',
  'workspace/method-removed',
  'workspace/recovery-code-kept',
  'workspace/key-rotated',
  'workspace/moved',
  'workspace/copied',
  'workspace/restored',
  'workspace/salvaged',
  'workspace/merged',
  'backup/created',
  'backup/folder-changed',
  'application/created',
  'application/updated',
  'application/deleted',
  'api/created',
  'api/updated',
  'api/deleted',
  'api/imported',
  'subscription/created',
  'subscription/plan-changed',
  'subscription/state-changed',
  'subscription/deleted',
  'business-plan/created',
  'business-plan/updated',
  'business-plan/deleted',
  'quota/created',
  'quota/updated',
  'quota/deleted',
  'scope/updated',
  'keys/generated',
  'keys/removed',
  'keys/updated',
  'keys/not-before',
  'consumer-secret/added',
  'consumer-secret/revoked',
  'token/regenerated',
  'token/revoked',
  'token/exported',
  'token/forgotten',
  'token/purged',
  'bulk/issued',
  'bulk/revoked',
  'export/decrypted',
  'reminders/exported',
  'secret/revealed',
  'secret/copied',
  'secret/limited',
  'gateway/exported',
  'issuer/published',
  'handover/written',
  'handover/read',
  'renewal/added',
  'renewal/removed',
  'client/allowed',
  'client/refused',
  'signing-key/created',
  'signing-key/rotated',
  'signing-key/retired',
  'signing-key/deleted',
  'signing-key/imported',
  'signing-key/certificate-changed',
  'signing-key/exported',
  'settings/changed',
  'activity/exported',
  'bin/restored',
  'bin/purged',
] as const;

export type ActivityKind = (typeof activityKinds)[number];

export const activityEntrySchema = z.object({
  id: z.number(),
  at: z.number(),
  kind: z.enum(activityKinds),
  /** What was changed, by its name at that time: "Petshop, Production". */
  subject: z.string(),
  /** Further details, never a secret. */
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The unlock method of the person who did it: its name at that time, and its kind. */
  byName: z.string(),
  byMethod: z.enum(unlockMethods),
});

export type ActivityEntry = z.infer<typeof activityEntrySchema>;

/** Whether the log is unaltered: each entry is chained to the one before it. */
export const activityVerdictSchema = z.object({
  /** How many entries were found to be unaltered, now or by an earlier check. */
  entries: z.number(),
  /** How many entries this check has read. */
  read: z.number(),
  /**
   * When every entry was last checked, in milliseconds since the epoch, if this check read only
   * the entries after the last one; null if it read all of them.
   */
  everyAt: z.number().nullable(),
  /** The first entry that was edited, or that follows a missing one; null if the log is intact. */
  brokenAt: z.number().nullable(),
});

export type ActivityVerdict = z.infer<typeof activityVerdictSchema>;
