import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { createCipher } from '../../base/crypto/cipher.ts';
import { all, type ReadableDb } from '../../base/database/database.ts';
import type { ChainedLog } from '../activity/activity-log.ts';

/** Values that are tried of each kind: one that is damaged must not speak for all. */
const TRIES = 5;

const sealedColumns = [
  ['signing_key', 'private_key_sealed'],
  ['application_keys', 'consumer_secret_sealed'],
  ['token', 'jwt_sealed'],
] as const;

const valueRow = z.object({ id: z.string(), sealed: z.instanceof(Buffer) });

/**
 * Whether the workspace was sealed with this data key, with whose chain `activity` was opened. A key slot that
 * was brought from another workspace opens, too: under its key what is sealed would be lost, and so
 * would be what is sealed from then on.
 */
export function isRightKey(db: ReadableDb, dataKey: KeyObject, activity: ChainedLog): boolean {
  if (activity.isHeadAuthentic()) return true;
  const cipher = createCipher(dataKey);
  const tried = sealedColumns.flatMap(([table, column]) => {
    const sql = `SELECT id, ${column} AS sealed FROM ${table} ORDER BY rowid DESC LIMIT ${TRIES}`;
    const values = z.array(valueRow).parse(all(db, sql));
    return values.map(({ id, sealed }) => cipher.open({ table, column, row: id }, sealed).ok);
  });
  return tried.length === 0 || tried.includes(true);
}
