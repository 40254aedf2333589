import type { Differences, Entry } from '../../../shared/differences/compare.ts';
import type { MergeReport } from '../../../shared/domain/merge.ts';
import type { MergedTable, Row } from './tables.ts';

type Counted = Omit<MergeReport, 'conflicts'>;

/** Tables that the report counts under their own heading. */
const named: Readonly<Partial<Record<MergedTable, keyof Counted>>> = {
  application: 'applications',
  api: 'apis',
  token: 'tokens',
  activity: 'entries',
};

/** Counts what a merge changes in the open workspace. */
export class Counts {
  readonly #report = {
    applications: { added: 0, changed: 0 },
    apis: { added: 0, changed: 0 },
    tokens: { added: 0, changed: 0 },
    revocations: { added: 0, changed: 0 },
    entries: { added: 0, changed: 0 },
    others: { added: 0, changed: 0 },
  } satisfies Counted;

  count(table: MergedTable, entry: Entry<Row>): void {
    const part = this.#report[named[table] ?? 'others'];
    if (entry.change === 'added') part.added += 1;
    if (isChange(entry)) part.changed += 1;
    if (isRevocation(table, entry)) this.#report.revocations.added += 1;
  }

  countAll(table: MergedTable, { entries }: Differences<Row>): void {
    for (const entry of entries) this.count(table, entry);
  }

  countEntries(added: number): void {
    this.#report.entries.added += added;
  }

  report(conflicts: Readonly<MergeReport['conflicts']>): MergeReport {
    return { ...this.#report, conflicts: [...conflicts] };
  }
}

/** A new position in the ledger isn't reported as a change. */
const isChange = (entry: Entry<Row>): boolean =>
  entry.change === 'changed' && entry.fields.some(({ field }) => field !== 'sequence');

function isRevocation(table: MergedTable, entry: Entry<Row>): boolean {
  if (table === 'purged_token') return entry.change === 'added';
  if (table !== 'token') return false;
  if (entry.change === 'added') return entry.after['revoked_at'] !== null;
  if (entry.change !== 'changed') return false;
  return entry.before['revoked_at'] === null && entry.after['revoked_at'] !== null;
}
