import {
  type BigIntStats,
  closeSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { FileTrouble } from '../../../shared/domain/workspace.ts';
import { appError } from '../../../shared/errors.ts';
import { makeFolderNow } from '../disk/make-folder.ts';
import { checkpoint, guardWrites, type WritableDb, type WriteGuard } from './database.ts';
import { RefusedError } from './database-error.ts';
import { PAGE_BYTES } from './file-header.ts';
import {
  baseRecordOf,
  pagesOf,
  readMarks,
  sameMarks,
  updatedMarks,
  writeBaseRecord,
} from './page-marks.ts';
import type { Reserve } from './reserve.ts';
import { pageCount } from './trailer.ts';
import { walOf, walPages } from './wal-pages.ts';

/** SQLite's own limit of 1000 pages, set here: the guard must know of each checkpoint. */
const WAL_LIMIT = 1000 * PAGE_BYTES;
/** Larger files are not copied: opening them must stay quick. */
const LARGEST_COPY = 64 * 2 ** 20;
const CHUNK_BYTES = 2 ** 20;

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
  let marks = readMarks(descriptor, pageCount(db));
  /** Never reset: what another program wrote may have been read already. */
  let isOverwritten = false;
  let copy: number | null = null;
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

  function startCopy(): void {
    if (known.size > LARGEST_COPY) return;
    try {
      makeFolderNow(dirname(copyTo));
      rmSync(copyTo, { force: true });
      copy = openSync(copyTo, 'wx+', 0o600);
      const pages = pagesOf(marks);
      copyWhole(descriptor, copy, pages);
    } catch (error) {
      report(error);
      dropCopy();
    }
  }

  function dropCopy(): void {
    if (copy !== null) closeSync(copy);
    copy = null;
    rmSync(copyTo, { force: true });
    try {
      rmdirSync(dirname(copyTo));
    } catch {
      // Another workspace keeps its copy there.
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
    isOverwritten = !sameMarks(readMarks(descriptor, pagesOf(marks)), marks);
    if (isOverwritten) return 'overwritten';
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
    marks = updatedMarks(descriptor, marks, written, pages);
    known = statSync(file, { bigint: true });
    if (copy !== null) {
      try {
        copyPages(descriptor, copy, written, pages);
      } catch (error) {
        report(error);
        dropCopy();
      }
    }
    keep();
  }

  const guard: FileGuard = {
    trouble,
    get copy() {
      return copy === null ? null : copyTo;
    },
    beforeWrite,
    fromReserve,
    afterCommit() {
      try {
        const size = statSync(walOf(file), { throwIfNoEntry: false })?.size ?? 0;
        if (size >= WAL_LIMIT) checkpoint(db, 'PASSIVE');
      } catch (error) {
        // What was committed is in the WAL; the next checkpoint writes it to the file.
        report(error);
      }
    },
    checkpoint(work) {
      // Not `beforeWrite`: it makes room in the WAL.
      refuseTrouble();
      const written = walPages(walOf(file));
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
        if (copy !== null) closeSync(copy);
        return;
      }
      rmSync(record, { force: true });
      dropCopy();
    },
  };

  startCopy();
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

function copyPages(from: number, to: number, pages: Iterable<number>, count: number): void {
  const bytes = Buffer.alloc(PAGE_BYTES);
  for (const page of pages) {
    if (page > count) continue;
    const at = (page - 1) * PAGE_BYTES;
    const length = readSync(from, bytes, 0, PAGE_BYTES, at);
    writeSync(to, bytes, 0, length, at);
  }
  ftruncateSync(to, count * PAGE_BYTES);
  fsyncSync(to);
}

function copyWhole(from: number, to: number, pages: number): void {
  const chunk = Buffer.alloc(CHUNK_BYTES);
  const end = pages * PAGE_BYTES;
  for (let at = 0; at < end; at += CHUNK_BYTES) {
    const length = readSync(from, chunk, 0, Math.min(CHUNK_BYTES, end - at), at);
    writeSync(to, chunk, 0, length, at);
  }
  fsyncSync(to);
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
