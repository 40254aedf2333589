import type { ApplicationSelection } from '../../../shared/domain/application.ts';
import type { ApplicationId } from '../../../shared/domain/ids.ts';
import type { JobResult } from '../../../shared/domain/job.ts';
import { ok } from '../../../shared/result.ts';
import type { WriteContext } from '../../base/context/context.ts';
import { type Ending, gaveUp, type Steps } from '../../base/context/jobs.ts';
import { inTransaction } from '../../base/database/database.ts';
import {
  deleteApplication,
  findApplication,
  setFavourite,
  updateApplication,
} from './repository.ts';
import { selectedApplications } from './select-applications.ts';

/** Most applications that are named afterwards: undoing more would keep the window waiting. */
const MOST_NAMED = 1000;

/** Applications changed per transaction. */
const BATCH = 100;

type Changed = Steps<Ending<JobResult<'application-change'>>>;

export interface Arrangement {
  readonly favourite?: boolean | undefined;
  readonly group?: string | undefined;
}

/** Marks applications as favourites or not, and puts them into a group. */
export function arrangeApplications(
  context: WriteContext,
  selection: ApplicationSelection,
  { favourite, group }: Arrangement,
  signal: AbortSignal,
): Changed {
  const { db, activity, now } = context;
  return changeEach(context, selection, signal, (id) => {
    const application = findApplication(db, id, now());
    if (application === undefined) return;
    const { name, description, perTokenQuota } = application;
    if (favourite !== undefined) setFavourite(db, id, favourite);
    if (group === undefined || group === application.group) return;
    updateApplication(db, application, { name, description, perTokenQuota, group }, now());
    activity.record({ kind: 'application/updated', subject: name, detail: { group } });
  });
}

/** Moves applications to the bin, where their tokens count as revoked. */
export function deleteApplications(
  context: WriteContext,
  selection: ApplicationSelection,
  signal: AbortSignal,
): Changed {
  const { db, activity, now } = context;
  return changeEach(context, selection, signal, (id) => {
    const application = findApplication(db, id, now());
    if (application === undefined) return;
    const { name, activeTokenCount } = application;
    deleteApplication(db, id, now());
    activity.record({
      kind: 'application/deleted',
      subject: name,
      detail: { activeTokens: activeTokenCount },
    });
  });
}

/**
 * Finds all applications first, since a change may move them out of the filter, and then changes
 * them in batches. Those that are deleted meanwhile are left out.
 */
async function* changeEach(
  { db, now }: WriteContext,
  selection: ApplicationSelection,
  signal: AbortSignal,
  change: (id: ApplicationId) => void,
): Changed {
  const ids: ApplicationId[] = [];
  for (const page of selectedApplications(db, selection, now())) {
    if (!page.ok) return page;
    for (const { id } of page.value) ids.push(id);
    yield { done: 0, total: null };
    if (signal.aborted) return gaveUp;
  }
  for (let at = 0; at < ids.length; at += BATCH) {
    if (signal.aborted) return { doneSoFar: { changed: at, ids: [] } };
    inTransaction(db, () => {
      for (const id of ids.slice(at, at + BATCH)) change(id);
      return ok(null);
    });
    yield { done: Math.min(at + BATCH, ids.length), total: ids.length };
  }
  return ok({ changed: ids.length, ids: ids.length <= MOST_NAMED ? ids : [] });
}
