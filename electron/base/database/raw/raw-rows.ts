import type { KnownColumn, KnownTable, Roots } from './known-tables.ts';
import { knownTables, usualRoots } from './known-tables.ts';
import type { RawFile } from './raw-file.ts';
import { type RawEntry, type RawTree, type RawValue, readTreePage, walkTree } from './raw-tree.ts';

export type RawRow = Readonly<Record<string, RawValue>>;

/** The rows found of a table, and whether they are complete. */
export interface FoundRows {
  readonly rows: readonly RawRow[];
  readonly isWhole: boolean;
}

/** What could be read from a damaged file. */
export interface RawContents {
  readonly tables: ReadonlyMap<string, FoundRows>;
  /** The entries of an index, by its name. */
  readonly index: (name: string) => {
    readonly entries: readonly RawEntry[];
    readonly isWhole: boolean;
  };
  readonly damagedPages: readonly number[];
}

const SCHEMA_ROOT = 1;
const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/;
/** In milliseconds: a smaller number isn't a time. */
const EARLIEST = 100_000_000_000;

/** Reads every row on undamaged pages. */
export function readRaw(file: RawFile): RawContents {
  const known = knownTables();
  const roots = rootsOf(file, known);
  const trees = new Map<string, RawTree>();
  const visited = new Set<number>();
  for (const [name, root] of roots) {
    const table = known.find((one) => one.name === name);
    const first = readTreePage(file, root);
    const kind = table === undefined ? (first?.kind ?? 'index') : kindOf(table);
    const tree = walkTree(file, root, kind);
    trees.set(name, tree);
    for (const page of tree.pages) visited.add(page);
  }
  const lost = orphans(file, visited);
  const tables = known.map((table) => {
    const tree = trees.get(table.name);
    const isWhole = tree?.isWhole ?? false;
    const found = isWhole ? [] : lost.filter((page) => isOf(table, page.entries));
    const entries = [...(tree?.entries ?? []), ...found.flatMap((page) => page.entries)];
    return [table.name, { rows: rowsOf(table, entries), isWhole }] as const;
  });
  return {
    tables: new Map(tables),
    index: (name) => trees.get(name) ?? { entries: [], isWhole: false },
    damagedPages: damagedIn(file).damaged,
  };
}

const kindOf = ({ isWithoutRowid }: KnownTable) => (isWithoutRowid ? 'index' : 'table');

/** From the file's own list where it can be read, otherwise from their usual places. */
function rootsOf(file: RawFile, known: readonly KnownTable[]): Roots {
  const list = walkTree(file, SCHEMA_ROOT, 'table');
  const own = new Map<string, number>();
  for (const { values } of list.entries) {
    const [, name, , root] = values ?? [];
    if (typeof name === 'string' && typeof root === 'number' && root > 0) own.set(name, root);
  }
  if (list.isWhole) return own;
  const [best] = usualRoots().toSorted((a, b) => fit(b) - fit(a));
  return new Map([...(best ?? []), ...own]);

  function fit(roots: Roots): number {
    const same = [...own].filter(([name, root]) => roots.get(name) === root).length;
    const fitting = known.filter((table) => {
      const page = readTreePage(file, roots.get(table.name) ?? 0);
      return page?.kind === kindOf(table) && isOf(table, page.entries);
    });
    return same + fitting.length;
  }
}

/** Pages of rows that no tree leads to. */
function orphans(file: RawFile, visited: ReadonlySet<number>) {
  const pages = [];
  for (let number = 2; number <= file.pages; number += 1) {
    const page = visited.has(number) ? null : readTreePage(file, number);
    if (page !== null && page.children.length === 0 && page.entries.length > 0) pages.push(page);
  }
  return pages;
}

/** Whether these can only be rows of this table. */
function isOf(table: KnownTable, entries: readonly RawEntry[]): boolean {
  return entries.every(({ values }) => values === null || isRow(table, values));
}

function isRow({ name, columns, alias, isWithoutRowid }: KnownTable, values: readonly RawValue[]) {
  if (values.length !== columns.length) return false;
  const fits = columns.every((column, at) =>
    column.name === alias ? values[at] === null : isValue(column, values[at] ?? null),
  );
  // An index may have entries with the same column types.
  const isTimes = values.slice(1).every((value) => Number(value) >= EARLIEST);
  return fits && (!isWithoutRowid || (name === 'purged_token' && isTimes));
}

function isValue({ name, type, isNullable }: KnownColumn, value: RawValue): boolean {
  if (value === null) return isNullable;
  if (type === 'INTEGER') return typeof value === 'number';
  if (type === 'BLOB') return Buffer.isBuffer(value);
  if (typeof value !== 'string') return false;
  return (name !== 'id' && !name.endsWith('_id')) || uuid.test(value);
}

/** Each row once; rows that a tree leads to come first. */
function rowsOf({ columns, alias }: KnownTable, entries: readonly RawEntry[]): readonly RawRow[] {
  const rows: RawRow[] = [];
  const seen = new Set<string>();
  for (const { rowid, values } of entries) {
    if (values === null) continue;
    const row = Object.fromEntries(
      columns.map(({ name }, at) => [name, name === alias ? rowid : (values[at] ?? null)]),
    );
    const key = String(alias === null ? keyOf(columns, row) : rowid);
    if (seen.has(key)) continue;
    seen.add(key);
    rows.push(row);
  }
  return rows;
}

function keyOf(columns: readonly KnownColumn[], row: RawRow): string {
  return columns
    .slice(0, 2)
    .map(({ name }) => String(row[name]))
    .join(' ');
}

/** The pages that can't be decrypted, and the number of pages. */
export function damagedIn(file: RawFile) {
  // The first page holds the number of pages; the trailer follows the last one.
  const pages = file.page(1)?.readUInt32BE(28) ?? file.pages - 1;
  const numbers = Array.from({ length: pages }, (_, at) => at + 1);
  return { pages, damaged: numbers.filter((number) => file.page(number) === null) };
}
