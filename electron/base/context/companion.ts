import type { RunTask } from '../database/file-task.ts';
import type { Jobs } from './jobs.ts';

/** Work that the core runs beside an open workspace and stops with it. */
export interface Companion {
  readonly jobs: Jobs;
  readonly run: RunTask;
  /** Whether `run` uses another process, so that nothing else waits for it. */
  readonly isBeside: boolean;
  /** Stops everything. Resolves once none of it has the file open. */
  stop(): Promise<void>;
}
