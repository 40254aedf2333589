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

/** A prime, so that sums of so many remainders stay exact. */
const PRIME = 1_000_000_007;

/** The first column of each index; a lower bound, because SQLite calls reading it whole a scan. */
const firstColumn = {
  token_refused: 'sequence',
  token_refused_in_order: 'refused_at',
  token_refused_by_expiry: 'expires_at',
} as const;
const LEAST = '-9223372036854775807';

/** A number for all rows of an index, in whatever order, without reading the table. */
const sumOf = (index: keyof typeof firstColumn, refusedAt: string): string => `(
  SELECT count(*) || ' ' || coalesce(sum(
    (sequence * 2654435761 % ${PRIME} * 31 + ${refusedAt} % ${PRIME} * 17 + expires_at) % ${PRIME}
  ), 0) FROM token INDEXED BY ${index}
  WHERE refused_at IS NOT NULL AND ${firstColumn[index]} >= ${LEAST})`;

/**
 * A ledger has too many tokens to check all of its indexes. The seal proves the revoked ones by
 * `token_refused`; what gateways are told, and how many there are, is read from two others.
 */
const REFUSED_ALIKE = `SELECT
  ${sumOf('token_refused', 'refused_at')} = ${sumOf('token_refused_in_order', 'refused_at')}
  AND ${sumOf('token_refused', '0')} = ${sumOf('token_refused_by_expiry', '0')} AS alike`;

const areRefusedAlike = (db: ReadableDb): boolean =>
  z.object({ alike: z.number() }).parse(first(db, REFUSED_ALIKE)).alike === 1;
