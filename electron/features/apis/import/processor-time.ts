import type { Worker } from 'node:worker_threads';

/** Milliseconds between two looks at what the thread has used. */
const LOOK_MS = 250;
/** A thread that neither works nor answers is stuck: so many times its limit on the clock ends it. */
const STUCK = 40;

/**
 * Calls `late` once the thread has used so much of a processor. How busy the machine is makes no
 * difference. @returns what stops watching.
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

/** Milliseconds; undefined for a thread that has ended, which is reported elsewhere. */
async function usedBy(worker: Worker): Promise<number | undefined> {
  try {
    const { user, system } = await worker.cpuUsage();
    return (user + system) / 1_000;
  } catch {
    return undefined;
  }
}
