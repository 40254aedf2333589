import { z } from 'zod';
import { characterCount } from '../../../shared/domain/text.ts';
import { all, type ReadableDb } from './database.ts';

/** Texts that are found by any part of them: see migrations/search-tables.ts. */
export type SearchTable = `${'application' | 'api' | 'token' | 'activity'}_search`;

const termRow = z.object({ term: z.string() });
/** Fewer characters than this begin a trigram, and are none. */
const WHOLE = 3;
const LAST = '\u{10ffff}';

/**
 * What to put after MATCH so as to find every row that has `text` somewhere, whatever its case.
 *
 * @returns null if there is none, or none can be told.
 */
export function matchOf(db: ReadableDb, table: SearchTable, text: string): string | null {
  // FTS5 reads up to the first NUL.
  if (text === '' || text.includes('\0')) return null;
  if (characterCount(text) >= WHOLE) return quoted(text);
  const start = text.toLowerCase();
  const rows = all(
    db,
    `SELECT term FROM ${table}_terms WHERE term >= ? AND term < ?`,
    start,
    `${start}${LAST}`,
  );
  const terms = z.array(termRow).parse(rows);
  return terms.length === 0 ? null : terms.map(({ term }) => quoted(term)).join(' OR ');
}

/**
 * The same for several words: every row that has each of them.
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

/** A phrase of FTS5's language, in which nothing has a meaning of its own. */
export function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
