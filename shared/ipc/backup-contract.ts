import { z } from 'zod';
import {
  backupCheckSchema,
  backupRefSchema,
  backupsSchema,
  madeBackupSchema,
  workspaceCheckSchema,
} from '../domain/backup.ts';
import { topics } from './events.ts';

const nothing = z.strictObject({});
const done = z.null();

/** The calls about backups, available whether or not a workspace is open. */
export const backupContract = {
  'backup:list': { input: nothing, output: backupsSchema, reads: ['backups', 'workspace'] },
  'backup:create': {
    elsewhere: true,
    input: nothing,
    output: madeBackupSchema,
    changes: ['backups', 'activity'],
  },
  /** Asks for the second folder; false when the person closed the dialog. */
  'backup:choose-folder': {
    elsewhere: true,
    input: nothing,
    output: z.boolean(),
    changes: ['backups', 'activity'],
  },
  /** Stops copying backups to the second folder; existing copies stay. */
  'backup:forget-folder': {
    elsewhere: true,
    input: nothing,
    output: done,
    changes: ['backups', 'activity'],
  },
  /** Asks for a backup's file; null when the person closed the dialog. */
  'backup:choose': {
    elsewhere: true,
    input: nothing,
    output: z.object({ file: z.string() }).nullable(),
  },
  /** Opens a backup and checks everything in it. */
  'backup:check': { elsewhere: true, input: backupRefSchema, output: backupCheckSchema },
  /** Replaces the workspace with a backup. The old file is kept under the returned name. */
  'backup:restore': {
    input: backupRefSchema,
    output: z.object({ aside: z.string().nullable() }),
    changes: topics,
  },
  /** Checks everything in the open workspace. */
  'backup:check-workspace': {
    elsewhere: true,
    input: nothing,
    output: workspaceCheckSchema,
    changes: ['backups'],
  },
} as const;
