import type { ReadOnlyReason } from '../../../shared/domain/workspace.ts';
import type { AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { KdfCost } from '../../base/crypto/kdf.ts';
import { fromReserve, inTransaction } from '../../base/database/database.ts';
import { databaseError, isDiskFull } from '../../base/database/database-error.ts';
import { holdFile } from '../../base/database/hold.ts';
import { type OpenDatabase, openDatabase } from '../../base/database/open.ts';
import { openReserve, type Reserve } from '../../base/database/reserve.ts';
import { setForeignWalAside } from '../../base/database/set-aside.ts';
import { createActivityLog, readOnlyLog } from '../activity/activity-log.ts';
import { readSettings } from '../settings/repository.ts';
import { changedAt, clockDoubt } from './clock.ts';
import { MOST_PROVEN, watchIntegrity } from './integrity.ts';
import type { WorkspaceList } from './list.ts';
import type { WorkspaceManagerOptions } from './manager-options.ts';
import { actorIn } from './methods.ts';
import { holdOpenFile, type OpenFile, openCopyOf, reserveOf } from './open-file.ts';
import { openReadOnly, readOnlyReason } from './read-only.ts';
import { damaged, isContradiction } from './refusals.ts';
import { type Begun, openSession, type Session } from './session.ts';
import type { Unlocked } from './unlock.ts';

export interface BeginOptions
  extends Pick<
    WorkspaceManagerOptions,
    'home' | 'shell' | 'now' | 'report' | 'accompany' | 'placeBeforeUpdate' | 'mostProven'
  > {
  readonly list: WorkspaceList;
  readonly kdfCost: KdfCost;
}

interface ReserveOption {
  readonly reserve: Reserve;
  /** When the file was last modified before it was opened, in milliseconds. */
  readonly fileAt: number | null;
}

interface OpenedFile {
  readonly opened: OpenDatabase;
  readonly openFile: OpenFile;
}

interface Opened extends OpenedFile {
  readonly readOnly: ReadOnlyReason | null;
  readonly release: () => void;
}

/**
 * Opens the file and does `work` in one transaction. The session begins only after the commit: on
 * any failure the file is closed again.
 *
 * @returns the session, or `database/busy`, `database/damaged`, or what `work` or the system says.
 */
export function beginSession(
  file: string,
  unlocked: Unlocked,
  work: (begun: Begun) => Result<null, AppError>,
  options: BeginOptions,
): Result<Session, AppError> {
  const { home, shell, report } = options;
  const onChange = (): void => shell.changed(['workspace']);
  const path = reserveOf(home, file, unlocked.block.id);
  const reserve = openReserve({ path, file, onChange, report });
  const more = { ...options, reserve, fileAt: changedAt(file) };
  const begun = tryToBegin(file, unlocked, work, more);
  if (begun.ok || begun.error.code !== 'file/disk-full') return begun;
  if (reserve.release()) {
    const again = tryToBegin(file, unlocked, work, more);
    if (again.ok || again.error.code !== 'file/disk-full') return again;
  }
  const read = tryToBegin(file, unlocked, work, more, 'full');
  return read.ok ? read : begun;
}

/** @param readOnly why the file must be opened read-only even if it is writable, or null. */
function tryToBegin(
  file: string,
  unlocked: Unlocked,
  work: (begun: Begun) => Result<null, AppError>,
  options: BeginOptions & ReserveOption,
  readOnly: ReadOnlyReason | null = null,
): Result<Session, AppError> {
  const found = openedBy(file, unlocked, options, readOnly);
  if (!found.ok) return found;
  const { release } = found.value;
  let session: Session | null = null;
  try {
    const begun = sessionOf(unlocked, found.value, work, options);
    if (begun.ok) session = begun.value;
    return begun;
  } catch (error) {
    if (isDiskFull(error)) return err(databaseError(error, file));
    if (!isContradiction(error)) throw error;
    options.report(error);
    return damaged(file);
  } finally {
    if (session === null) {
      found.value.openFile.close();
      release();
    }
  }
}

function sessionOf(
  { dataKey, method, block: { id } }: Unlocked,
  { opened, openFile, release, readOnly }: Opened,
  work: (begun: Begun) => Result<null, AppError>,
  options: BeginOptions & ReserveOption,
): Result<Session, AppError> {
  const { home, shell, now, report, kdfCost, accompany, reserve, fileAt, mostProven } = options;
  const { db } = opened;
  // First, before anything is recorded with a clock that may be wrong.
  const clock = clockDoubt(db, now(), fileAt);
  const { keys } = openFile;
  const isReadOnly = readOnly !== null;
  const actor = actorIn(id, keys, method, dataKey);
  let session: Session | null = null;
  const log = createActivityLog(db, dataKey, now, actor, {
    isInDoubt: () => integrity.doubt() !== null,
    isFrozen: () => isReadOnly || session?.paused !== null,
  });
  const activity = isReadOnly ? readOnlyLog(log) : log;
  const onAltered = (): void => shell.changed(['workspace']);
  const integrity = watchIntegrity({ home, id, opened, report, onAltered, mostProven });
  const begun = { db, at: now(), activity, keys, standing: integrity.standing, isReadOnly };
  const done = isReadOnly
    ? work(begun)
    : fromReserve(db, () => inTransaction(db, () => work(begun)));
  if (!done.ok) return done;
  if (!isReadOnly) reserve.keep();
  // An old slot left in the trailer would still open a copy of the file.
  keys.refreshTrailer(db);
  shell.lockAfter(readSettings(db).lockAfterMinutes);
  const companion = accompany({ file: openFile.path, key: dataKey });
  const made = {
    db,
    dataKey,
    id,
    method,
    clock,
    file: openFile,
    readOnly,
    integrity,
    companion,
    release,
  };
  session = openSession({ ...made, activity, shell, now, report, kdfCost });
  return ok(session);
}

/** Opens the file, with an exclusive lock if it is writable. */
function openedBy(
  file: string,
  unlocked: Unlocked,
  options: BeginOptions & ReserveOption,
  wanted: ReadOnlyReason | null,
): Result<Opened, AppError> {
  const reason = attempted(file, () => wanted ?? readOnlyReason(file));
  if (!reason.ok) return reason;
  if (reason.value !== null) return toRead(reason.value);
  const held = holdFile(file);
  if (!held.ok) return held;
  const { release } = held.value;
  const found = openFileOf(file, unlocked, options);
  if (found.ok) return ok({ ...found.value, readOnly: null, release });
  release();
  // A network share may look writable although it isn't.
  return found.error.code === 'database/read-only' ? toRead('disk') : found;

  function toRead(readOnly: ReadOnlyReason): Result<Opened, AppError> {
    const copy = openReadOnly(options.home, file, unlocked);
    return copy.ok ? ok({ ...copy.value, readOnly, release: () => {} }) : copy;
  }
}

function attempted<T>(file: string, look: () => T): Result<T, AppError> {
  try {
    return ok(look());
  } catch (error) {
    return err(databaseError(error, file));
  }
}

/** Opens the database. A WAL that belongs to another file is set aside first, with a notice. */
function openFileOf(
  file: string,
  unlocked: Unlocked,
  options: BeginOptions & ReserveOption,
): Result<OpenedFile, AppError> {
  const { home, list, shell, now, report, reserve, placeBeforeUpdate, mostProven } = options;
  try {
    const aside = setForeignWalAside(file, openCopyOf(home, unlocked.block.id), now());
    if (aside !== null) {
      list.addNotice({ kind: 'wal-set-aside', file: aside, of: file, at: now() });
    }
  } catch (error) {
    return err(databaseError(error, file));
  }
  const onTrouble = (): void => shell.changed(['workspace']);
  let openFile: OpenFile | undefined;
  const opened = openDatabase(file, unlocked.dataKey, {
    beforeWriting: (db) => {
      openFile = holdOpenFile(db, { ...unlocked, home, file, reserve, report, now, onTrouble });
    },
    mostProven: mostProven ?? MOST_PROVEN,
    saveCopy: () => openFile?.save(placeBeforeUpdate(file, unlocked.block.id)) ?? damaged(file),
  });
  if (opened.ok && openFile !== undefined) return ok({ opened: opened.value, openFile });
  openFile?.guard.end('left');
  return opened.ok ? damaged(file) : opened;
}
