import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BackupCheck, BackupDifferences } from '../../../shared/domain/backup.ts';
import type { TypedSecret } from '../../../shared/domain/passphrase.ts';
import type { AppError } from '../../../shared/errors.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { Steps } from '../../base/context/jobs.ts';
import { createCipher } from '../../base/crypto/cipher.ts';
import type { Key } from '../../base/crypto/key.ts';
import type { ReadableDb } from '../../base/database/database.ts';
import type { RunOnFile } from '../../base/database/file-task.ts';
import { openDatabase } from '../../base/database/open.ts';
import { walOf } from '../../base/database/wal-pages.ts';
import { createActivityLog } from '../activity/activity-log.ts';
import { readSettings } from '../settings/repository.ts';
import { countContents } from '../workspace/contents.ts';
import { compareWith, newestEntry } from './compare.ts';
import { copyIn, type OpenedBackup, openBackup, removeCopy } from './open-backup.ts';
import { verifyWorkspace } from './verify.ts';

export interface Checking {
  readonly home: string;
  /** The current workspace's file. */
  readonly present: string;
  /** The same, if it is open. */
  readonly open: ReadableDb | null;
  readonly run: RunOnFile;
  readonly signal: AbortSignal;
}

/** Errors that mean a damaged file, not that the person chose the wrong one. */
const damage: ReadonlySet<AppError['code']> = new Set(['database/damaged', 'backup/no-keys']);

/**
 * Opens a backup with the passphrase from when it was made, and checks everything in it.
 *
 * @returns the findings and what restoring it would change; `workspace/wrong` and the like.
 */
export async function* checkBackup(
  backup: string,
  typed: TypedSecret,
  checking: Checking,
): Steps<Result<BackupCheck, AppError>> {
  const copy = copyIn(join(checking.home, 'backups'));
  let found: OpenedBackup | undefined;
  try {
    const result = await openBackup(backup, copy, typed);
    if (!result.ok) {
      if (!damage.has(result.error.code)) return result;
      return ok({ ...nothingKnown, findings: [{ kind: 'database', what: result.error.code }] });
    }
    found = result.value;
    const findings = [...(yield* verifyBackup(found, checking))];
    const { db } = found.opened;
    return ok({
      findings,
      owner: readSettings(db).owner,
      contents: countContents(db),
      newest: newestEntry(db),
      differences: findings.length > 0 ? null : differencesOf(found, checking),
    });
  } finally {
    found?.opened.db.close();
    found?.dataKey.wipe();
    removeCopy(copy);
  }
}

const nothingKnown = { owner: null, contents: null, newest: null, differences: null } as const;

export async function* verifyBackup(
  { file, dataKey, opened, areKeysWhole }: OpenedBackup,
  { run, signal }: Pick<Checking, 'run' | 'signal'>,
) {
  const { db, isIntact } = opened;
  const findings = yield* verifyWorkspace(
    {
      file,
      db,
      run: (task, options) => run({ file, key: dataKey }, task, options),
      cipher: createCipher(dataKey),
      isIntact: () => isIntact,
      activity: createActivityLog(db, dataKey, () => 0),
    },
    signal,
  );
  return areKeysWhole ? findings : [{ kind: 'keys' as const, what: '' }, ...findings];
}

/** Null if the current workspace can't be read, or is a different one. */
function differencesOf(
  { dataKey, opened }: OpenedBackup,
  { home, present, open }: Checking,
): BackupDifferences | null {
  if (open !== null) return compareWith(open, opened.db);
  return withCopyOf(home, present, dataKey, (db) => compareWith(db, opened.db));
}

function withCopyOf<T>(
  home: string,
  file: string,
  key: Key,
  work: (db: ReadableDb) => T,
): T | null {
  if (!existsSync(file)) return null;
  const copy = copyIn(join(home, 'backups'));
  let db: ReadableDb | undefined;
  try {
    copyFileSync(file, copy);
    if (existsSync(walOf(file))) copyFileSync(walOf(file), walOf(copy));
    const opened = openDatabase(copy, key);
    if (!opened.ok) return null;
    db = opened.value.db;
    return work(db);
  } catch {
    // People restore because the current file is damaged, so that must not stop the check.
    return null;
  } finally {
    db?.close();
    removeCopy(copy);
  }
}
