import type { BulkIssue } from '../../../shared/domain/bulk.ts';
import type { BulkIssueId } from '../../../shared/domain/ids.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { SomeHandlers, WriteContext } from '../../base/context/context.ts';
import type { ReadableDb } from '../../base/database/database.ts';
import { prepareBulk } from './bulk-prepare.ts';
import {
  deleteBulkIssue,
  findBulkIssue,
  findPlace,
  listBulkIssues,
  listItems,
} from './bulk-repository.ts';
import { prepareRevocation, runRevocation } from './bulk-revoke.ts';
import { runBulk } from './bulk-run.ts';

/** The bulk jobs that are running, by connection. */
const running = new WeakMap<ReadableDb, Set<BulkIssueId>>();

function runningIn(db: ReadableDb): Set<BulkIssueId> {
  const known = running.get(db) ?? new Set<BulkIssueId>();
  running.set(db, known);
  return known;
}

/** The bulk job if it isn't running; otherwise why it can't be run or removed. */
function requireIdle(db: ReadableDb, id: BulkIssueId): Result<BulkIssue, AppError> {
  const found = findBulkIssue(db, id);
  if (found === undefined) return err(appError('missing/bulk-issue'));
  return runningIn(db).has(id) ? err(appError('bulk/running')) : ok(found);
}

async function run(context: WriteContext, id: BulkIssueId) {
  const found = requireIdle(context.db, id);
  if (!found.ok) return found;
  if (found.value.endedAt !== null) return err(appError('bulk/ended'));
  const { db, jobs } = context;
  runningIn(db).add(id);
  try {
    const steps = found.value.kind === 'revoke' ? runRevocation : runBulk;
    return await jobs.start('bulk-run', (signal) => steps(context, id, signal)).done;
  } finally {
    runningIn(db).delete(id);
  }
}

export const bulkHandlers = {
  'bulk:prepare': (context, request) =>
    context.jobs.start('bulk-prepare', (signal) =>
      request.kind === 'revoke'
        ? prepareRevocation(context, request, signal)
        : prepareBulk(context, request, signal),
    ).done,

  'bulk:run': (context, { id }) => run(context, id),

  'bulk:discard': ({ db }, { id }) => {
    const found = requireIdle(db, id);
    if (!found.ok) return found;
    deleteBulkIssue(db, id);
    return ok(null);
  },

  'bulk:list': ({ db }) => ok(listBulkIssues(db)),

  'bulk:items': ({ db }, { id, which, after, limit }) => {
    const place = findPlace(db, id);
    if (place === undefined) return err(appError('missing/bulk-issue'));
    const items = listItems(db, place.sequence, which, after, limit + 1);
    return ok({ items: items.slice(0, limit), more: items.length > limit });
  },
} satisfies SomeHandlers;
