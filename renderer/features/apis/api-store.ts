import { create } from 'zustand';
import type { ApiSummary } from '../../../shared/domain/api.ts';
import type { ApiId } from '../../../shared/domain/ids.ts';

export const apiSorts = ['name', 'context', 'used', 'changed'] as const;
export type ApiSort = (typeof apiSorts)[number];

interface ApiPage {
  /** What was selected last; it may be gone meanwhile. */
  readonly selectedId: ApiId | null;
  readonly search: string;
  readonly sort: ApiSort;
  /** The dialog that is open: for a new API, or to edit or delete one. */
  readonly dialog:
    | { readonly kind: 'new' }
    | { readonly kind: 'edit' | 'delete'; readonly id: ApiId }
    | null;
}

const start: ApiPage = { selectedId: null, search: '', sort: 'name', dialog: null };

/** What is open on the page APIs, also while the person is elsewhere. */
export const useApiPage = create<ApiPage>(() => start);

export function selectApi(selectedId: ApiId | null): void {
  useApiPage.setState({ selectedId });
}

export function openApiDialog(dialog: ApiPage['dialog']): void {
  useApiPage.setState({ dialog });
}

export function newApi(): void {
  openApiDialog({ kind: 'new' });
}

export function closeApiDialog(): void {
  useApiPage.setState({ dialog: null });
}

/** The selected API, or the first one where that is gone or nobody has selected any yet. */
export function currentApi(
  apis: readonly ApiSummary[],
  selectedId: ApiId | null,
): ApiSummary | undefined {
  return apis.find(({ id }) => id === selectedId) ?? apis[0];
}

/** In the order that the person chose; names and versions by the locale, "10" after "9". */
export function sortApis(
  apis: readonly ApiSummary[],
  sort: ApiSort,
  collator: Intl.Collator,
): readonly ApiSummary[] {
  const byName = (a: ApiSummary, b: ApiSummary) =>
    collator.compare(a.name, b.name) || collator.compare(a.version, b.version);
  const orders: Record<ApiSort, (a: ApiSummary, b: ApiSummary) => number> = {
    name: byName,
    context: (a, b) => collator.compare(a.context, b.context) || byName(a, b),
    used: (a, b) => b.applicationCount - a.applicationCount || byName(a, b),
    changed: (a, b) => b.updatedAt - a.updatedAt || byName(a, b),
  };
  return apis.toSorted(orders[sort]);
}
