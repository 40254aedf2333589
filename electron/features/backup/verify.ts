import { z } from 'zod';
import type { Finding } from '../../../shared/domain/backup.ts';
import type { ActivityLog } from '../../base/context/activity-log.ts';
import type { Steps } from '../../base/context/jobs.ts';
import type { Cipher } from '../../base/crypto/cipher.ts';
import type { Key } from '../../base/crypto/key.ts';
import { connect } from '../../base/database/connect.ts';
import { all, type ReadableDb } from '../../base/database/database.ts';
import { databaseError } from '../../base/database/database-error.ts';
import { sealedColumns } from '../workspace/reseal.ts';

export interface Verified {
  readonly file: string;
  readonly dataKey: Key;
  readonly db: ReadableDb;
  readonly cipher: Cipher;
  readonly isIntact: () => boolean;
  readonly activity: Pick<ActivityLog, 'verify'>;
}

/** The most findings that are listed; further ones tell nothing new. */
const MOST = 20;
const PAGE = 200;
const sealedRows = z.array(z.object({ id: z.string(), sealed: z.instanceof(Buffer) }));

/**
 * Checks everything in a workspace: each page and index, each sealed value, the seal and the log.
 * Continues after every finding. Other calls can be answered between steps.
 *
 * @param isOver asked after each step; true ends it.
 */
export async function* verifyWorkspace(
  verified: Verified,
  isOver: () => boolean,
): Steps<readonly Finding[]> {
  const { file, dataKey, db, cipher, isIntact, activity } = verified;
  const findings: Finding[] = [];
  const note = (finding: Finding): void => {
    if (findings.length < MOST) findings.push(finding);
  };
  let done = 0;
  const tables = attempt(note, file, () => tablesOf(db)) ?? [];
  const total = tables.length + sealedColumns.length + 2;

  for (const table of tables) {
    // Own connection: the session's has most pages cached and wouldn't read them from disk again.
    for (const text of attempt(note, file, () => problemsOf(file, dataKey, table)) ?? []) {
      note({ kind: 'database', what: text });
    }
    done += 1;
    yield { done, total };
    if (isOver()) return findings;
  }

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
      if (isOver()) return findings;
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
      if (isOver()) return findings;
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

/** What SQLite finds wrong with a table and its indexes. */
function problemsOf(file: string, key: Key, table: string): string[] {
  const db = connect(file, key, { readonly: true });
  try {
    // Safe to insert: the name is from `sqlite_schema`, which was compared with the known schema.
    const rows = db.pragma(`integrity_check("${table}")`);
    return z
      .array(z.object({ integrity_check: z.string() }))
      .parse(rows)
      .map((row) => row.integrity_check)
      .filter((text) => text !== 'ok');
  } finally {
    db.close();
  }
}
