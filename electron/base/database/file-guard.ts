import { type BigIntStats, closeSync, openSync, rmSync, statSync } from 'node:fs';
import { z } from 'zod';
import type { FileTrouble } from '../../../shared/domain/workspace.ts';
import { appError } from '../../../shared/errors.ts';
import { all, checkpoint, guardWrites, type WritableDb, type WriteGuard } from './database.ts';
import { RefusedError } from './database-error.ts';
import { PAGE_BYTES } from './file-header.ts';
import { keepCopy } from './open-copy.ts';
import {
  baseRecordOf,
  hasMarks,
  markedPages,
  readMarks,
  updatedMarks,
  writeBaseRecord,
} from './page-marks.ts';
import type { Reserve } from './reserve.ts';
import { pageCount } from './trailer.ts';
import { walOf, walPages } from './wal-pages.ts';

/**
 * When the WAL is written into the file, set here because the guard must know of each checkpoint.
 * Twice SQLite's own limit: a bulk job writes the same pages again and again, and each checkpoint
 * decrypts and encrypts them once. With four times as many, a job takes a twentieth less, and other
 * calls wait twice as long for a checkpoint.
 */
const WAL_LIMIT = 2000 * PAGE_BYTES;

export interface FileGuard extends WriteGuard {
  /**
   * Why we may no longer write the file: another file has its name, another program wrote to it, or
   * it can't be seen at all.
   */
  trouble(): FileTrouble | null;
  /** A copy of the file as it was when its WAL began, if there is one. */
  readonly copy: string | null;
  /** To be called after we change the file. */
  accept(): void;
  /** Only after the database is closed: closing any descriptor drops SQLite's locks (POSIX). */
  end(outcome: 'clean' | 'left'): void;
}

export interface FileGuardOptions {
  readonly file: string;
  /** Where a copy of the file may be kept while it is open. */
  readonly copyTo: string;
  readonly reserve: Reserve;
  readonly onTrouble: () => void;
  readonly report: (error: unknown) => void;
}

/**
 * Watches the file of an open database: a sync program, a share or a person may replace it, and
 * SQLite would keep writing to the old file or replay its WAL into the new one.
 *
 * A WAL belongs to exactly one main file. A record beside it holds that file's page marks.
 */
export function guardFile(db: WritableDb, options: FileGuardOptions): FileGuard {
  const { file, copyTo, reserve, onTrouble, report } = options;
  const record = baseRecordOf(file);
  const descriptor = openSync(file, 'r');
  let known = statSync(file, { bigint: true });
  const always = changingPages(db);
  const first = pageCount(db);
  let marks = readMarks(descriptor, first, markedPages(first, always));
  /** Never reset: what another program wrote may have been read already. */
  let isOverwritten = false;
  const copy = keepCopy(descriptor, {
    // The space left on a full disk belongs to the log.
    to: reserve.isReleased() ? null : copyTo,
    pages: marks.pages,
    report,
  });
  let told: FileTrouble | null = null;

  function keep(): void {
    try {
      writeBaseRecord(file, marks);
    } catch (error) {
      report(error);
      // A stale record would set the current WAL aside.
      rmSync(record, { force: true });
    }
  }

  function look(): FileTrouble | null {
    if (isOverwritten) return 'overwritten';
    let found: BigIntStats;
    try {
      found = statSync(file, { bigint: true });
    } catch (error) {
      return isMissing(error) ? 'missing' : 'unreachable';
    }
    if (found.dev !== known.dev || found.ino !== known.ino) return 'replaced';
    if (found.mtimeNs === known.mtimeNs && found.size === known.size) return null;
    // A share may report a different time although nothing was written.
    isOverwritten = !hasMarks(descriptor, marks);
    if (isOverwritten) {
      copy.giveUp();
      return 'overwritten';
    }
    known = found;
    return null;
  }

  function trouble(): FileTrouble | null {
    const found = look();
    // The caller checks again.
    const isNews = found !== told;
    told = found;
    if (isNews) onTrouble();
    return found;
  }

  function refuseTrouble(): void {
    const found = trouble();
    if (found !== null) throw new RefusedError(troubleError(found, file));
  }

  function beforeWrite(): void {
    refuseTrouble();
    reserve.beforeWrite();
  }

  function fromReserve<T>(write: () => T): T {
    const output = reserve.use(write);
    if (reserve.isReleased()) {
      try {
        // The next entry then overwrites this one in the WAL.
        checkpoint(db, 'PASSIVE');
      } catch (error) {
        report(error);
      }
    }
    return output;
  }

  function refresh(written: ReadonlySet<number>): void {
    const pages = pageCount(db);
    marks = updatedMarks(descriptor, marks, written, pages, always);
    known = statSync(file, { bigint: true });
    copy.update(written, pages);
    keep();
  }

  const guard: FileGuard = {
    trouble,
    get copy() {
      return copy.complete() ? copyTo : null;
    },
    beforeWrite,
    fromReserve,
    afterCommit() {
      try {
        const size = statSync(walOf(file), { throwIfNoEntry: false })?.size ?? 0;
        if (size < WAL_LIMIT) return false;
        checkpoint(db, 'PASSIVE');
      } catch (error) {
        // What was committed is in the WAL; the next checkpoint writes it to the file.
        report(error);
      }
      return true;
    },
    checkpoint(work) {
      // Not `beforeWrite`: it makes room in the WAL.
      refuseTrouble();
      const written = walPages(walOf(file));
      // The copy is of the file as it is before the checkpoint.
      if (written.size > 0) copy.complete();
      const output = work();
      if (written.size > 0) refresh(written);
      return output;
    },
    accept() {
      known = statSync(file, { bigint: true });
    },
    end(outcome) {
      closeSync(descriptor);
      if (outcome === 'left') {
        copy.leave();
        return;
      }
      rmSync(record, { force: true });
      copy.drop();
    },
  };

  keep();
  db.pragma('wal_autocheckpoint = 0');
  // After a checkpoint, the WAL's size decides when the next one is due.
  db.pragma('journal_size_limit = 0');
  guardWrites(db, guard);
  return guard;
}

export function troubleError(trouble: FileTrouble, file: string) {
  const detail = { file };
  if (trouble === 'missing') return appError('database/missing', { detail });
  if (trouble === 'unreachable') return appError('database/unreachable', { detail });
  return appError('database/replaced', { detail });
}

const rootRows = z.array(z.object({ page: z.number() }));

/** The pages of the tables that every change of the workspace writes: see seal.ts. */
function changingPages(db: WritableDb): readonly number[] {
  const rows = all(
    db,
    "SELECT rootpage AS page FROM sqlite_schema WHERE name IN ('seal', 'activity_head')",
  );
  return rootRows.parse(rows).map(({ page }) => page);
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
