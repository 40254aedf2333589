import { compareRecords, type RecordKind } from '../../../../shared/differences/compare.ts';
import {
  type ApiDifference,
  apiTextFields,
  type ImportedApi,
  type ImportedScope,
} from '../../../../shared/domain/imported-api.ts';
import { nameKey } from '../../../../shared/domain/text.ts';

/** The fields that an imported file and a stored API have in common. */
export type ComparableApi = Pick<ImportedApi, (typeof apiTextFields)[number] | 'scopes'>;

const scopeKind: RecordKind<ImportedScope> = {
  key: ({ name }) => name,
  fields: ['displayName', 'description'],
};

/** APIs are identified by name and version; their scopes by name. */
export const apiKind: RecordKind<ComparableApi> = {
  key: ({ name, version }) => JSON.stringify([nameKey(name), version]),
  fields: apiTextFields,
  children: { scopes: scopeKind },
};

/** What storing `after` over `before` would change, as the review shows it. */
export function apiDifference(before: ComparableApi, after: ComparableApi): ApiDifference {
  const entry = compareRecords(apiKind, before, after);
  const scopes = { added: [], removed: [], changed: [] };
  if (entry.change === 'unchanged') return { fields: [], scopes };
  const changes = entry.children.scopes?.entries ?? [];
  return {
    fields: apiTextFields
      .filter((name) => entry.fields.some(({ field }) => field === name))
      .map((field) => ({ field, before: before[field], after: after[field] })),
    scopes: {
      added: changes.flatMap((one) => (one.change === 'added' ? [one.after] : [])),
      removed: changes.flatMap((one) => (one.change === 'removed' ? [one.before] : [])),
      changed: changes.flatMap((one) =>
        one.change === 'changed' ? [{ before: one.before, after: one.after }] : [],
      ),
    },
  };
}
