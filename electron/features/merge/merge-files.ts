import type { JobProgress } from '../../../shared/domain/job.ts';
import type { MergeReport } from '../../../shared/domain/merge.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { createCipher } from '../../base/crypto/cipher.ts';
import type { Key } from '../../base/crypto/key.ts';
import type { Connection } from '../../base/database/connect.ts';
import {
  first,
  inTransaction,
  type ReadableDb,
  type WritableDb,
} from '../../base/database/database.ts';
import type { MergeTask } from '../../base/database/file-task.ts';
import {
  copyInto,
  countSteps,
  type FileSteps,
  settleNewFile,
  withDatabase,
  writeNewFile,
} from '../../base/database/new-file.ts';
import { areRowsSealed, createSeal } from '../../base/database/seal.ts';
import { endWith } from '../../base/database/trailer.ts';
import { number } from '../../base/database/values.ts';
import { createActivityLog } from '../activity/activity-log.ts';
import { markOf, takePastKeys } from '../workspace/witness.ts';
import { applyMerge, prepareMerge, previewMerge, type Work } from './apply.ts';
import { Counts } from './report.ts';
import { mergedTables, rowSchema, type Side } from './tables.ts';

export interface MergingFiles {
  /** The data key of the open workspace. */
  readonly ours: Key;
  /** That of the copy. */
  readonly theirs: Key;
  readonly onProgress: (progress: JobProgress) => void;
}

type Keys = Omit<MergingFiles, 'onProgress'>;

/**
 * What merging a copy would change in a workspace. Writes nothing.
 *
 * @param db a read connection: it sees the workspace as it is when this begins.
 * @returns `merge/altered`, `merge/malformed`, or what the system says.
 */
export function previewFiles(
  db: Connection,
  copy: string,
  { onProgress, ...keys }: MergingFiles,
): Result<MergeReport, AppError> {
  return readFrom(copy, keys.theirs, (theirs) => {
    const ours = db as unknown as ReadableDb;
    const steps = stepsOf([ours, theirs], 1, onProgress);
    if (!areRowsSealed(theirs, keys.theirs)) return altered;
    steps.onFile();
    const preview = db.transaction(() => {
      const counts = new Counts();
      const work = workOf(ours, theirs, keys, steps.onRow);
      previewMerge(work, counts);
      return ok(counts.report(work.merged.conflicts));
    });
    return preview();
  });
}

/**
 * Writes an open workspace with what a copy of it has more to a new file: complete, checked and on
 * the disk, or not at all. Only reads the workspace.
 *
 * @param db a read connection; writes made meanwhile are missing from the new file.
 * @returns `merge/altered`, `merge/malformed`, `seal/altered`, or what the system says.
 */
export function mergeFiles(
  db: ReadableDb,
  task: MergeTask,
  merging: MergingFiles,
): Result<MergeReport, AppError> {
  return writeNewFile(task.temporary, () => mergedInto(db, task, merging));
}

/** Proving the copy, copying our file, and checking the new one. */
const WHOLE_FILE_STEPS = 3;

const altered: Result<never, AppError> = err(appError('merge/altered'));

function mergedInto(
  db: ReadableDb,
  task: MergeTask,
  { onProgress, ...keys }: MergingFiles,
): Result<MergeReport, AppError> {
  const { copy, temporary, trailer } = task;
  return readFrom(copy, keys.theirs, (theirs) => {
    const steps = stepsOf([db, theirs], WHOLE_FILE_STEPS, onProgress);
    if (!areRowsSealed(theirs, keys.theirs)) return altered;
    steps.onFile();
    copyInto(db, temporary);
    steps.onFile();
    const written = withDatabase(temporary, keys.ours, (connection) => {
      const merged = connection as unknown as WritableDb;
      const report = writeMerged(merged, theirs, { task, keys, onRow: steps.onRow });
      if (!report.ok) return report;
      return ok({ report: report.value, pages: settleNewFile(merged) });
    });
    if (!written.ok) return written;
    endWith(temporary, written.value.pages, trailer);
    steps.onFile();
    return ok(written.value.report);
  });
}

interface Writing {
  readonly task: MergeTask;
  readonly keys: Keys;
  readonly onRow: () => void;
}

/** Merges within one transaction. Ours are read over a connection that sees them as they were. */
function writeMerged(
  db: WritableDb,
  theirs: ReadableDb,
  { task, keys, onRow }: Writing,
): Result<MergeReport, AppError> {
  const seal = createSeal(db, keys.ours);
  // A kept seal would make an altered file look intact.
  if (!seal.isAuthentic()) return err(appError('seal/altered'));
  seal.keep();
  db.pragma('foreign_keys = OFF');
  const merge = (before: ReadableDb) =>
    inTransaction(db, () => {
      const work = workOf(before, theirs, keys, onRow);
      const counts = new Counts();
      applyMerge(db, keys.ours, work, counts);
      takePastKeys(db, seal, theirs, markOfCopy(theirs, keys));
      const report = counts.report(work.merged.conflicts);
      record(db, keys.ours, task, report);
      return ok(report);
    });
  return readFrom(task.temporary, keys.ours, merge);
}

/** Of the copy only the key of its seal is used: nothing is written to it. */
const markOfCopy = (theirs: ReadableDb, keys: Keys): Buffer =>
  markOf(createSeal(theirs as WritableDb, keys.theirs));

function record(
  db: WritableDb,
  key: Key,
  { subject, at, by }: MergeTask,
  { tokens, revocations }: MergeReport,
): void {
  const log = createActivityLog(
    db,
    key,
    () => at,
    () => by,
  );
  const detail = { tokens: tokens.added, revocations: revocations.added };
  log.record({ kind: 'workspace/merged', subject, detail });
}

function workOf(ours: ReadableDb, theirs: ReadableDb, keys: Keys, onRow: () => void): Work {
  const side = (db: ReadableDb, key: Key): Side => ({ db, cipher: createCipher(key), onRow });
  return prepareMerge(side(ours, keys.ours), side(theirs, keys.theirs));
}

/** Counts the rows of both copies. */
function stepsOf(
  copies: readonly ReadableDb[],
  wholeFileSteps: number,
  onProgress: (progress: JobProgress) => void,
): FileSteps {
  const rows = copies
    .flatMap((db) => mergedTables.map((table) => rowsOf(db, table)))
    .reduce((sum, one) => sum + one, 0);
  return countSteps({ rows, wholeFileSteps }, onProgress);
}

const rowsOf = (db: ReadableDb, table: string): number =>
  number(rowSchema.parse(first(db, `SELECT count(*) AS found FROM ${table}`))['found']);

/** Runs `work` on a connection that only reads. */
function readFrom<T>(file: string, key: Key, work: (db: ReadableDb) => T): T {
  const onConnection = (db: Connection) => work(db as unknown as ReadableDb);
  return withDatabase(file, key, onConnection, { readonly: true });
}
