import { existsSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { JobProgress } from '../../../shared/domain/job.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { createCipher } from '../../base/crypto/cipher.ts';
import type { Key } from '../../base/crypto/key.ts';
import { rekey } from '../../base/database/connect.ts';
import {
  first,
  inTransaction,
  type ReadableDb,
  type WritableDb,
} from '../../base/database/database.ts';
import { databaseError } from '../../base/database/database-error.ts';
import { readFileHeader, type WorkspaceId } from '../../base/database/file-header.ts';
import type { RotateTask } from '../../base/database/file-task.ts';
import { holdFile } from '../../base/database/hold.ts';
import {
  copyInto,
  countSteps,
  type FileSteps,
  settleNewFile,
  withDatabase,
  writeNewFile,
} from '../../base/database/new-file.ts';
import { createSeal } from '../../base/database/seal.ts';
import { endWith } from '../../base/database/trailer.ts';
import { walOf } from '../../base/database/wal-pages.ts';
import { syncFolderNow } from '../../base/disk/sync-folder.ts';
import { rechain } from '../activity/rechain.ts';
import { countSealed, resealAll } from './reseal.ts';
import { writePastKey } from './witness.ts';

/** Steps that aren't counted in rows: copying, encrypting and checking the file. */
const WHOLE_FILE_STEPS = 3;

/**
 * Writes an open workspace with a new data key to a new file, with the slots that open it:
 * complete, verified and on the disk, or not at all. Only reads the workspace. Never throws.
 *
 * @param db a read connection; writes made meanwhile are missing from the new file.
 * @returns `secret/damaged` if a secret doesn't open, `seal/altered`, or what the system says.
 */
export function prepareRotation(
  db: ReadableDb,
  { from, to }: { readonly from: Key; readonly to: Key },
  { temporary, id, trailer }: RotateTask,
  onProgress: (progress: JobProgress) => void,
): Result<null, AppError> {
  return writeNewFile(temporary, () => {
    const steps = countSteps({ rows: rowsIn(db), wholeFileSteps: WHOLE_FILE_STEPS }, onProgress);
    copyInto(db, temporary);
    steps.onFile();
    withDatabase(temporary, from, (copy) => rekey(copy, to, id));
    steps.onFile();
    const prepared = resealed(temporary, { from, to, trailer, steps });
    assertWorkspace(temporary, id);
    return prepared;
  });
}

interface Resealing {
  readonly from: Key;
  readonly to: Key;
  readonly trailer: Uint8Array;
  readonly steps: FileSteps;
}

/** Moves the secrets, the seal and the log to the new key; then appends the trailer. */
function resealed(file: string, { from, to, trailer, steps }: Resealing): Result<null, AppError> {
  const changed = withDatabase(file, to, (connection) => {
    const db = connection as unknown as WritableDb;
    // A new seal would make an altered file look intact.
    const old = createSeal(db, from);
    if (!old.isIntact()) return err(appError('seal/altered'));
    const done = inTransaction(db, () => {
      const all = resealAll(db, createCipher(from), createCipher(to), steps.onRow);
      if (!all.ok) return all;
      writePastKey(db, old);
      createSeal(db, to).make();
      // After the seal is made, since the seal tracks the head of the log.
      rechain(db, from, to, steps.onRow);
      return ok(null);
    });
    if (!done.ok) return done;
    const pages = settleNewFile(db);
    steps.onFile();
    return ok(pages);
  });
  if (!changed.ok) return changed;
  endWith(file, changed.value, trailer);
  return ok(null);
}

const entriesRow = z.object({ entries: z.number() });

/** How many rows get another key: entries of the log, and secrets. */
function rowsIn(db: ReadableDb): number {
  const counted = first(db, 'SELECT COUNT(*) AS entries FROM activity');
  return entriesRow.parse(counted).entries + countSealed(db);
}

function assertWorkspace(file: string, id: WorkspaceId): void {
  if (!existsSync(file)) return;
  const header = readFileHeader(file);
  if (header.kind === 'workspace' && header.id === id) return;
  throw new Error(`The new file isn’t a workspace: ${header.kind}`);
}

/**
 * Replaces the closed workspace with the new file, atomically: a kill leaves one of the two, each
 * with the slots that open it. Never throws.
 *
 * @returns `database/busy` if another program has the workspace open or left a WAL beside it.
 */
export function putRotated(file: string, temporary: string): Result<null, AppError> {
  const held = holdFile(file);
  if (!held.ok) return held;
  try {
    // SQLite would replay the WAL, written with the old key, into the new file.
    if ((statSync(walOf(file), { throwIfNoEntry: false })?.size ?? 0) > 0) {
      return err(appError('database/busy', { detail: { file } }));
    }
    renameSync(temporary, file);
    syncFolderNow(dirname(file));
    return ok(null);
  } catch (error) {
    return err(databaseError(error, file));
  } finally {
    held.value.release();
  }
}
