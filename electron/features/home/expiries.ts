import {
  HOME_DAYS,
  HOME_MONTH_MS,
  HOME_MONTHS,
  type HomeView,
} from '../../../shared/domain/home.ts';
import { DAY_MS } from '../../../shared/time.ts';
import { countRow, first, type ReadableDb } from '../../base/database/database.ts';
import { DATED, NOT_REFUSED_BY_EXPIRY } from '../tokens/by-expiry.ts';

const HOUR_MS = 3_600_000;

function count(db: ReadableDb, sql: string, ...values: readonly number[]): number {
  return countRow.parse(first(db, `SELECT count(*) AS count ${sql}`, ...values)).count;
}

/** Active tokens that expire after `from`, at `to` at the latest; both in ms. */
function between(db: ReadableDb, from: number, to: number): number {
  return count(
    db,
    `FROM ${NOT_REFUSED_BY_EXPIRY}
     WHERE running() AND ${DATED} AND t.expires_at > ? AND t.expires_at <= ?`,
    from,
    to,
  );
}

type Expiries = Pick<HomeView, 'active' | 'never' | 'hour' | 'days' | 'months' | 'later'>;

/** How many active tokens expire when, each counted once in an index. @param now ms. */
export function countExpiries(db: ReadableDb, now: number): Expiries {
  const days = Array.from({ length: HOME_DAYS }, (_, day) =>
    between(db, now + day * DAY_MS, now + (day + 1) * DAY_MS),
  );
  const monthsFrom = now + HOME_DAYS * DAY_MS;
  const months = Array.from({ length: HOME_MONTHS }, (_, month) =>
    between(db, monthsFrom + month * HOME_MONTH_MS, monthsFrom + (month + 1) * HOME_MONTH_MS),
  );
  const later = between(db, monthsFrom + HOME_MONTHS * HOME_MONTH_MS, Number.MAX_SAFE_INTEGER);
  const never = count(
    db,
    `FROM token t INDEXED BY token_never_expires_not_refused
     WHERE running() AND t.never_expires = 1 AND t.refused_at IS NULL AND t.sequence > ?`,
    0,
  );
  const ending = [...days, ...months, later].reduce((sum, one) => sum + one, 0);
  return {
    active: ending + never,
    never,
    hour: between(db, now, now + HOUR_MS),
    days,
    months,
    later,
  };
}

/** What happened to tokens since `from` (ms), until `now`. */
export function countMonth(db: ReadableDb, from: number, now: number): HomeView['month'] {
  return {
    issued: count(
      db,
      'FROM token t INDEXED BY token_by_issue WHERE running() AND t.issued_at >= ?',
      from,
    ),
    expired: count(
      db,
      `FROM ${NOT_REFUSED_BY_EXPIRY}
       WHERE running() AND ${DATED} AND t.expires_at >= ? AND t.expires_at <= ?`,
      from,
      now,
    ),
  };
}
