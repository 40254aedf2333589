import { z } from 'zod';
import type { Finding } from '../../../shared/domain/backup.ts';
import type { JobProgress } from '../../../shared/domain/job.ts';
import type { ActivityLog } from '../../base/context/activity-log.ts';
import type { Steps } from '../../base/context/jobs.ts';
import { withProgress } from '../../base/context/progress.ts';
import type { Cipher } from '../../base/crypto/cipher.ts';
import { all, type ReadableDb } from '../../base/database/database.ts';
import { databaseError } from '../../base/database/database-error.ts';
import type { RunTask } from '../../base/database/file-task.ts';
import { sealedColumns } from '../workspace/reseal.ts';

export interface Verified {
  readonly file: string;
  readonly db: ReadableDb;
  readonly run: RunTask;
  readonly cipher: Cipher;
  readonly isIntact: () => boolean;
  readonly activity: Pick<ActivityLog, 'verify'>;
}

/** The most findings that are listed; further ones tell nothing new. */
const MOST = 20;
const PAGE = 200;
const sealedRows = z.array(z.object({ id: z.string(), sealed: z.instanceof(Buffer) }));

/**
 * Checks everything in a workspace: each page, index and row, each sealed value, the seal and the
 * log.
 * Continues after every finding. Other calls can be answered between steps.
 *
 * @param signal ends it, at once during SQLite's own check.
 */
export async function* verifyWorkspace(
  verified: Verified,
  signal: AbortSignal,
): Steps<readonly Finding[]> {
  const { file, db, run, cipher, isIntact, activity } = verified;
  const findings: Finding[] = [];
  const note = (finding: Finding): void => {
    if (findings.length < MOST) findings.push(finding);
  };
  let done = 0;
  const tables = attempt(note, file, () => tablesOf(db)) ?? [];
  const total = tables.length + sealedColumns.length + 3;

  const task = { kind: 'check-tables', tables } as const;
  const checking = withProgress((report: (progress: JobProgress) => void) =>
    run(task, { signal, onProgress: ({ done: checked }) => report({ done: checked, total }) }),
  );
  const checked = yield* checking;
  if (signal.aborted) return findings;
  if (!checked.ok) note({ kind: 'database', what: checked.error.code });
  else for (const what of checked.value) note({ kind: 'database', what });
  done += tables.length;

  const rows = yield* withProgress(() => run({ kind: 'check-rows' }, { signal }));
  if (signal.aborted) return findings;
  if (!rows.ok) note({ kind: 'database', what: rows.error.code });
  else for (const { table, count } of rows.value) note({ kind: 'rows', what: table, count });
  done += 1;

  for (const { table, key, column, place } of sealedColumns) {
    const next = `SELECT ${key} AS id, ${column} AS sealed FROM ${table}
      WHERE ${key} > ? ORDER BY ${key} LIMIT ${PAGE}`;
    for (let last: string | undefined = ''; last !== undefined; ) {
      const from: string = last;
      const page = attempt(note, file, () => sealedRows.parse(all(db, next, from))) ?? [];
      for (const { id, sealed } of page) {
        if (!cipher.open(place(id), sealed).ok) note({ kind: 'sealed', what: `${table} ${id}` });
      }
      last = page.at(-1)?.id;
      yield { done, total };
      if (signal.aborted) return findings;
    }
    done += 1;
  }

  if (attempt(note, file, isIntact) === false) note({ kind: 'seal', what: '' });
  done += 1;
  yield { done, total };
  try {
    const steps = activity.verify();
    for (;;) {
      const step = steps.next();
      if (step.done === true) {
        const { brokenAt } = step.value;
        if (brokenAt !== null) note({ kind: 'activity', what: String(brokenAt) });
        break;
      }
      yield { done, total };
      if (signal.aborted) return findings;
    }
  } catch (error) {
    note({ kind: 'database', what: databaseError(error, file).code });
  }
  return findings;
}

/** Damage that SQLite reports is a finding; any other error is rethrown. */
function attempt<T>(note: (finding: Finding) => void, file: string, work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    note({ kind: 'database', what: databaseError(error, file).code });
    return null;
  }
}

function tablesOf(db: ReadableDb): string[] {
  const rows = all(
    db,
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name`,
  );
  return z
    .array(z.object({ name: z.string() }))
    .parse(rows)
    .map(({ name }) => name);
}
