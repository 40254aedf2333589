import { applyDifferences, type Writes } from '../../../../shared/differences/apply.ts';
import { compare, type RecordKind } from '../../../../shared/differences/compare.ts';
import { type ApiDraft, apiTitle } from '../../../../shared/domain/api.ts';
import type { ImportChoice } from '../../../../shared/domain/api-import.ts';
import type { ApiId } from '../../../../shared/domain/ids.ts';
import type { ImportedApi } from '../../../../shared/domain/imported-api.ts';
import type { StoredApis } from '../../../../shared/domain/job.ts';
import { type AppError, appError } from '../../../../shared/errors.ts';
import { err, ok } from '../../../../shared/result.ts';
import type { WriteContext } from '../../../base/context/context.ts';
import { type Ending, gaveUp, type Steps } from '../../../base/context/jobs.ts';
import { inTransaction } from '../../../base/database/database.ts';
import { findApi, findApiByName, insertApi, updateApi } from '../repository.ts';
import { refuseApi } from '../rules.ts';
import { apiKind } from './difference.ts';

const draftKind: RecordKind<ApiDraft> = {
  ...apiKind,
  fields: [...apiKind.fields, 'businessPlanIds'],
};

/** Choices stored per transaction. */
const BATCH = 50;

/**
 * Stores the person's choices from `found` in batches, after checking that none is refused. APIs
 * that are already identical aren't written and count as unchanged, so after a cancellation or a
 * power failure the same choices store the rest.
 *
 * Errors: `missing/import` for a choice that was not found; those of `refuseApi`, at
 * `choices.<place>.<field>`. The second of two choices with the same name and version is refused
 * and doesn't replace the first.
 */
export async function* storeChoices(
  { db, activity, now }: Pick<WriteContext, 'db' | 'activity' | 'now'>,
  found: readonly ImportedApi[],
  choices: readonly ImportChoice[],
  signal: AbortSignal,
): Steps<Ending<StoredApis>> {
  const drafts: ApiDraft[] = [];
  const files: string[] = [];
  for (const { index, ...edited } of choices) {
    const api = found[index];
    if (api === undefined) return err(appError('missing/import'));
    const { provider, description, scopes, file } = api;
    // Sorted, because the order in which plans were ticked is no difference.
    const businessPlanIds = edited.businessPlanIds.toSorted();
    drafts.push({ ...edited, businessPlanIds, provider, description, scopes });
    files.push(file);
  }
  const total = drafts.length;

  const stored = new Map<ApiId, ApiDraft>();
  for (const [at, { name, version }] of drafts.entries()) {
    const id = findApiByName(db, name, version);
    const api = id === undefined ? undefined : findApi(db, id);
    if (id !== undefined && api !== undefined) {
      stored.set(id, { ...api, businessPlanIds: api.businessPlanIds.toSorted() });
    }
    if (at % BATCH !== BATCH - 1) continue;
    yield { done: 0, total };
    if (signal.aborted) return gaveUp;
  }
  const { entries } = compare(draftKind, [...stored.values()], drafts);

  const refuse = (draft: ApiDraft, self: ApiId | null, place: number): AppError | null => {
    const refusal = refuseApi(db, draft, self);
    return refusal && { ...refusal, field: `choices.${place}.${refusal.field ?? 'name'}` };
  };
  const log = (draft: ApiDraft, place: number) =>
    activity.record({
      kind: 'api/imported',
      subject: apiTitle(draft),
      detail: { file: files[place] ?? '', scopes: draft.scopes.length },
    });
  const writes: Writes<ApiDraft, AppError> = {
    insert: (draft, place) => {
      const refusal = refuse(draft, null, place);
      if (refusal !== null) return refusal;
      insertApi(db, draft, now());
      log(draft, place);
      return null;
    },
    update: ({ after }, place) => {
      const id = findApiByName(db, after.name, after.version) ?? null;
      const refusal = refuse(after, id, place);
      if (refusal !== null || id === null) return refusal;
      updateApi(db, id, after, now());
      log(after, place);
      return null;
    },
    // An import never deletes existing APIs that it doesn't contain.
    remove: () => null,
  };

  const order = [...entries.entries()].filter(([, { change }]) => change !== 'removed');
  const places = ['changed', 'added', 'unchanged'].flatMap((change) =>
    order.flatMap(([place, entry]) => (entry.change === change ? [place] : [])),
  );
  const named = new Set<string>();
  for (const [at, place] of places.entries()) {
    const entry = entries[place];
    if (entry?.change !== 'added' && entry?.change !== 'changed') continue;
    const { name, version } = entry.after;
    const self = entry.change === 'added' ? null : (findApiByName(db, name, version) ?? null);
    const refusal = refuse(entry.after, self, place) ?? takenBefore(entry, place, named);
    if (refusal !== null) return err(refusal);
    named.add(entry.key);
    if (at % BATCH !== BATCH - 1) continue;
    yield { done: 0, total };
    if (signal.aborted) return gaveUp;
  }

  let doneSoFar: StoredApis = { created: 0, updated: 0, unchanged: 0 };
  for (let at = 0; at < places.length; at += BATCH) {
    if (signal.aborted) return { doneSoFar };
    const batch = new Set(places.slice(at, at + BATCH));
    const applied = inTransaction(db, () =>
      applyDifferences(entries, writes, {
        isChosen: (_entry, place) => batch.has(place),
        transaction: (work) => work(),
      }),
    );
    if (!applied.ok) return err(applied.error.error);
    const { created, updated, unchanged } = applied.value;
    doneSoFar = {
      created: doneSoFar.created + created,
      updated: doneSoFar.updated + updated,
      unchanged: doneSoFar.unchanged + unchanged,
    };
    yield { done: Math.min(at + BATCH, total), total };
  }
  return ok(doneSoFar);
}

/** Whether an earlier choice has the same name and version. */
function takenBefore(
  { key, after }: { readonly key: string; readonly after: ApiDraft },
  place: number,
  named: ReadonlySet<string>,
): AppError | null {
  if (!named.has(key)) return null;
  const detail = { name: apiTitle(after) };
  return appError('field/taken', { field: `choices.${place}.name`, detail });
}
