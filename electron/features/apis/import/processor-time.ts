import type { Worker } from 'node:worker_threads';

/** Milliseconds between two checks of the thread's CPU time. */
const LOOK_MS = 250;
/** A stuck thread uses no CPU time: this multiple of its limit, in wall-clock time, stops it. */
const STUCK = 40;

/**
 * Calls `late` once the thread has used `limitMs` of CPU time, however busy the machine is.
 * @returns a function that stops watching.
 */
export function processorTime(worker: Worker, limitMs: number, late: () => void): () => void {
  let isWatching = true;
  let start: number | undefined;
  const stuck = setTimeout(late, limitMs * STUCK);
  const timer = setInterval(() => void look(), LOOK_MS);
  void look();

  async function look(): Promise<void> {
    const used = await usedBy(worker);
    if (!isWatching || used === undefined) return;
    start ??= used;
    if (used - start > limitMs) late();
  }

  return () => {
    isWatching = false;
    clearTimeout(stuck);
    clearInterval(timer);
  };
}

/** CPU milliseconds; undefined for a thread that has ended, which is reported elsewhere. */
async function usedBy(worker: Worker): Promise<number | undefined> {
  try {
    const { user, system } = await worker.cpuUsage();
    return (user + system) / 1_000;
  } catch {
    return undefined;
  }
}
