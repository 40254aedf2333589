import type { RunTask } from '../database/reader-task.ts';
import type { Jobs } from './jobs.ts';

/** What the core runs beside an open workspace, and ends with it. */
export interface Companion {
  readonly jobs: Jobs;
  readonly run: RunTask;
  /** Stops whatever runs. Resolves once nothing of it has the file open any more. */
  stop(): Promise<void>;
}
