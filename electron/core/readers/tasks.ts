import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Key } from '../../base/crypto/key.ts';
import type { ReadableDb } from '../../base/database/database.ts';
import { databaseError } from '../../base/database/database-error.ts';
import type { ReaderTask } from '../../base/database/reader-task.ts';
import { saveCopy } from '../../base/database/save-copy.ts';
import { copyWhole } from '../../base/disk/move-file.ts';
import { prepareRotation } from '../../features/workspace/rotate.ts';

export function runReaderTask(db: ReadableDb, key: Key, task: ReaderTask): Result<null, AppError> {
  if (task.kind === 'save-copy') {
    return saveCopy(db, { ...task, key });
  }
  if (task.kind === 'rotate') return prepareRotation(db, key, task);
  try {
    if (copyWhole(task.from, task.to)) return ok(null);
    return err(appError('workspace/exists', { detail: { file: task.to } }));
  } catch (error) {
    return err(databaseError(error, task.to));
  }
}
