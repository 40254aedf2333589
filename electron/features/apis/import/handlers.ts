import { randomUUID } from 'node:crypto';
import { type ApiDraft, apiTitle } from '../../../../shared/domain/api.ts';
import type { ImportReview } from '../../../../shared/domain/api-import.ts';
import { type ApiId, importIdSchema } from '../../../../shared/domain/ids.ts';
import type { ImportedApi } from '../../../../shared/domain/imported-api.ts';
import { type AppError, appError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import type { Context, SomeHandlers } from '../../../base/context/context.ts';
import { inTransaction, type ReadableDb } from '../../../base/database/database.ts';
import { findApi, findApiByName, insertApi, updateApi } from '../repository.ts';
import { refuseApi } from '../rules.ts';
import { apiDifference } from './difference.ts';
import { readOpenApiFiles } from './read-files.ts';

const OPENAPI_FILES = { name: 'OpenAPI', extensions: ['yaml', 'yml', 'json'] } as const;

/** What an API found in a file would change, if one of its name and version is there. */
function reviewItem(db: ReadableDb, found: ImportedApi): ImportReview['items'][number] {
  const id = findApiByName(db, found.name, found.version);
  const stored = id === undefined ? undefined : findApi(db, id);
  if (stored === undefined) return { found, existing: null };
  const { businessPlanIds } = stored;
  const difference = apiDifference(stored, found);
  return { found, existing: { id: stored.id, businessPlanIds, difference } };
}

/**
 * Reading files and storing what is in them are two calls: between them a person looks at the
 * review. What was found stays here, and the page only says which of it it wants.
 *
 * @param thread the entry of the thread that reads: what a file does to it is not done to us.
 */
export function createApiImportHandlers(thread: URL) {
  let pending: { readonly id: string; readonly found: readonly ImportedApi[] } | undefined;
  let reading: AbortController | undefined;

  async function review(
    { db, shell }: Context,
    paths: readonly string[],
  ): Promise<Result<ImportReview, AppError>> {
    reading?.abort();
    const controller = new AbortController();
    reading = controller;
    const { apis, problems } = await readOpenApiFiles(paths, {
      thread,
      signal: controller.signal,
      onProgress: (progress) => shell.importProgress(progress),
    });
    if (controller.signal.aborted) return err(appError('call/cancelled'));
    const id = importIdSchema.parse(randomUUID());
    pending = { id, found: apis };
    return ok({ id, items: apis.map((found) => reviewItem(db, found)), problems: [...problems] });
  }

  return {
    'api-import:choose': async (context) => {
      const paths = await context.shell.askForFiles({
        title: 'Import APIs',
        kind: OPENAPI_FILES,
        many: true,
      });
      return paths.length === 0 ? ok(null) : review(context, paths);
    },

    'api-import:drop': async (context, _input, { paths }) => {
      if (paths.length === 0) return err(appError('file/unreadable'));
      return review(context, paths);
    },

    'api-import:cancel': () => {
      reading?.abort();
      pending = undefined;
      return ok(null);
    },

    /** All of the choices or none of them. */
    'api-import:commit': ({ db, activity, now }, { id, choices }) => {
      const found = pending?.id === id ? pending.found : undefined;
      if (found === undefined) return err(appError('missing/import'));
      const stored = inTransaction(
        db,
        (): Result<{ created: number; updated: number }, AppError> => {
          let created = 0;
          let updated = 0;
          const written = new Set<ApiId>();
          for (const [place, { index, ...edited }] of choices.entries()) {
            const api = found[index];
            if (api === undefined) return err(appError('missing/import'));
            const draft: ApiDraft = {
              ...edited,
              provider: api.provider,
              description: api.description,
              scopes: api.scopes,
            };
            const twin = findApiByName(db, draft.name, draft.version) ?? null;
            // Of two choices with one name the second would quietly take the place of the first.
            const self = twin !== null && written.has(twin) ? null : twin;
            const refusal = refuseApi(db, draft, self);
            if (refusal !== null) {
              return err({ ...refusal, field: `choices.${place}.${refusal.field ?? 'name'}` });
            }
            if (twin === null) {
              written.add(insertApi(db, draft, now()));
              created += 1;
            } else {
              updateApi(db, twin, draft, now());
              written.add(twin);
              updated += 1;
            }
            activity.record({
              kind: 'api/imported',
              subject: apiTitle(draft),
              detail: { file: api.file, scopes: api.scopes.length },
            });
          }
          return ok({ created, updated });
        },
      );
      if (stored.ok) pending = undefined;
      return stored;
    },
  } satisfies SomeHandlers;
}
