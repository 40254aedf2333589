import type Database from 'better-sqlite3';

/** Shared between threads: any value but 0 stops the query that checks it. */
export type StopFlag = Int32Array<SharedArrayBuffer>;

/** A query was stopped from outside; its rows are no longer needed. */
export class Stopped extends Error {
  constructor() {
    super('stopped');
  }
}

export function newStopFlag(): StopFlag {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/**
 * Gives SQL the function `running()`, which returns 1 until the flag is set and throws afterwards:
 * nothing else interrupts a query. A statement that can examine many rows before it finds one must
 * have it as its first condition, so that it runs for each row.
 */
export function addRunning(db: Database.Database, flag: StopFlag | null): void {
  db.function('running', { directOnly: true }, () => {
    if (flag !== null && Atomics.load(flag, 0) !== 0) throw new Stopped();
    return 1;
  });
}
