import { z } from 'zod';
import { backupsSchema, madeBackupSchema } from '../domain/backup.ts';

const nothing = z.strictObject({});
const done = z.null();

/** The calls about backups, answered whether a workspace is open or not. */
export const backupContract = {
  'backup:list': { input: nothing, output: backupsSchema, reads: ['backups', 'workspace'] },
  'backup:create': { input: nothing, output: madeBackupSchema, changes: ['backups', 'activity'] },
  /** Asks for the second folder; false when the person closed the dialog. */
  'backup:choose-folder': {
    input: nothing,
    output: z.boolean(),
    changes: ['backups', 'activity'],
  },
  /** Backups are no longer copied there; those that are there stay. */
  'backup:forget-folder': { input: nothing, output: done, changes: ['backups', 'activity'] },
} as const;
