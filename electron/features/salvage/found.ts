import type { Lost } from '../../../shared/domain/salvage.ts';
import type { FoundRows, RawContents, RawRow } from '../../base/database/raw/raw-rows.ts';
import type { RawValue } from '../../base/database/raw/raw-tree.ts';

export type Row = Record<string, RawValue>;

/** Tables that are recomputed in the new file, such as the seal: they aren't salvaged. */
const DERIVED: ReadonlySet<string> = new Set([
  'activity_head',
  'coverage',
  'forgotten',
  'seal',
  'seal_sum',
]);

/** Maximum number of losses listed per kind. */
const MOST_OF_A_KIND = 500;

/** The rows that were found, while they are verified and completed. */
export class Found {
  readonly contents: RawContents;
  readonly lost: Lost[] = [];
  /** How many rows were readable. */
  readonly readable: number;
  /** Rows that were rebuilt, or added as placeholders. */
  readonly added = new Set<Row>();
  readonly #rows: Map<string, Row[]>;

  constructor(contents: RawContents) {
    this.contents = contents;
    const tables = [...contents.tables].filter(([name]) => !DERIVED.has(name));
    this.#rows = new Map(tables.map(([name, { rows }]) => [name, rows.map((row) => ({ ...row }))]));
    this.readable = this.#rows.values().reduce((sum, rows) => sum + rows.length, 0);
    for (const [name, { isWhole }] of tables) if (!isWhole) this.note('rows', name);
  }

  get tables(): ReadonlyMap<string, readonly Row[]> {
    return this.#rows;
  }

  rows(table: string): readonly Row[] {
    return this.#rows.get(table) ?? [];
  }

  /** As it was found, derived tables too. */
  stored(table: string): FoundRows {
    return this.contents.tables.get(table) ?? { rows: [], isWhole: false };
  }

  ids(table: string): ReadonlySet<RawValue> {
    return new Set(this.rows(table).map((row) => row['id'] ?? null));
  }

  add(table: string, row: Row): void {
    this.#rows.get(table)?.push(row);
    this.added.add(row);
  }

  /** Drops the rows that `isKept` rejects. */
  keep(table: string, isKept: (row: RawRow) => boolean): void {
    this.#rows.set(table, this.rows(table).filter(isKept));
  }

  note(kind: Lost['kind'], what: RawValue): void {
    const same = this.lost.filter((one) => one.kind === kind).length;
    if (same < MOST_OF_A_KIND) this.lost.push({ kind, what: String(what) });
  }
}
