import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { copyWhole } from '../disk/move-file.ts';
import { syncFolderNow } from '../disk/sync-folder.ts';
import { hasMarks, type PageMarks, readBaseRecord } from './page-marks.ts';
import { shmOf, walOf, walPages } from './wal-pages.ts';

/**
 * A free name beside `file` for what is kept of it: "Keys (set aside 2026-11-25 18.46.02).latchkey".
 *
 * @param now milliseconds since the epoch.
 * @param why is told in the name.
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
 * Keeps a WAL from being replayed into a file that it does not belong to: after a crash somebody
 * copied another file to its place. The WAL gets another name; with the copy of its own file, where
 * there is one, it is a whole workspace again.
 *
 * Not for a file that is open. Throws what the system says.
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
  const isWhole = existsSync(copy) && hasMarks(copy, marks, pages);
  // First the file: a kill in between must not leave its WAL without it.
  if (isWhole && !copyWhole(copy, aside)) throw new Error('The name was taken meanwhile');
  renameSync(wal, walOf(aside));
  rmSync(shmOf(file), { force: true });
  syncFolderNow(dirname(file));
  return isWhole ? aside : walOf(aside);
}

/** Whether the WAL beside a file that isn't open belongs to another one. */
export function hasForeignWal(file: string): boolean {
  return foreignMarks(file) !== null;
}

/** Of the file that the WAL belongs to, if that isn't this one. */
function foreignMarks(file: string): PageMarks | null {
  const wal = walOf(file);
  const size = statSync(wal, { throwIfNoEntry: false })?.size ?? 0;
  const marks = readBaseRecord(file);
  // Without a record it is the word of SQLite that counts.
  if (size === 0 || marks === null) return null;
  return hasMarks(file, marks, walPages(wal)) ? null : marks;
}
