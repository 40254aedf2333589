import type { WritableDb } from './database.ts';

/** One step of the schema; runs inside a transaction. */
export interface Migration {
  readonly version: number;
  readonly up: (db: WritableDb) => void;
}
