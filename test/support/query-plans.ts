import Database from 'better-sqlite3';
import { onTestFinished, vi } from 'vitest';
import { z } from 'zod';
import { connectInMemory } from '../../electron/base/database/connect.ts';
import type { WritableDb } from '../../electron/base/database/database.ts';
import { migrateEmpty } from '../../electron/base/database/migrate.ts';

/** Records every SQL text that this thread prepares until the end of the test. */
export function recordStatements(): ReadonlySet<string> {
  const recorded = new Set<string>();
  const { prepare } = Database.prototype;
  const spy = vi.spyOn(Database.prototype, 'prepare');
  spy.mockImplementation(function record(this: Database.Database, sql: string) {
    recorded.add(sql.replaceAll(/\s+/g, ' ').trim());
    return prepare.call(this, sql);
  });
  onTestFinished(() => spy.mockRestore());
  return recorded;
}

/** Tables that stay small, since people fill them by hand; any other may have a million rows. */
const SMALL = [
  'setting',
  'business_plan',
  'signing_key',
  'saved_filter',
  'gateway_export',
  // At most 50 are kept.
  'bulk_issue',
  'coverage',
  'forgotten',
  'seal',
  'seal_sum',
  'activity_head',
  'json_each',
  'sqlite_schema',
] as const;

let empty: WritableDb | undefined;

/** With no statistics of what is in it, as in a workspace. */
function emptyDatabase(): WritableDb {
  if (empty === undefined) {
    empty = connectInMemory() as unknown as WritableDb;
    migrateEmpty(empty);
  }
  return empty;
}

/** The steps of SQLite's plan whose time grows with the number of rows. */
export function slowSteps(sql: string): readonly string[] {
  const bound = Array.from(sql.matchAll(/\?/g), () => null);
  const rows = emptyDatabase()
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...bound);
  const steps = z.array(z.object({ detail: z.string() })).parse(rows);
  const tables = tablesByName(sql);
  return steps.map(({ detail }) => detail).filter((step) => isSlow(step, tables));
}

function isSlow(step: string, tables: ReadonlyMap<string, string>): boolean {
  if (step.includes('AUTOMATIC')) return true;
  // max() of a column without an index.
  const greatest = /^SEARCH (\S+)$/.exec(step)?.[1];
  if (greatest !== undefined) return !isSmall(tables.get(greatest) ?? greatest);
  if (step.startsWith('USE TEMP B-TREE')) {
    return [...tables.values()].some((table) => table !== SUBQUERY && !isSmall(table));
  }
  const scanned = /^SCAN (\S+)(?: VIRTUAL TABLE INDEX (\d+):(.*))?/.exec(step);
  if (scanned === null) return false;
  const [, name = '', plan, asked = ''] = scanned;
  // A full-text search, or a bounded range of its terms.
  if (asked !== '') return false;
  if (name.endsWith('_terms') && (Number(plan) & TERM_BOUND) !== 0) return false;
  // A constant row, or the rows of a subquery, whose steps are listed separately.
  const isInner = name.startsWith(SUBQUERY) || tables.get(name) === SUBQUERY;
  if (name === 'CONSTANT' || isInner) return false;
  return !isSmall(tables.get(name) ?? name);
}

function isSmall(table: string): boolean {
  return SMALL.some((small) => small === table);
}

/** fts5vocab has an equal, lower or upper bound (sqlite3Fts5VocabBestIndex). */
const TERM_BOUND = 0x700;
const SUBQUERY = '(';
const KEYWORDS = 'ON|WHERE|ORDER|GROUP|LIMIT|CROSS|JOIN|LEFT|INDEXED|NOT|SET|UNION|VALUES|AND|AS';

/** The tables of a statement by the names used in its plan. */
function tablesByName(sql: string): ReadonlyMap<string, string> {
  const named = sql.matchAll(
    new RegExp(`\\b(?:FROM|JOIN|UPDATE|INTO) (\\w+)(?: (?!(?:${KEYWORDS})\\b)(\\w+))?`, 'g'),
  );
  const subqueries = sql.matchAll(new RegExp(`\\) (?!(?:${KEYWORDS})\\b)(\\w+)`, 'g'));
  return new Map([
    ...[...named].map(([, table = '', alias = table]) => [alias, table] as const),
    ...[...subqueries].map(([, alias = '']) => [alias, SUBQUERY] as const),
  ]);
}
