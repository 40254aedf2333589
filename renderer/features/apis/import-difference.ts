import type { ApiSummary } from '../../../shared/domain/api.ts';
import type { ApiDifference, ImportedScope } from '../../../shared/domain/imported-api.ts';
import { identity } from './import-clashes.ts';
import type { ReviewRow } from './import-store.ts';

export type RowState =
  | { readonly kind: 'new' }
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'changed';
      readonly fields: ApiDifference['fields'];
      readonly scopes: Readonly<Record<Exclude<ScopeChange, 'same'>, number>>;
      /** Whether other business plans would be offered. */
      readonly hasOtherPlans: boolean;
    }
  /** The typed name belongs to another API than the file's: the difference is unknown. */
  | { readonly kind: 'replaces'; readonly api: ApiSummary };

/** What importing the row, as it is typed now, would do. */
export function rowState(row: ReviewRow, apis: readonly ApiSummary[]): RowState {
  const duplicate = apis.find((api) => identity(api) === identity(row));
  if (duplicate === undefined) return { kind: 'new' };
  if (duplicate.id !== row.existing?.id) return { kind: 'replaces', api: duplicate };
  const fields = changedFields(row, duplicate);
  const { added, removed, changed } = row.existing.difference.scopes;
  const plans = new Set(row.existing.businessPlanIds);
  const hasOtherPlans =
    plans.size !== row.businessPlanIds.length || row.businessPlanIds.some((id) => !plans.has(id));
  const count = fields.length + added.length + removed.length + changed.length;
  if (count === 0 && !hasOtherPlans) return { kind: 'unchanged' };
  const scopes = { added: added.length, removed: removed.length, changed: changed.length };
  return { kind: 'changed', fields, scopes, hasOtherPlans };
}

/** The texts that change. For editable ones, the row's current value counts. */
function changedFields(row: ReviewRow, stored: ApiSummary): ApiDifference['fields'] {
  const typed = (['name', 'version', 'context'] as const)
    .map((field) => ({ field, before: stored[field], after: row[field] }))
    .filter(({ before, after }) => before !== after);
  const others = row.existing?.difference.fields ?? [];
  return [
    ...typed,
    ...others.filter(({ field }) => field === 'provider' || field === 'description'),
  ];
}

export type ScopeChange = 'added' | 'removed' | 'changed' | 'same';

export interface ScopeLine extends ImportedScope {
  readonly id: string;
  readonly change: ScopeChange;
  readonly before: ImportedScope | null;
}

/** The scopes that were found and those that would be removed, changes first. */
export function scopeLines({ found, existing }: ReviewRow): readonly ScopeLine[] {
  const difference = existing?.difference.scopes;
  if (difference === undefined) {
    return found.scopes.map((scope) => line(scope, 'added', null));
  }
  const changed = new Map(difference.changed.map(({ before, after }) => [after.name, before]));
  const added = new Set(difference.added.map(({ name }) => name));
  const same = found.scopes.filter(({ name }) => !added.has(name) && !changed.has(name));
  return [
    ...difference.added.map((scope) => line(scope, 'added', null)),
    ...difference.removed.map((scope) => line(scope, 'removed', null)),
    ...difference.changed.map(({ before, after }) => line(after, 'changed', before)),
    ...same.map((scope) => line(scope, 'same', null)),
  ];
}

function line(scope: ImportedScope, change: ScopeChange, before: ImportedScope | null): ScopeLine {
  return { ...scope, id: scope.name, change, before };
}
