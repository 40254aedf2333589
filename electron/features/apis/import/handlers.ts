import { randomUUID } from 'node:crypto';
import type { ImportReview } from '../../../../shared/domain/api-import.ts';
import { importIdSchema } from '../../../../shared/domain/ids.ts';
import type { ImportedApi } from '../../../../shared/domain/imported-api.ts';
import { type AppError, appError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import type { SomeHandlers, WriteContext } from '../../../base/context/context.ts';
import { type Ending, gaveUp, type StartedJob, type Steps } from '../../../base/context/jobs.ts';
import { withProgress } from '../../../base/context/progress.ts';
import type { ReadableDb } from '../../../base/database/database.ts';
import { findApi, findApiByName } from '../repository.ts';
import { apiDifference } from './difference.ts';
import { readOpenApiFiles } from './read-files.ts';
import { storeChoices } from './store-choices.ts';

const OPENAPI_FILES = {
  name: 'fileKind.openApi',
  extensions: ['yaml', 'yml', 'json', 'zip'],
} as const;

/** APIs looked up per step. */
const STEP = 50;

/** What an imported API would change, if one with its name and version exists. */
function reviewItem(db: ReadableDb, found: ImportedApi): ImportReview['items'][number] {
  const id = findApiByName(db, found.name, found.version);
  const stored = id === undefined ? undefined : findApi(db, id);
  if (stored === undefined) return { found, existing: null };
  const { businessPlanIds } = stored;
  const difference = apiDifference(stored, found);
  return { found, existing: { id: stored.id, businessPlanIds, difference } };
}

/**
 * Reading files and storing their APIs are two calls, with a review by the person in between. The
 * APIs that were found stay here, and the page only says which of them to store.
 *
 * @param thread the entry of the reading thread: a hostile file can only harm that thread.
 */
export function createApiImportHandlers(thread: URL) {
  let pending: { readonly id: string; readonly found: readonly ImportedApi[] } | undefined;
  let reading: StartedJob<'api-read'> | undefined;

  async function* read(
    db: ReadableDb,
    paths: readonly string[],
    signal: AbortSignal,
  ): Steps<Ending<ImportReview>> {
    const { apis, problems } = yield* withProgress((report) =>
      readOpenApiFiles(paths, {
        thread,
        signal,
        onProgress: ({ done, total, file }) =>
          report({ done, total, ...(file !== undefined && { at: file }) }),
      }),
    );
    const items: ImportReview['items'] = [];
    for (const found of apis) {
      if (signal.aborted) return gaveUp;
      items.push(reviewItem(db, found));
      if (items.length % STEP === 0) yield { done: apis.length, total: apis.length };
    }
    if (signal.aborted) return gaveUp;
    const id = importIdSchema.parse(randomUUID());
    pending = { id, found: apis };
    return ok({ id, items, problems: [...problems] });
  }

  function review(
    { db, jobs }: WriteContext,
    paths: readonly string[],
  ): Promise<Result<ImportReview, AppError>> {
    reading?.cancel();
    reading = jobs.start('api-read', (signal) => read(db, paths, signal));
    return reading.done;
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
      reading?.cancel();
      pending = undefined;
      return ok(null);
    },

    /** Stores no choice if one is refused, and only some of them if it is cancelled. */
    'api-import:commit': async (context, { id, choices }) => {
      const found = pending?.id === id ? pending.found : undefined;
      if (found === undefined) return err(appError('missing/import'));
      const work = (signal: AbortSignal) => storeChoices(context, found, choices, signal);
      const stored = await context.jobs.start('api-store', work).done;
      if (stored.ok && pending?.id === id) pending = undefined;
      return stored;
    },
  } satisfies SomeHandlers;
}
