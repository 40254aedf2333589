import type { Cipher } from '../crypto/cipher.ts';
import type { WritableDb } from './database.ts';

/** One step of the schema; runs inside a transaction, with the open workspace's cipher. */
export interface Migration {
  readonly version: number;
  readonly up: (db: WritableDb, cipher: Cipher) => void;
}
