import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Backup } from '../../../shared/domain/backup.ts';
import { readFileHeader, type WorkspaceId } from '../../base/database/file-header.ts';
import { parseBackupName } from './names.ts';
import { retained } from './retention.ts';

/** The folder of a workspace's backups on this machine. */
export const backupsOf = (home: string, id: WorkspaceId): string => join(home, 'backups', id);

/**
 * The backups of one workspace in a folder, newest first; none if the folder isn't accessible.
 *
 * @param open the file that is open: a backup opened as a workspace doesn't count as a backup.
 */
export function listBackups(
  folder: string,
  id: WorkspaceId | null,
  place: Backup['place'],
  open: string | null,
): Backup[] {
  const openFile = open === null ? null : inodeOf(open);
  const found: Backup[] = [];
  for (const name of namesIn(folder)) {
    const parsed = parseBackupName(name);
    if (parsed === null) continue;
    const file = join(folder, name);
    try {
      const { ino, size } = statSync(file, { bigint: true });
      // Reading and closing the open file would drop SQLite's locks on it (POSIX).
      if (ino === openFile) continue;
      const header = readFileHeader(file);
      // A damaged backup is listed although its workspace is unknown, so that its check can say so.
      const isOther = header.kind === 'workspace' && id !== null && header.id !== id;
      if (isOther || (header.kind !== 'workspace' && place === 'folder')) continue;
      found.push({ file, at: parsed.at, reason: parsed.reason, bytes: Number(size), place });
    } catch {
      // Deleted meanwhile, or unreadable.
    }
  }
  return found.toSorted((a, b) => b.at - a.at);
}

/**
 * Deletes the backups that retention doesn't keep. Throws file system errors.
 *
 * @param fresh the backup just made: it stays even if the clock was set back and it looks oldest.
 */
export function prune(backups: readonly Backup[], fresh: string): void {
  const kept = retained(backups);
  for (const backup of backups)
    if (!kept.has(backup) && backup.file !== fresh) rmSync(backup.file, { force: true });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function inodeOf(file: string): bigint | null {
  return statSync(file, { bigint: true, throwIfNoEntry: false })?.ino ?? null;
}
