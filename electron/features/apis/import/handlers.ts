import { randomUUID } from 'node:crypto';
import type { ImportReview } from '../../../../shared/domain/api-import.ts';
import { importIdSchema } from '../../../../shared/domain/ids.ts';
import type { ImportedApi } from '../../../../shared/domain/imported-api.ts';
import { type AppError, appError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import type { SomeHandlers, WriteContext } from '../../../base/context/context.ts';
import type { ReadableDb } from '../../../base/database/database.ts';
import { findApi, findApiByName } from '../repository.ts';
import { apiDifference } from './difference.ts';
import { readOpenApiFiles } from './read-files.ts';
import { storeChoices } from './store-choices.ts';

const OPENAPI_FILES = {
  name: 'fileKind.openApi',
  extensions: ['yaml', 'yml', 'json', 'zip'],
} as const;

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
    { db, shell }: WriteContext,
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
        title: 'dialog.importApis',
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
      const stored = storeChoices({ db, activity, now }, found, choices);
      if (!stored.ok) return stored;
      pending = undefined;
      const { created, updated, unchanged } = stored.value;
      return ok({ created, updated, unchanged });
    },
  } satisfies SomeHandlers;
}
