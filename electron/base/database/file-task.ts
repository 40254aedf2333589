import type { ActivityEntry } from '../../../shared/domain/activity.ts';
import type { JobProgress } from '../../../shared/domain/job.ts';
import type { MergeReport } from '../../../shared/domain/merge.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import type { Key } from '../crypto/key.ts';
import type { WorkspaceId } from './file-header.ts';

/** Rewrites a workspace under a new data key, as a separate file. */
export interface RotateTask {
  readonly temporary: string;
  readonly id: WorkspaceId;
  /** The slots of the new key, written to the end of the new file. */
  readonly trailer: Uint8Array;
}

/** Writes the workspace as it is after merging a copy, as a separate file. */
export interface MergeTask {
  /** The other copy, which nobody has open. */
  readonly copy: string;
  readonly temporary: string;
  /** Written to the end of the new file. */
  readonly trailer: Uint8Array;
  /** How the activity log names the copy. */
  readonly subject: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly by: Pick<ActivityEntry, 'byName' | 'byMethod'>;
}

/** Work on a whole file, which only ending its process can interrupt. */
export type FileTask =
  | {
      readonly kind: 'save-copy';
      readonly target: string;
      /** Its name until it is complete, in the same folder. */
      readonly temporary: string;
      /** Written to the end of the copy. */
      readonly trailer: Uint8Array;
    }
  | ({ readonly kind: 'rotate' } & RotateTask)
  | ({ readonly kind: 'merge' } & MergeTask)
  /** What merging this copy would change; `merge/altered` if its rows don't match its seal. */
  | { readonly kind: 'preview-merge'; readonly copy: string }
  | {
      readonly kind: 'copy-file';
      readonly from: string;
      readonly to: string;
      readonly temporary: string;
    }
  /** SQLite's own check of these tables and their indexes. */
  | { readonly kind: 'check-tables'; readonly tables: readonly string[] }
  /** Looks for rows whose values can't be shown. */
  | { readonly kind: 'check-rows' }
  /** Reads all protected rows; `seal/altered` if they don't match the seal. */
  | { readonly kind: 'prove-seal' };

/** What each kind of task returns. */
export interface TaskResults {
  readonly 'save-copy': null;
  readonly rotate: null;
  readonly merge: MergeReport;
  readonly 'preview-merge': MergeReport;
  readonly 'copy-file': null;
  /** What is wrong, in SQLite's words. */
  readonly 'check-tables': readonly string[];
  /** How many there are, by their table. */
  readonly 'check-rows': readonly { readonly table: string; readonly count: number }[];
  readonly 'prove-seal': null;
}

export type TaskAnswer<T extends FileTask> = Result<TaskResults[T['kind']], AppError>;

export interface TaskOptions {
  /** The new data key of a rotation, or that of the copy to merge; the caller wipes it. */
  readonly to?: Key;
  /** Ends the task at once. */
  readonly signal?: AbortSignal;
  /** Called during the task; only from another process can it be answered meanwhile. */
  readonly onProgress?: (progress: JobProgress) => void;
}

/**
 * Runs a task on the open workspace. Never rejects. No temporary file is left.
 *
 * @returns `workspace/locked` if the workspace was closed meanwhile, `call/cancelled`.
 */
export type RunTask = <T extends FileTask>(
  task: T,
  options?: TaskOptions,
) => Promise<TaskAnswer<T>>;

/** The same on any file, with its data key. */
export type RunOnFile = <T extends FileTask>(
  on: { readonly file: string; readonly key: Key },
  task: T,
  options?: TaskOptions,
) => Promise<TaskAnswer<T>>;
