import { z } from 'zod';
import { appErrorSchema } from '../errors.ts';
import { activityVerdictSchema } from './activity.ts';
import { exportedEachSchema } from './age-recipient.ts';
import { importReviewSchema } from './api-import.ts';
import { backupCheckSchema, madeBackupSchema, workspaceCheckSchema } from './backup.ts';
import { bulkIssueSchema } from './bulk.ts';
import { applicationIdSchema } from './ids.ts';
import { mergeReportSchema } from './merge.ts';
import { takeoverCountsSchema, takeoverReviewSchema } from './takeover.ts';
import { savedFileSchema } from './token-export.ts';

export const jobIdSchema = z.uuid().brand<'JobId'>();
export type JobId = z.infer<typeof jobIdSchema>;

const storedApisSchema = z.object({
  created: z.number(),
  updated: z.number(),
  unchanged: z.number(),
});
export type StoredApis = z.infer<typeof storedApisSchema>;

const changedApplicationsSchema = z.object({
  changed: z.number(),
  /** Which, to undo a deletion; empty if they are too many for that. */
  ids: z.array(applicationIdSchema),
});

const revokedTokensSchema = z.object({ revoked: z.number() });

/** The result of each kind of job. */
export const jobResults = {
  'api-read': importReviewSchema,
  'api-store': storedApisSchema,
  'activity-verify': activityVerdictSchema,
  'activity-export': savedFileSchema,
  'application-change': changedApplicationsSchema,
  'token-export': savedFileSchema,
  'token-export-each': exportedEachSchema,
  'token-revoke': revokedTokensSchema,
  /** How many, and where the archive is, if there is one. */
  'token-purge': z.object({ count: z.number(), path: z.string().nullable() }).nullable(),
  'takeover-preview': takeoverReviewSchema,
  takeover: takeoverCountsSchema,
  'bulk-prepare': bulkIssueSchema,
  'bulk-run': bulkIssueSchema,
  backup: madeBackupSchema,
  'backup-check': backupCheckSchema,
  'workspace-check': workspaceCheckSchema,
  'workspace-copy': z.object({ file: z.string() }),
  /** Excludes the recovery code: job results are kept and could be requested again. */
  'rotate-key': z.null(),
  /** Proves the backup and gives it today's key; it is put in place afterwards. */
  restore: z.null(),
  'merge-preview': mergeReportSchema,
  /** Writes the merged file; it is put in place afterwards. */
  merge: mergeReportSchema,
} as const;

export type JobKind = keyof typeof jobResults;
export const jobKinds = Object.keys(jobResults) as JobKind[];
export type JobResult<K extends JobKind> = z.output<(typeof jobResults)[K]>;

export const jobProgressSchema = z.object({
  done: z.number(),
  /** Null while unknown. */
  total: z.number().nullable(),
  /** What it is processing: a file's name. */
  at: z.string().optional(),
});
export type JobProgress = z.infer<typeof jobProgressSchema>;

/** A job without its result, which may be large. */
export const jobInfoSchema = z.object({
  id: jobIdSchema,
  kind: z.enum(jobKinds),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  progress: jobProgressSchema,
  /** Why it failed. */
  error: appErrorSchema.nullable(),
});
export type JobInfo = z.infer<typeof jobInfoSchema>;

const jobOf = <K extends JobKind>(kind: K) =>
  jobInfoSchema.extend({
    kind: z.literal(kind),
    /** For a cancelled job that writes: the work done until then. */
    result: jobResults[kind].nullable(),
  });

export const jobSchema = z.discriminatedUnion('kind', [
  jobOf('api-read'),
  jobOf('api-store'),
  jobOf('activity-verify'),
  jobOf('activity-export'),
  jobOf('application-change'),
  jobOf('token-export'),
  jobOf('token-export-each'),
  jobOf('token-revoke'),
  jobOf('token-purge'),
  jobOf('takeover-preview'),
  jobOf('takeover'),
  jobOf('bulk-prepare'),
  jobOf('bulk-run'),
  jobOf('backup'),
  jobOf('backup-check'),
  jobOf('workspace-check'),
  jobOf('workspace-copy'),
  jobOf('rotate-key'),
  jobOf('restore'),
  jobOf('merge-preview'),
  jobOf('merge'),
]);
export type Job = z.infer<typeof jobSchema>;
