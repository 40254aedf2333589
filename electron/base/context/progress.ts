import { setTimeout as wait } from 'node:timers/promises';
import type { JobProgress } from '../../../shared/domain/job.ts';
import type { Steps } from './jobs.ts';

/** Turns work that reports progress through a callback into a job's steps. */
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
  // The caller gets the failure from the result awaited below.
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

/** Milliseconds between two polls. */
const LOOK_MS = 100;

/** The same for work that can't call back but can be polled. */
export async function* watched<T>(working: Promise<T>, look: () => JobProgress): Steps<T> {
  let isOver = false;
  const over = working.then(
    () => undefined,
    () => undefined,
  );
  void over.then(() => {
    isOver = true;
  });
  for (;;) {
    await Promise.race([over, wait(LOOK_MS, undefined, { ref: false })]);
    if (isOver) return working;
    yield look();
  }
}
