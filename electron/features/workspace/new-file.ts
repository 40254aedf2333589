import type { AppError } from '../../../shared/errors.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { Key } from '../../base/crypto/key.ts';
import { createDatabase } from '../../base/database/create.ts';
import { holdFile } from '../../base/database/hold.ts';
import { createActivityLog } from '../activity/activity-log.ts';
import { writeSettings } from '../settings/repository.ts';
import type { KeyBlock } from './key-block.ts';
import { writeMirror } from './key-places.ts';
import { seed } from './session.ts';

export interface NewFile {
  readonly home: string;
  readonly file: string;
  readonly owner: string;
  readonly block: KeyBlock;
  readonly dataKey: Key;
  readonly now: () => number;
}

/**
 * Creates a workspace file under a lock, completely or not at all.
 *
 * @returns `database/busy`, `workspace/exists`, or what the system says.
 */
export function writeNewFile({ home, file, owner, block, dataKey, now }: NewFile) {
  // Another program may be creating the file at the same time.
  const held = holdFile(file);
  if (!held.ok) return held;
  try {
    // Before the file, which must never exist without its keys.
    writeMirror(home, block);
    return createDatabase(file, {
      id: block.id,
      key: dataKey,
      trailer: block.bytes,
      fill: (db): Result<null, AppError> => {
        writeSettings(db, { owner });
        const actor = { byName: owner, byMethod: 'passphrase' } as const;
        seed(
          db,
          createActivityLog(db, dataKey, now, () => actor),
          owner,
        );
        return ok(null);
      },
    });
  } finally {
    held.value.release();
  }
}
