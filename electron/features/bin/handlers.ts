import type { BinEntry, BinRef } from '../../../shared/domain/bin.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { SomeHandlers, WriteContext } from '../../base/context/context.ts';
import { inTransaction, type ReadableDb, truncateWal } from '../../base/database/database.ts';
import { log } from '../../base/log/log.ts';
import {
  countBin,
  findBinEntry,
  listBin,
  listOverdue,
  purge,
  restore,
  trustedTime,
} from './repository.ts';

function theEntry(db: ReadableDb, ref: BinRef): Result<BinEntry, AppError> {
  const entry = findBinEntry(db, ref);
  return entry === undefined ? err(appError('missing/bin-entry')) : ok(entry);
}

/** How many items of each kind are purged in one transaction. */
const PAGE = 200;

/**
 * Purges items that have been in the bin longer than the bin keeps them. A clock that is wrong once
 * must not delete anything, so two looks at the clock have to agree: see `trustedTime`.
 *
 * At most a page of them, so that nothing waits for long: the next look continues. Never throws: a
 * failed purge must not prevent opening the workspace.
 *
 * @param report called on failure; the bin is then unchanged.
 * @returns whether anything was purged.
 */
export function purgeOverdue(
  { db, activity, now }: Pick<WriteContext, 'db' | 'activity' | 'now'>,
  report = (error: unknown): void => log('latchkey core', error),
): boolean {
  try {
    if (listOverdue(db, now(), 1).length === 0) return false;
    const overdue = listOverdue(db, trustedTime(db, now()), PAGE);
    if (overdue.length === 0) return false;
    inTransaction(db, () => {
      for (const entry of overdue) {
        // A subscription may already have been purged with its application.
        if (findBinEntry(db, entry) === undefined) continue;
        purge(db, entry);
        activity.record({ kind: 'bin/purged', subject: entry.name });
      }
      return ok(null);
    });
    truncateWal(db);
    return true;
  } catch (error) {
    report(error);
    return false;
  }
}

export function emptyOverdueBin(context: WriteContext): void {
  if (purgeOverdue(context)) context.shell.changed(['tokens', 'activity']);
}

export const binHandlers = {
  'bin:list': ({ db }, query) => ok(listBin(db, query)),

  'bin:count': ({ db }) => ok(countBin(db)),

  'bin:restore': ({ db, activity }, ref) =>
    inTransaction(db, () => {
      const entry = theEntry(db, ref);
      if (!entry.ok) return entry;
      try {
        restore(db, ref);
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
        return err(appError('field/taken', { detail: { name: entry.value.name } }));
      }
      activity.record({ kind: 'bin/restored', subject: entry.value.name });
      return ok(null);
    }),

  'bin:purge': ({ db, activity }, ref) => {
    const purged = inTransaction(db, () => {
      const entry = theEntry(db, ref);
      if (!entry.ok) return entry;
      purge(db, ref);
      activity.record({ kind: 'bin/purged', subject: entry.value.name });
      return ok(null);
    });
    if (purged.ok) truncateWal(db);
    return purged;
  },
} satisfies SomeHandlers;

/** Whether something new has taken the name or the place meanwhile. */
function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_UNIQUE';
}
