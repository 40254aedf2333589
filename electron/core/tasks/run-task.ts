import { z } from 'zod';
import type { JobProgress } from '../../../shared/domain/job.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Key } from '../../base/crypto/key.ts';
import { connect } from '../../base/database/connect.ts';
import type { ReadableDb } from '../../base/database/database.ts';
import { databaseError } from '../../base/database/database-error.ts';
import type { FileTask } from '../../base/database/file-task.ts';
import { saveCopy } from '../../base/database/save-copy.ts';
import { areRowsSealed } from '../../base/database/seal.ts';
import { copyWhole } from '../../base/disk/move-file.ts';
import { mergeFiles, previewFiles } from '../../features/merge/merge-files.ts';
import { prepareRotation } from '../../features/workspace/rotate.ts';
import { countUnreadable } from '../../features/workspace/row-shapes.ts';

export interface TaskKeys {
  /** The data key of the file. */
  readonly key: Key;
  /** The new data key of a rotation, or that of the copy to merge. */
  readonly to: Key | null;
}

/** Does the work of a task on this thread, which answers nothing else meanwhile. Never throws. */
export function runTask(
  file: string,
  { key, to }: TaskKeys,
  task: FileTask,
  onProgress: (progress: JobProgress) => void,
): Result<unknown, AppError> {
  try {
    if (task.kind === 'copy-file') return copied(task);
    const db = connect(file, key, { readonly: true });
    try {
      if (task.kind === 'check-tables') return ok(problemsOf(db, task.tables, onProgress));
      const readable = db as unknown as ReadableDb;
      if (task.kind === 'check-rows') return ok(countUnreadable(readable, onProgress));
      if (task.kind === 'prove-seal') {
        return areRowsSealed(readable, key) ? ok(null) : err(appError('seal/altered'));
      }
      if (task.kind === 'save-copy') return saveCopy(readable, { ...task, key });
      if (to === null) throw new Error(`A task needs a second key: ${task.kind}`);
      const merging = { ours: key, theirs: to, onProgress };
      if (task.kind === 'merge') return mergeFiles(readable, task, merging);
      if (task.kind === 'preview-merge') return previewFiles(db, task.copy, merging);
      return prepareRotation(readable, { from: key, to }, task, onProgress);
    } finally {
      db.close();
    }
  } catch (error) {
    return err(databaseError(error, file));
  }
}

function copied({
  from,
  to,
  temporary,
}: Extract<FileTask, { readonly kind: 'copy-file' }>): Result<null, AppError> {
  try {
    if (copyWhole(from, to, temporary)) return ok(null);
    return err(appError('workspace/exists', { detail: { file: to } }));
  } catch (error) {
    return err(databaseError(error, to));
  }
}

/** Damage that stops the check of one table must not hide damage in the others. */
function problemsOf(
  db: ReturnType<typeof connect>,
  tables: readonly string[],
  onProgress: (progress: JobProgress) => void,
): string[] {
  return tables.flatMap((table, nth) => {
    onProgress({ done: nth, total: tables.length });
    try {
      // Safe to insert: the name is from `sqlite_schema`, which was compared with the known schema.
      const rows = db.pragma(`integrity_check("${table}")`);
      return z
        .array(z.object({ integrity_check: z.string() }))
        .parse(rows)
        .map((row) => row.integrity_check)
        .filter((text) => text !== 'ok');
    } catch (error) {
      return [databaseError(error, table).code];
    }
  });
}
