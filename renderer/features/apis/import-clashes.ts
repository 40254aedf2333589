import { type ApiSummary, apiTitle, versionedContext } from '../../../shared/domain/api.ts';
import { nameKey } from '../../../shared/domain/text.ts';
import type { ReviewRow } from './import-store.ts';

/** What identifies an API: its name, ignoring case, and its version. */
export function identity({ name, version }: { name: string; version: string }): string {
  return JSON.stringify([nameKey(name), version]);
}

/**
 * Included rows that repeat the name and version of an earlier one, each mapped to that one. Only
 * one of the two can be stored.
 */
export function nameClashes(rows: readonly ReviewRow[]): ReadonlyMap<number, ReviewRow> {
  const first = new Map<string, ReviewRow>();
  const clashes = new Map<number, ReviewRow>();
  for (const row of rows) {
    if (!row.isIncluded) continue;
    const id = identity(row);
    const other = first.get(id);
    if (other === undefined) first.set(id, row);
    else clashes.set(row.index, other);
  }
  return clashes;
}

type Addressed = Pick<ApiSummary, 'name' | 'version' | 'context'>;

/**
 * Included rows that share their context with other APIs of the review or workspace, each mapped to
 * those APIs' titles. They can be stored, but a gateway serves only one of them. Versions of the
 * same API share a context on purpose.
 */
export function contextClashes(
  rows: readonly ReviewRow[],
  stored: readonly Addressed[],
): ReadonlyMap<number, readonly string[]> {
  const included = rows.filter(({ isIncluded }) => isIncluded);
  const replaced = new Set(included.map(identity));
  const others: Addressed[] = [
    ...included,
    ...stored.filter((api) => !replaced.has(identity(api))),
  ];
  const byContext = Map.groupBy(others.flatMap(addresses), ({ address }) => address);
  const clashes = new Map<number, readonly string[]>();
  for (const row of included) {
    const same = addresses(row)
      .flatMap(({ address }) => byContext.get(address) ?? [])
      .map(({ api }) => api)
      .filter((api) => api !== row && nameKey(api.name) !== nameKey(row.name));
    if (same.length > 0) clashes.set(row.index, [...new Set(same.map(apiTitle))]);
  }
  return clashes;
}

/** As a person writes the context, and as a gateway compares it. */
function addresses(api: Addressed): { readonly address: string; readonly api: Addressed }[] {
  const written = api.context.toLowerCase();
  const compared = versionedContext(api.context, api.version).toLowerCase();
  return [
    { address: `as written ${written}`, api },
    { address: `as compared ${compared}`, api },
  ];
}
