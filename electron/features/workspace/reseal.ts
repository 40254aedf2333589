import { z } from 'zod';
import { signingKeyIdSchema, tokenIdSchema } from '../../../shared/domain/ids.ts';
import type { AppError } from '../../../shared/errors.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { Cipher, Place } from '../../base/crypto/cipher.ts';
import {
  all,
  countRow,
  first,
  type ReadableDb,
  runOne,
  type WritableDb,
} from '../../base/database/database.ts';
import { consumerSecretPlace } from '../keys/consumer-keys.ts';
import { certificatePlace, privateKeyPlace } from '../signing/sealed-key.ts';
import { accessTokenPlace } from '../tokens/rules.ts';

interface SealedColumn {
  readonly table: string;
  readonly key: string;
  readonly column: string;
  readonly place: (id: string) => Place;
}

/** Every column with values sealed by the cipher; a test compares the list with the schema. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'consumer_secret', key: 'id', column: 'secret_sealed', place: consumerSecretPlace },
  {
    table: 'signing_key',
    key: 'id',
    column: 'private_key_sealed',
    place: (id) => privateKeyPlace(signingKeyIdSchema.parse(id)),
  },
  {
    table: 'signing_key',
    key: 'id',
    column: 'certificate_sealed',
    place: (id) => certificatePlace(signingKeyIdSchema.parse(id)),
  },
  {
    table: 'token_secret',
    key: 'token_id',
    column: 'jwt_sealed',
    place: (id) => accessTokenPlace(tokenIdSchema.parse(id)),
  },
];

const PAGE = 500;
const rows = z.array(z.object({ id: z.string(), sealed: z.instanceof(Buffer) }));

/** How many secrets must be re-encrypted. */
export function countSealed(db: ReadableDb): number {
  return sealedColumns.reduce((sum, { table }) => {
    const row = first(db, `SELECT COUNT(*) AS count FROM ${table}`);
    return sum + countRow.parse(row).count;
  }, 0);
}

/**
 * Re-encrypts every secret.
 *
 * @param onRow called for each secret; may throw to stop.
 * @returns `secret/damaged` at the first that doesn't open.
 */
export function resealAll(
  db: WritableDb,
  from: Cipher,
  to: Cipher,
  onRow: () => void,
): Result<null, AppError> {
  for (const column of sealedColumns) {
    const done = reseal(db, column, from, to, onRow);
    if (!done.ok) return done;
  }
  return ok(null);
}

function reseal(
  db: WritableDb,
  { table, key, column, place }: SealedColumn,
  from: Cipher,
  to: Cipher,
  onRow: () => void,
): Result<null, AppError> {
  const next = `SELECT ${key} AS id, ${column} AS sealed FROM ${table}
    WHERE ${key} > ? ORDER BY ${key} LIMIT ${PAGE}`;
  let last = '';
  for (;;) {
    const page = rows.parse(all(db, next, last));
    for (const { id, sealed } of page) {
      const secret = from.open(place(id), sealed);
      if (!secret.ok) return secret;
      const again = to.seal(place(id), secret.value);
      runOne(db, `UPDATE ${table} SET ${column} = ? WHERE ${key} = ?`, again, id);
      onRow();
    }
    const end = page.at(-1);
    if (end === undefined) return ok(null);
    last = end.id;
  }
}
