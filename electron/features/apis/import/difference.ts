import {
  type ApiDifference,
  apiTextFields,
  type ImportedApi,
  type ImportedScope,
} from '../../../../shared/domain/imported-api.ts';

/** What an imported file and a stored API have in common. */
export type ComparableApi = Pick<ImportedApi, (typeof apiTextFields)[number] | 'scopes'>;

/** What storing `after` over `before` would change; scopes are matched by name. */
export function apiDifference(before: ComparableApi, after: ComparableApi): ApiDifference {
  const old = byName(before.scopes);
  const fresh = byName(after.scopes);
  return {
    fields: apiTextFields
      .filter((field) => before[field] !== after[field])
      .map((field) => ({ field, before: before[field], after: after[field] })),
    scopes: {
      added: after.scopes.filter(({ name }) => !old.has(name)),
      removed: before.scopes.filter(({ name }) => !fresh.has(name)),
      changed: after.scopes.flatMap((scope) => {
        const was = old.get(scope.name);
        return was && !isSame(was, scope) ? [{ before: was, after: scope }] : [];
      }),
    },
  };
}

/** Whether importing the file again would change nothing. */
export function isUnchanged({ fields, scopes }: ApiDifference): boolean {
  return fields.length + scopes.added.length + scopes.removed.length + scopes.changed.length === 0;
}

function byName(scopes: readonly ImportedScope[]): ReadonlyMap<string, ImportedScope> {
  return new Map(scopes.map((scope) => [scope.name, scope]));
}

function isSame(one: ImportedScope, other: ImportedScope): boolean {
  return one.displayName === other.displayName && one.description === other.description;
}
