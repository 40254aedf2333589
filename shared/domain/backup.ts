import { z } from 'zod';
import { appErrorSchema } from '../errors.ts';

/** Why a backup was made; it is part of the file's name. */
export const backupReasons = ['daily', 'manual', 'key-change', 'restore'] as const;
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
  /** Why it is not in the second folder, too. */
  folderError: appErrorSchema.nullable(),
});
export type MadeBackup = z.infer<typeof madeBackupSchema>;

/** How the last attempt ended. */
const lastSchema = z.object({
  succeededAt: z.number().nullable(),
  /** Why the newest attempt failed; null if it did not. */
  error: appErrorSchema.nullable(),
});

export const backupsSchema = lastSchema.extend({
  /** The newest first. */
  backups: z.array(backupSchema),
  /** The second folder, if a person has chosen one. */
  folder: lastSchema.extend({ path: z.string() }).nullable(),
});
export type Backups = z.infer<typeof backupsSchema>;
