import { z } from 'zod';
import { all, first, type ReadableDb } from './database.ts';
import { protectedTables } from './protected-tables.ts';

/**
 * Whether the indexes of the protected tables have what the tables have. The sums cover rows; but a
 * list is read from an index, and an old page of that could hide a revocation, or name another
 * signing key as the current one.
 */
export function areIndexesWhole(db: ReadableDb): boolean {
  return (
    withoutConstraints(db, () =>
      protectedTables.every(({ name }) => name === 'token' || areIndexed(db, name)),
    ) && areRefusedAlike(db)
  );
}

/** A row that breaks a constraint is left out of lists. It needn't have been put back. */
function withoutConstraints<T>(db: ReadableDb, check: () => T): T {
  db.prepare('PRAGMA ignore_check_constraints = ON').run();
  try {
    return check();
  } finally {
    db.prepare('PRAGMA ignore_check_constraints = OFF').run();
  }
}

const checkRows = z.array(z.object({ integrity_check: z.string() }));

function areIndexed(db: ReadableDb, table: string): boolean {
  const rows = all(db, `PRAGMA integrity_check("${table}")`);
  return checkRows.parse(rows).every((row) => !/\bindex\b/.test(row.integrity_check));
}

/** The first column of each index; a lower bound, because SQLite calls reading it whole a scan. */
const firstColumn = {
  token_refused: 'sequence',
  token_refused_in_order: 'refused_at',
  token_refused_by_expiry: 'expires_at',
} as const;
type RefusedIndex = keyof typeof firstColumn;
const LEAST = '-9223372036854775807';

const countIn = (index: RefusedIndex): string => `(
  SELECT count(*) FROM token INDEXED BY ${index}
  WHERE refused_at IS NOT NULL AND ${firstColumn[index]} >= ${LEAST})`;

/** Whether an index lacks a row of `token_refused`, whatever else it has twice instead. */
const lacksOne = (index: RefusedIndex, same: string): string => `EXISTS (
  SELECT 1 FROM token t INDEXED BY token_refused
  WHERE t.refused_at IS NOT NULL AND t.sequence >= ${LEAST} AND NOT EXISTS (
    SELECT 1 FROM token o INDEXED BY ${index}
    WHERE ${same} AND o.refused_at = t.refused_at
      AND o.expires_at = t.expires_at AND o.sequence = t.sequence))`;

/**
 * A ledger has too many tokens to check all of its indexes. The seal proves the revoked ones by
 * `token_refused`; what gateways are told, and how many there are, is read from two others. They
 * must have exactly the same rows: old pages that are put back together may have as many.
 */
const REFUSED_ALIKE = `SELECT
  ${countIn('token_refused')} = ${countIn('token_refused_in_order')}
  AND ${countIn('token_refused')} = ${countIn('token_refused_by_expiry')}
  AND NOT ${lacksOne('token_refused_in_order', 'o.id = t.id')}
  AND NOT ${lacksOne('token_refused_by_expiry', '1')} AS alike`;

/** Tokens of applications in the bin are refused, too; the seal has only when they went there. */
const WITHDRAWN_ALIKE = `SELECT NOT EXISTS (
  SELECT 1 FROM application a INDEXED BY application_in_bin
    CROSS JOIN token t INDEXED BY token_by_application ON t.application_id = a.id
  WHERE a.deleted_at >= ${LEAST} AND t.withdrawn_at IS NOT a.deleted_at) AS alike`;

const alikeRow = z.object({ alike: z.number() });

const areRefusedAlike = (db: ReadableDb): boolean =>
  [REFUSED_ALIKE, WITHDRAWN_ALIKE].every((sql) => alikeRow.parse(first(db, sql)).alike === 1);
