import type { JobId, JobKind, JobProgress, JobResult } from '../../../shared/domain/job.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';

/** A job that ended early because its signal was aborted. */
export interface Cancelled<T> {
  /** What a cancelled writing job had done by then. */
  readonly doneSoFar: T | null;
}

/** How a job ends. */
export type Ending<T> = Result<T, AppError> | Cancelled<T>;

/** How a read-only part of a job ends. */
export type ReadEnding<T> = Result<T, AppError> | Cancelled<never>;

/** A job's steps: other calls are answered between them. */
export type Steps<T> = AsyncGenerator<JobProgress, T, void>;

/**
 * What a job does. It checks its signal after each `yield`. A job that writes commits each step and
 * reports what is done, so that the same call continues where it was cancelled.
 */
export type Work<K extends JobKind> = (signal: AbortSignal) => Steps<Ending<JobResult<K>>>;

export interface StartedJob<K extends JobKind> {
  readonly id: JobId;
  /** Its result; `call/cancelled` if it was cancelled. Rejects with what the work threw. */
  readonly done: Promise<Result<JobResult<K>, AppError>>;
  cancel(): void;
}

/** A session's long-running work. */
export interface Jobs {
  start<K extends JobKind>(kind: K, work: Work<K>): StartedJob<K>;
}

/** The ending of a cancelled job that only reads. */
export const gaveUp: Cancelled<never> = { doneSoFar: null };

export function isDone<T>(
  ending: ReadEnding<T>,
): ending is { readonly ok: true; readonly value: T } {
  return 'ok' in ending && ending.ok;
}
