import { chmodSync, copyFileSync, existsSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { UnlockMethodId } from '../../../shared/domain/ids.ts';
import type { TypedSecret } from '../../../shared/domain/passphrase.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Key } from '../../base/crypto/key.ts';
import type { WritableDb } from '../../base/database/database.ts';
import { databaseError } from '../../base/database/database-error.ts';
import { PAGE_BYTES, readFileHeader, type WorkspaceId } from '../../base/database/file-header.ts';
import {
  headerProblem,
  type OpenDatabase,
  type Opening,
  openDatabase,
} from '../../base/database/open.ts';
import { pageCount, readTrailer } from '../../base/database/trailer.ts';
import { shmOf, walOf } from '../../base/database/wal-pages.ts';
import { makeFolderNow } from '../../base/disk/make-folder.ts';
import { temporaryBeside } from '../../base/disk/temporary-file.ts';
import { isAuthentic, type KeyBlock, parseBlock } from '../workspace/key-block.ts';
import { type Unlocked, unlockTyped } from '../workspace/unlock.ts';

/** An open copy of a backup; the backup itself is never written to. */
export interface OpenedBackup {
  readonly id: WorkspaceId;
  readonly dataKey: Key;
  readonly block: KeyBlock;
  /** The unlock method that opened it. */
  readonly method: UnlockMethodId;
  /** The copy. */
  readonly file: string;
  readonly opened: OpenDatabase;
  /** Whether the key slots at the end of the file are intact. */
  readonly areKeysWhole: boolean;
}

/**
 * Copies a backup to `copy` and opens the copy with what unlocked the workspace at that time.
 *
 * @param mostProven with more protected rows than this, only its seal is checked, not the rows.
 * @returns the open copy, which the caller closes; `workspace/wrong`, `backup/in-use`, or why it
 *   can't be opened as a backup.
 */
export async function openBackup(
  backup: string,
  copy: string,
  typed: TypedSecret,
  { mostProven }: Pick<Opening, 'mostProven'> = {},
): Promise<Result<OpenedBackup, AppError>> {
  let way: Unlocked | null = null;
  let opened: Result<OpenDatabase, AppError> | null = null;
  try {
    const header = readFileHeader(backup);
    const problem = headerProblem(header, backup);
    if (problem !== null || header.kind !== 'workspace') {
      return err(problem ?? appError('database/damaged', { detail: { file: backup } }));
    }
    // Part of a file that is open, or wasn't closed, is still in its WAL.
    if ((statSync(walOf(backup), { throwIfNoEntry: false })?.size ?? 0) > 0) {
      return err(appError('backup/in-use', { detail: { file: backup } }));
    }
    const { id } = header;
    const trailer = readTrailer(backup);
    const block = trailer === null ? null : parseBlock(trailer);
    if (trailer === null || block === null || block.id !== id) {
      return err(appError('backup/no-keys', { detail: { file: backup } }));
    }
    way = await unlockTyped(block, typed);
    if (way === null) return err(appError('workspace/wrong', { field: 'passphrase' }));
    const { dataKey, method } = way;
    makeFolderNow(dirname(copy));
    copyFileSync(backup, copy);
    chmodSync(copy, 0o600);
    const { size } = statSync(copy);
    // A backup of an older version is migrated next, and has more pages then.
    let pages = 0;
    const beforeWriting = (db: WritableDb): void => {
      pages = pageCount(db);
    };
    opened = openDatabase(copy, dataKey, {
      beforeWriting,
      ...(mostProven !== undefined && { mostProven }),
    });
    if (!opened.ok) {
      const { code } = opened.error;
      return err(appError(code, { detail: { file: backup } }));
    }
    const isPadded = trailer.subarray(block.bytes.length).every((byte) => byte === 0);
    const isLast = size === (pages + 1) * PAGE_BYTES;
    const areKeysWhole = isPadded && isLast && isAuthentic(block, dataKey);
    return ok({ id, dataKey, block, method, file: copy, opened: opened.value, areKeysWhole });
  } catch (error) {
    return err(
      existsSync(backup)
        ? databaseError(error, backup)
        : appError('file/unreadable', { detail: { file: backup, reason: 'ENOENT' } }),
    );
  } finally {
    if (opened?.ok !== true) way?.dataKey.wipe();
  }
}

/** A file name for such a copy. */
export const copyIn = (folder: string): string => temporaryBeside(join(folder, 'copy'));

export function removeCopy(copy: string): void {
  for (const path of [copy, walOf(copy), shmOf(copy)]) rmSync(path, { force: true });
}
