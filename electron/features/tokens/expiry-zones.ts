import { z } from 'zod';
import { first, type ReadableDb } from '../../base/database/database.ts';
import { ZONE } from '../../base/database/migrations/search-tables.ts';
import { LAST } from './ledger-order.ts';

const zoneRow = z.object({ zone: z.number() }).optional();

/** The tokens that aren't in a zone yet: those issued a moment ago. */
const unzoned = ['token_not_refused', 'token_refused'].map(
  (index) => `SELECT 1 FROM token INDEXED BY ${index}
    WHERE refused_at IS ${index === 'token_refused' ? 'NOT NULL' : 'NULL'}
      AND sequence > (SELECT last FROM token_search_mark WHERE only = 1)
      AND expires_at <= ? LIMIT 1`,
);

/**
 * A sequence from which on no token expires until `end` (ms since the epoch): a list of those that
 * do, newest first, needn't read the tokens after it.
 */
export function firstUnexpired(db: ReadableDb, end: number): number {
  if (unzoned.some((sql) => first(db, sql, end) !== undefined)) return LAST;
  const row = first(
    db,
    `SELECT zone FROM token_search_zone WHERE zone >= 0 AND ends <= ? ORDER BY zone DESC LIMIT 1`,
    end,
  );
  const zone = zoneRow.parse(row)?.zone;
  return zone === undefined ? 0 : (zone + 1) * ZONE;
}
