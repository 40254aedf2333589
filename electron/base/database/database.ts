import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { Result } from '../../../shared/result.ts';

/**
 * Functions that only read take a `ReadableDb`, functions that write a `WritableDb`, so a list
 * handler that writes by mistake doesn't compile.
 */
export type ReadableDb = Pick<Database.Database, 'prepare' | 'open' | 'close' | 'readonly'> & {
  readonly readable: true;
};
export type WritableDb = ReadableDb &
  Pick<Database.Database, 'transaction' | 'exec' | 'pragma' | 'inTransaction'> & {
    readonly writable: true;
  };

/** A value that can be bound to a statement. */
export type Bound = string | number | bigint | null | Uint8Array;
export type Row = Readonly<Record<string, unknown>>;

const prepared = new WeakMap<ReadableDb, Map<string, Database.Statement<Bound[]>>>();

/** Watches a database's file while it is open: see file-guard.ts. */
export interface WriteGuard {
  /** Throws if we may no longer write the file. */
  beforeWrite(): void;
  /** Runs a checkpoint if it is due. @returns whether it was. */
  afterCommit(): boolean;
  /** Runs a log write, which may use the space reserved for the log. */
  fromReserve<T>(write: () => T): T;
  /** Runs a checkpoint, which changes the file. */
  checkpoint<T>(work: () => T): T;
}

const guards = new WeakMap<ReadableDb, WriteGuard>();

/** From now on, every write and checkpoint of `db` goes through `guard`. */
export function guardWrites(db: WritableDb, guard: WriteGuard): void {
  guards.set(db, guard);
}

/** Does a write that the log needs, even on a full disk: see reserve.ts. */
export function fromReserve<T>(db: WritableDb, write: () => T): T {
  const guard = guards.get(db);
  return guard === undefined ? write() : guard.fromReserve(write);
}

const putOff = new WeakSet<ReadableDb>();

function afterCommit(db: ReadableDb): void {
  if (!putOff.has(db)) guards.get(db)?.afterCommit();
}

/**
 * Puts off the checkpoint that may be due after a commit. For a job: other calls have their turn before
 * it does {@link checkpointIfDue}.
 */
export function withoutCheckpoint(db: WritableDb, write: () => void): void {
  putOff.add(db);
  try {
    write();
  } finally {
    putOff.delete(db);
  }
}

/** @returns whether it was due. */
export function checkpointIfDue(db: WritableDb): boolean {
  return db.open && (guards.get(db)?.afterCommit() ?? false);
}

const told = new WeakMap<ReadableDb, readonly (() => void)[]>();

/** Calls `tell` after each commit of this connection, outside the transaction. */
export function onCommit(db: WritableDb, tell: () => void): void {
  told.set(db, [...(told.get(db) ?? []), tell]);
}

function tellOf(db: ReadableDb): void {
  for (const tell of told.get(db) ?? []) tell();
}

/**
 * Prepares each SQL text once per open database.
 *
 * @param isRaw whether it returns a row as an array of its values.
 */
function statement(db: ReadableDb, sql: string, isRaw = false): Database.Statement<Bound[]> {
  let known = prepared.get(db);
  if (known === undefined) {
    known = new Map();
    prepared.set(db, known);
  }
  const name = isRaw ? `raw ${sql}` : sql;
  let found = known.get(name);
  if (found === undefined) {
    found = db.prepare<Bound[]>(sql);
    if (isRaw) found.raw();
    known.set(name, found);
  }
  return found;
}

/** All rows of a query, unparsed. */
export function all(db: ReadableDb, sql: string, ...values: Bound[]): unknown[] {
  return statement(db, sql).all(...values);
}

/** The same, each row as its values in the order of the columns: quicker for a great many rows. */
export function allValues(
  db: ReadableDb,
  sql: string,
  ...values: Bound[]
): readonly (readonly unknown[])[] {
  return statement(db, sql, true).all(...values) as readonly (readonly unknown[])[];
}

/** The same, one row at a time. Until the last one is read, the connection can't write. */
export function each(db: ReadableDb, sql: string, ...values: Bound[]): Iterable<unknown> {
  return db.prepare<Bound[]>(sql).iterate(...values);
}

/** The row of a query that counts, as `count`. */
export const countRow = z.object({ count: z.number() });

/** The first row of a query, unparsed, or undefined. */
export function first(db: ReadableDb, sql: string, ...values: Bound[]): unknown {
  return statement(db, sql).get(...values);
}

/** Runs a statement that writes. @returns how many rows it changed. */
export function run(db: WritableDb, sql: string, ...values: Bound[]): number {
  return written(db, () => statement(db, sql).run(...values).changes);
}

/** Runs a statement that must change exactly one row; anything else is a defect and throws. */
export function runOne(db: WritableDb, sql: string, ...values: Bound[]): void {
  const changes = run(db, sql, ...values);
  if (changes !== 1) throw new Error(`Expected one changed row, got ${changes}: ${sql}`);
}

/** A write that may be its own transaction. */
function written<T>(db: WritableDb, write: () => T): T {
  if (db.inTransaction) return write();
  const guard = guards.get(db);
  guard?.beforeWrite();
  const output = write();
  afterCommit(db);
  tellOf(db);
  return output;
}

/** Carries a failed `Result` out of a transaction, so that SQLite rolls back. */
class Refusal extends Error {
  constructor() {
    super('refused');
  }
}

/** One transaction. A failed `Result` rolls it back, as a thrown error does. */
export function inTransaction<T, E>(db: WritableDb, work: () => Result<T, E>): Result<T, E> {
  let outcome: Result<T, E> | undefined;
  const isInner = db.inTransaction;
  const guard = isInner ? undefined : guards.get(db);
  try {
    db.transaction(() => {
      guard?.beforeWrite();
      outcome = work();
      if (!outcome.ok) throw new Refusal();
    }).immediate();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
  if (outcome === undefined) throw new Error('The transaction returned no result');
  if (outcome.ok && !isInner) {
    afterCommit(db);
    tellOf(db);
  }
  return outcome;
}

const changesRow = z.object({ changes: z.number() });
const versionRow = z.object({ data_version: z.number() });

/** How many rows this connection has ever written, including those of triggers and cascades. */
export function changesOf(db: ReadableDb): number {
  return changesRow.parse(first(db, 'SELECT total_changes() AS changes')).changes;
}

/** Differs once another connection has written. */
export function otherWrites(db: ReadableDb): number {
  return versionRow.parse(first(db, 'PRAGMA data_version')).data_version;
}

const checkpointRows = z.array(z.object({ busy: z.number() }));

/**
 * Writes the WAL's contents into the file.
 *
 * @param how TRUNCATE empties the WAL and waits for readers; PASSIVE doesn't wait.
 * @returns false if another connection was in the way.
 */
export function checkpoint(db: WritableDb, how: 'TRUNCATE' | 'PASSIVE'): boolean {
  const work = (): boolean => {
    const [outcome] = checkpointRows.parse(db.pragma(`wal_checkpoint(${how})`));
    return outcome?.busy === 0;
  };
  const guard = guards.get(db);
  return guard === undefined ? work() : guard.checkpoint(work);
}

/** Removes deleted data from the WAL too: `secure_delete` covers the main file only. */
export function truncateWal(db: WritableDb): void {
  checkpoint(db, 'TRUNCATE');
}
