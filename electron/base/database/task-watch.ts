import type { JobProgress } from '../../../shared/domain/job.ts';
import { Stopped } from './stop-flag.ts';

/**
 * The progress of a thread whose work keeps it from answering, and whether it must stop. Shared
 * between threads.
 */
export type TaskWatch = Int32Array<SharedArrayBuffer>;

const DONE = 0;
const TOTAL = 1;
const STOP = 2;

export function newTaskWatch(): TaskWatch {
  return new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));
}

/** Reports progress. Throws `Stopped` once the result is no longer wanted. */
export function atStep(
  watch: TaskWatch,
  { done, total }: Pick<JobProgress, 'done' | 'total'>,
): void {
  if (Atomics.load(watch, STOP) !== 0) throw new Stopped();
  Atomics.store(watch, DONE, done);
  Atomics.store(watch, TOTAL, total ?? 0);
}

export function progressOf(watch: TaskWatch): JobProgress {
  const total = Atomics.load(watch, TOTAL);
  return { done: Atomics.load(watch, DONE), total: total === 0 ? null : total };
}

export function stopTask(watch: TaskWatch): void {
  Atomics.store(watch, STOP, 1);
}
