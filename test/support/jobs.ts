import type { JobInfo, JobKind, JobProgress } from '../../shared/domain/job.ts';
import { jobIdSchema } from '../../shared/domain/job.ts';

export const jobId = jobIdSchema.parse('5f0c0f3e-7d3c-4b6e-9a2e-0c6a4a1f3b11');

/** A job as the program reports it. */
export function runningJob(kind: JobKind, progress: JobProgress): JobInfo {
  return { id: jobId, kind, state: 'running', progress, error: null };
}
