import { z } from 'zod';
import { MOST_LOOKED_AT, MOST_SOON } from '../../../shared/domain/home.ts';
import type { TokenSummary } from '../../../shared/domain/token.ts';
import { DAY_MS } from '../../../shared/time.ts';
import { all, countRow, first, type ReadableDb } from '../../base/database/database.ts';
import { NOT_REFUSED_BY_EXPIRY } from '../tokens/by-expiry.ts';
import { COLUMNS, CURRENT, JOINED, STALE, tokenRow } from '../tokens/repository.ts';

const rows = z.array(tokenRow);

/** The active tokens that expire within seven days, the first one first. @param now ms. */
export function soonest(db: ReadableDb, now: number): readonly TokenSummary[] {
  const found = [0, 1, 2].flatMap((currentOf) =>
    all(
      db,
      `SELECT ${COLUMNS} FROM ${NOT_REFUSED_BY_EXPIRY} ${JOINED}
       WHERE running() AND t.refused_at IS NULL AND t.never_expires = 0
         AND t.current_of = ${currentOf} AND t.expires_at > ? AND t.expires_at <= ?
       ORDER BY t.expires_at LIMIT ?`,
      now,
      now + 7 * DAY_MS,
      MOST_SOON,
    ),
  );
  return rows
    .parse(found)
    .toSorted((one, other) => one.expiresAt - other.expiresAt)
    .slice(0, MOST_SOON);
}

/** How many stale tokens are named. */
const NAMED = 3;

/** The current tokens that a new one would differ from. Takes the time once. */
const FOUND = `FROM token t INDEXED BY token_not_refused ${JOINED}
  WHERE running() AND t.refused_at IS NULL AND t.sequence > ?
    AND (t.never_expires = 1 OR t.expires_at > ?) AND ${STALE} AND ${CURRENT}`;

const foundLast = z.object({ last: z.number() }).optional();

/** Looking further back would read the whole ledger each time that nothing is stale. */
function lookedAtFrom(db: ReadableDb): number {
  const row = first(
    db,
    'SELECT sequence AS last FROM token WHERE sequence > ? ORDER BY sequence DESC LIMIT 1',
    0,
  );
  const newest = foundLast.parse(row)?.last ?? 0;
  return newest - MOST_LOOKED_AT;
}

/** The newest stale tokens, a few of them, and how many there are. */
export function staleTokens(db: ReadableDb, now: number) {
  const from = lookedAtFrom(db);
  const newest = `SELECT ${COLUMNS} ${FOUND} ORDER BY t.sequence DESC LIMIT ?`;
  const stale = rows.parse(all(db, newest, from, now, NAMED));
  // Fewer than asked for are all that there are.
  return { stale, staleCount: stale.length < NAMED ? stale.length : countStale(db, from, now) };
}

function countStale(db: ReadableDb, from: number, now: number): number {
  const row = first(db, `SELECT count(*) AS count ${FOUND}`, from, now);
  return countRow.parse(row).count;
}
