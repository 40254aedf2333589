import { randomUUID } from 'node:crypto';
import { chmodSync, copyFileSync, renameSync, rmSync, truncateSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { createCipher } from '../../base/crypto/cipher.ts';
import type { Key } from '../../base/crypto/key.ts';
import { type Connection, connect, rekey } from '../../base/database/connect.ts';
import { checkpoint, inTransaction, type WritableDb } from '../../base/database/database.ts';
import { databaseError } from '../../base/database/database-error.ts';
import { PAGE_BYTES, readFileHeader, type WorkspaceId } from '../../base/database/file-header.ts';
import { holdFile } from '../../base/database/hold.ts';
import { createSeal } from '../../base/database/seal.ts';
import { endWith, pageCount } from '../../base/database/trailer.ts';
import { shmOf, walOf } from '../../base/database/wal-pages.ts';
import { syncFolderNow } from '../../base/disk/sync-folder.ts';
import { rechain } from '../activity/rechain.ts';
import { resealAll } from './reseal.ts';

interface Rotation {
  readonly file: string;
  readonly id: WorkspaceId;
  readonly from: Key;
  readonly to: Key;
  /** The slots of the new key: what the new file ends with. */
  readonly trailer: Uint8Array;
}

/**
 * Gives a closed workspace another data key: in a file of its own, which takes the old one's place
 * once it is whole and on the disk. Until then the old one is untouched; a kill leaves one of the
 * two, each with the slots that open it. Throws what the system says.
 *
 * @returns `secret/damaged` if a secret does not open, `seal/altered`: nothing was changed then.
 */
function rotateDataKey(rotation: Rotation): Result<null, AppError> {
  const { file, id, from, to, trailer } = rotation;
  const folder = dirname(file);
  const temporary = join(folder, `.latchkey-${randomUUID()}`);
  try {
    copyFileSync(file, temporary);
    chmodSync(temporary, 0o600);
    const pages = withDatabase(temporary, from, (db) => pageCount(db as unknown as WritableDb));
    // The engine would take the page of the slots for one of its own.
    truncateSync(temporary, pages * PAGE_BYTES);
    withDatabase(temporary, from, (db) => rekey(db, to, id));
    const changed = withDatabase(temporary, to, (connection) => {
      const db = connection as unknown as WritableDb;
      // What was altered must not look intact afterwards.
      if (!createSeal(db, from).isIntact()) return err(appError('seal/altered'));
      const done = inTransaction(db, () => {
        const resealed = resealAll(db, createCipher(from), createCipher(to));
        if (!resealed.ok) return resealed;
        createSeal(db, to).make();
        // After it: the seal follows the head of the log.
        rechain(db, from, to);
        return ok(null);
      });
      if (!done.ok) return done;
      const checked = connection.pragma('integrity_check(1)', { simple: true });
      if (checked !== 'ok') throw new Error(`The new file is not whole: ${String(checked)}`);
      checkpoint(db, 'TRUNCATE');
      return ok(pageCount(db));
    });
    if (!changed.ok) return changed;
    const header = readFileHeader(temporary);
    if (header.kind !== 'workspace' || header.id !== id) {
      throw new Error(`The new file is no workspace: ${header.kind}`);
    }
    endWith(temporary, changed.value, trailer);
    renameSync(temporary, file);
    syncFolderNow(folder);
    return ok(null);
  } finally {
    for (const path of [temporary, walOf(temporary), shmOf(temporary)]) {
      rmSync(path, { force: true });
    }
  }
}

function withDatabase<T>(file: string, key: Key, work: (db: Connection) => T): T {
  const db = connect(file, key);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

/** The same while no other program has the file. Never throws. */
export function rotateHeld(rotation: Rotation): Result<null, AppError> {
  const held = holdFile(rotation.file);
  if (!held.ok) return held;
  try {
    return rotateDataKey(rotation);
  } catch (error) {
    return err(databaseError(error, rotation.file));
  } finally {
    held.value.release();
  }
}
