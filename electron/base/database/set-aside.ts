import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { copyWhole } from '../disk/move-file.ts';
import { syncFolderNow } from '../disk/sync-folder.ts';
import { fileHasMarks, type PageMarks, readBaseRecord } from './page-marks.ts';
import { shmOf, walOf, walPages } from './wal-pages.ts';

/**
 * A free name beside `file` for what is set aside: "Keys (set aside 2026-11-25 18.46.02).latchkey".
 *
 * @param now milliseconds since the epoch.
 * @param why appears in the name.
 */
export function asideName(
  file: string,
  now: number,
  folder = dirname(file),
  why = 'set aside',
): string {
  const ending = extname(file);
  const name = basename(file, ending);
  const at = new Date(now).toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.');
  for (let nth = 1; ; nth += 1) {
    const number = nth === 1 ? '' : ` ${nth}`;
    const path = join(folder, `${name} (${why} ${at}${number})${ending}`);
    if (!existsSync(path) && !existsSync(walOf(path))) return path;
  }
}

/**
 * If someone replaces the file after a crash, the WAL beside it must not be replayed into the new
 * one. The WAL gets another name; with the copy of its own file, if there is one, it is a complete
 * workspace again.
 *
 * Not for a file that is open. Throws the system's error.
 *
 * @param copy where the program that wrote the WAL kept a copy of its file.
 * @returns what was set aside, or null if the WAL belongs to the file or there is none.
 */
export function setForeignWalAside(file: string, copy: string, now: number): string | null {
  const wal = walOf(file);
  const marks = foreignMarks(file);
  if (marks === null) return null;
  const pages = walPages(wal);
  const aside = asideName(file, now);
  const isWhole = existsSync(copy) && fileHasMarks(copy, marks, pages);
  // The file comes first: if the process is killed in between, the WAL must not be left without it.
  if (isWhole && !copyWhole(copy, aside)) throw new Error('The name is already taken');
  renameSync(wal, walOf(aside));
  rmSync(shmOf(file), { force: true });
  syncFolderNow(dirname(file));
  return isWhole ? aside : walOf(aside);
}

/** Whether the WAL beside a file that isn't open belongs to another file. */
export function hasForeignWal(file: string): boolean {
  return foreignMarks(file) !== null;
}

/** The marks of the file that the WAL belongs to, if that isn't this one. */
function foreignMarks(file: string): PageMarks | null {
  const wal = walOf(file);
  const size = statSync(wal, { throwIfNoEntry: false })?.size ?? 0;
  const marks = readBaseRecord(file);
  // Without a record, SQLite decides.
  if (size === 0 || marks === null) return null;
  return fileHasMarks(file, marks, walPages(wal)) ? null : marks;
}
