import type { JobProgress } from '../../../shared/domain/job.ts';
import type { Steps } from './jobs.ts';

/** Makes a job's steps of work that reports its progress by a callback. */
export async function* withProgress<T>(
  work: (report: (progress: JobProgress) => void) => Promise<T>,
): Steps<T> {
  let latest: JobProgress | null = null;
  let wake: (() => void) | null = null;
  let isOver = false;
  const working = work((progress) => {
    latest = progress;
    wake?.();
  }).finally(() => {
    isOver = true;
    wake?.();
  });
  // Whoever awaits the result below is told of a failure.
  working.catch(() => undefined);
  for (;;) {
    const progress = latest as JobProgress | null;
    latest = null;
    if (progress !== null) yield progress;
    else if (isOver) return working;
    else
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
  }
}
