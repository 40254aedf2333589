import type {
  ApplicationSelection,
  ApplicationSummary,
} from '../../../shared/domain/application.ts';
import type { ApplicationId } from '../../../shared/domain/ids.ts';
import type { AppError } from '../../../shared/errors.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { ReadableDb } from '../../base/database/database.ts';
import { listApplications } from './repository.ts';
import { requireApplication } from './rules.ts';

/** Applications per step. */
const STEP = 200;

/**
 * The applications of a selection at `now` (ms), a page at a time: chosen ones in the order of the
 * choice, or all that a filter finds, by name. The next page is read only once the last one has been
 * used, so what is changed meanwhile may be left out or come again.
 *
 * @returns pages, or `missing/application` at the first chosen one that is gone.
 */
export function* selectedApplications(
  db: ReadableDb,
  selection: ApplicationSelection,
  now: number,
): Generator<Result<readonly ApplicationSummary[], AppError>, void, void> {
  if ('ids' in selection) {
    const ids = [...new Set(selection.ids)];
    for (let at = 0; at < ids.length; at += STEP) {
      yield chosen(db, ids.slice(at, at + STEP), now);
    }
    return;
  }
  let after: ApplicationId | undefined;
  for (;;) {
    const page = listApplications(db, { ...selection.filter, after, limit: STEP }, now);
    yield ok(page);
    if (page.length < STEP) return;
    after = page.at(-1)?.id;
  }
}

function chosen(
  db: ReadableDb,
  ids: readonly ApplicationId[],
  now: number,
): Result<readonly ApplicationSummary[], AppError> {
  const found: ApplicationSummary[] = [];
  for (const id of ids) {
    const application = requireApplication(db, id, now);
    if (!application.ok) return application;
    found.push(application.value);
  }
  return ok(found);
}

/** The ids of a whole selection, or `missing/application`. */
export function selectedIds(
  db: ReadableDb,
  selection: ApplicationSelection,
  now: number,
): Result<readonly ApplicationId[], AppError> {
  const ids: ApplicationId[] = [];
  for (const page of selectedApplications(db, selection, now)) {
    if (!page.ok) return page;
    for (const { id } of page.value) ids.push(id);
  }
  return ok(ids);
}
