import { z } from 'zod';
import { characterCount } from '../../../shared/domain/text.ts';
import { all, type ReadableDb } from './database.ts';

/** Texts that can be found by any part: see migrations/search-tables.ts. */
export type SearchTable = `${'application' | 'api' | 'token' | 'activity'}_search`;

const termRow = z.object({ term: z.string() });
const termRows = z.array(termRow);
/** Fewer characters than this can only be the start of a trigram. */
const WHOLE = 3;
const LAST = '\u{10ffff}';

/**
 * The MATCH expression for every row that contains `text`, ignoring case.
 *
 * @returns null if no row can match, or the text can't be searched for.
 */
export function matchOf(db: ReadableDb, table: SearchTable, text: string): string | null {
  // FTS5 stops reading at the first NUL.
  if (text === '' || text.includes('\0')) return null;
  if (characterCount(text) >= WHOLE) return quoted(text);
  const start = text.toLowerCase();
  const rows = all(
    db,
    `SELECT term FROM ${table}_terms WHERE term >= ? AND term < ?`,
    start,
    `${start}${LAST}`,
  );
  const terms = termRows.parse(rows);
  return terms.length === 0 ? null : terms.map(({ term }) => quoted(term)).join(' OR ');
}

/**
 * The same for several words: every row that contains each of them.
 *
 * @returns null if there is none.
 */
export function matchOfWords(
  db: ReadableDb,
  table: SearchTable,
  words: readonly string[],
): string | null {
  const matches = words.map((word) => matchOf(db, table, word));
  if (matches.includes(null)) return null;
  return matches.map((match) => `(${match})`).join(' AND ');
}

/** A quoted FTS5 phrase, in which no character has a special meaning. */
export function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
