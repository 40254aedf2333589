import type Database from 'better-sqlite3';

/** Shared between threads: other than 0 stops the query that looks at it. */
export type StopFlag = Int32Array<SharedArrayBuffer>;

/** A query was stopped from outside; its rows don't matter any more. */
export class Stopped extends Error {
  constructor() {
    super('stopped');
  }
}

export function newStopFlag(): StopFlag {
  return new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
}

/**
 * Gives SQL the function `running()`, which is 1 until the flag is set and throws from then on:
 * nothing else interrupts a query. It has to be the first condition of a statement that can look at
 * many rows before it finds one, so that it is called for each of them.
 */
export function addRunning(db: Database.Database, flag: StopFlag | null): void {
  db.function('running', { directOnly: true }, () => {
    if (flag !== null && Atomics.load(flag, 0) !== 0) throw new Stopped();
    return 1;
  });
}
