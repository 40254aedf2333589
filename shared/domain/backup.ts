import { z } from 'zod';
import { appErrorSchema } from '../errors.ts';
import { typedSecretSchema } from './passphrase.ts';
import { workspaceContentsSchema } from './workspace.ts';

/** Why a backup was made; it is part of the file's name. */
export const backupReasons = ['daily', 'manual', 'key-change', 'restore', 'update'] as const;
export type BackupReason = (typeof backupReasons)[number];

export const backupSchema = z.object({
  file: z.string(),
  at: z.number(),
  reason: z.enum(backupReasons),
  bytes: z.number(),
  /** In the data directory, or in the second folder. */
  place: z.enum(['home', 'folder']),
});
export type Backup = z.infer<typeof backupSchema>;

export const madeBackupSchema = z.object({
  file: z.string(),
  at: z.number(),
  bytes: z.number(),
  /** Why it wasn't copied to the second folder. */
  folderError: appErrorSchema.nullable(),
});
export type MadeBackup = z.infer<typeof madeBackupSchema>;

/** How the last attempt ended. */
const lastSchema = z.object({
  succeededAt: z.number().nullable(),
  /** Why the newest attempt failed; null if it did not. */
  error: appErrorSchema.nullable(),
});

/** One problem in a workspace, as described by the check that found it. */
export const findingSchema = z.object({
  /**
   * `database`: a page or an index, in SQLite's words. `sealed`: a secret that can't be decrypted.
   * `rows`: rows of a table whose values can't be shown. `seal`: rows that were rolled back.
   * `activity`: the log, from this entry on. `keys`: the key slots.
   */
  kind: z.enum(['database', 'sealed', 'rows', 'seal', 'activity', 'keys']),
  what: z.string(),
  /** How many, for `rows`. */
  count: z.number().optional(),
});
export type Finding = z.infer<typeof findingSchema>;

const changeSchema = z.object({ added: z.number(), removed: z.number() });

/** What restoring would change. */
export const backupDifferencesSchema = z.object({
  applications: changeSchema,
  apis: changeSchema,
  tokens: changeSchema,
  revocations: changeSchema,
  /** When the current workspace was last written to. */
  newestHere: z.number().nullable(),
});
export type BackupDifferences = z.infer<typeof backupDifferencesSchema>;

export const backupCheckSchema = z.object({
  /** Empty for an intact backup. */
  findings: z.array(findingSchema),
  owner: z.string().nullable(),
  contents: workspaceContentsSchema.nullable(),
  /** When the newest entry of its log was written. */
  newest: z.number().nullable(),
  /** Null if the current workspace can't be read. */
  differences: backupDifferencesSchema.nullable(),
});
export type BackupCheck = z.infer<typeof backupCheckSchema>;

export const workspaceCheckSchema = z.object({
  at: z.number(),
  /** Empty for an intact workspace. */
  findings: z.array(findingSchema),
});
export type WorkspaceCheck = z.infer<typeof workspaceCheckSchema>;

export const backupsSchema = lastSchema.extend({
  /** The newest first. */
  backups: z.array(backupSchema),
  /** The second folder, if a person has chosen one. */
  folder: lastSchema.extend({ path: z.string() }).nullable(),
  /** What the last integrity check of the workspace found. */
  lastCheck: workspaceCheckSchema.nullable(),
});
export type Backups = z.infer<typeof backupsSchema>;

/** A backup from the list, or null for the file that comes with the call. */
export const backupRefSchema = z.strictObject({
  file: z.string().nullable(),
  /** The passphrase or recovery code that was valid when the backup was made. */
  passphrase: typedSecretSchema,
});
