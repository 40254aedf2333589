import type { JobId, JobKind, JobProgress, JobResult } from '../../../shared/domain/job.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';

/** A job ended early because its signal said so. */
export interface Cancelled<T> {
  /** What a cancelled writing job had done. */
  readonly doneSoFar: T | null;
}

/** What a job gives in the end. */
export type Ending<T> = Result<T, AppError> | Cancelled<T>;

/** What a part of a job gives that only reads. */
export type ReadEnding<T> = Result<T, AppError> | Cancelled<never>;

/** A job's steps: other calls are answered between two of them. */
export type Steps<T> = AsyncGenerator<JobProgress, T, void>;

/**
 * What a job does. After each `yield` it looks at its signal. A job that writes commits each step by
 * itself and says what is done, so that the same call goes on where it was cancelled.
 */
export type Work<K extends JobKind> = (signal: AbortSignal) => Steps<Ending<JobResult<K>>>;

export interface StartedJob<K extends JobKind> {
  readonly id: JobId;
  /** What it gave; `call/cancelled` if it was. Rejects with what it threw. */
  readonly done: Promise<Result<JobResult<K>, AppError>>;
  cancel(): void;
}

/** The work of a session that takes its time. */
export interface Jobs {
  start<K extends JobKind>(kind: K, work: Work<K>): StartedJob<K>;
}

/** Of a job that only reads. */
export const gaveUp: Cancelled<never> = { doneSoFar: null };

export function isDone<T>(
  ending: ReadEnding<T>,
): ending is { readonly ok: true; readonly value: T } {
  return 'ok' in ending && ending.ok;
}
