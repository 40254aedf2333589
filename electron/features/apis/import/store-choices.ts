import { type Applied, applyDifferences } from '../../../../shared/differences/apply.ts';
import { compare, type RecordKind } from '../../../../shared/differences/compare.ts';
import { type ApiDraft, apiTitle } from '../../../../shared/domain/api.ts';
import type { ImportChoice } from '../../../../shared/domain/api-import.ts';
import type { ApiId } from '../../../../shared/domain/ids.ts';
import type { ImportedApi } from '../../../../shared/domain/imported-api.ts';
import { type AppError, appError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import type { WriteContext } from '../../../base/context/context.ts';
import { inTransaction, type ReadableDb } from '../../../base/database/database.ts';
import { findApi, findApiByName, insertApi, updateApi } from '../repository.ts';
import { refuseApi } from '../rules.ts';
import { apiKind } from './difference.ts';

const draftKind: RecordKind<ApiDraft> = {
  ...apiKind,
  fields: [...apiKind.fields, 'businessPlanIds'],
};

/**
 * Stores what the person chose of `found`: all of it or nothing. What is the same already is not
 * written, and is counted as unchanged.
 *
 * Errors: `missing/import` for a choice that was not found; those of `refuseApi`, at
 * `choices.<place>.<field>`. The second of two choices with one name and version is refused, and
 * does not replace the first.
 */
export function storeChoices(
  { db, activity, now }: Pick<WriteContext, 'db' | 'activity' | 'now'>,
  found: readonly ImportedApi[],
  choices: readonly ImportChoice[],
): Result<Applied, AppError> {
  const drafts: ApiDraft[] = [];
  const files: string[] = [];
  for (const { index, ...edited } of choices) {
    const api = found[index];
    if (api === undefined) return err(appError('missing/import'));
    const { provider, description, scopes, file } = api;
    // Which plans are offered counts, not in which order they were ticked.
    const businessPlanIds = edited.businessPlanIds.toSorted();
    drafts.push({ ...edited, businessPlanIds, provider, description, scopes });
    files.push(file);
  }

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

  const stored = inTransaction(db, () =>
    applyDifferences(
      compare(draftKind, storedLike(db, drafts), drafts).entries,
      {
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
        // A file that was not chosen says nothing about the APIs that are there.
        remove: () => null,
      },
      { transaction: (work) => work() },
    ),
  );
  return stored.ok ? ok(stored.value) : err(stored.error.error);
}

/** The stored APIs that have the name and version of one of `drafts`. */
function storedLike(db: ReadableDb, drafts: readonly ApiDraft[]): ApiDraft[] {
  const ids = drafts.map(({ name, version }) => findApiByName(db, name, version));
  return [...new Set(ids)].flatMap((id) => {
    const api = id === undefined ? undefined : findApi(db, id);
    return api === undefined ? [] : [{ ...api, businessPlanIds: api.businessPlanIds.toSorted() }];
  });
}
