import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type {
  BackupReason,
  Backups,
  MadeBackup,
  WorkspaceCheck,
} from '../../../shared/domain/backup.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { gaveUp } from '../../base/context/jobs.ts';
import type { Shell } from '../../base/context/shell.ts';
import { waited } from '../../base/context/waited.ts';
import type { WorkspaceId } from '../../base/database/file-header.ts';
import { removeLeftOvers } from '../../base/disk/temporary-file.ts';
import type { WorkspaceManager } from '../workspace/manager.ts';
import type { Session } from '../workspace/session.ts';
import { backupWork, copyToFolder } from './make-backup.ts';
import { backupsOf, listBackups } from './places.ts';
import { DAY, day } from './retention.ts';
import { backupStates } from './state.ts';
import { verifyWorkspace } from './verify.ts';

export interface BackupsOptions {
  readonly home: string;
  readonly manager: WorkspaceManager;
  readonly shell: Shell;
  readonly now: () => number;
  readonly report: (error: unknown) => void;
}

export type BackupKeeper = ReturnType<typeof createBackups>;

const WEEK = 7 * DAY;

/** Makes and lists the backups of the current workspace. */
export function createBackups({ home, manager, shell, now, report }: BackupsOptions) {
  const states = backupStates(home);
  removeLeftOvers(join(home, 'backups'));
  let last: Promise<unknown> = Promise.resolve();

  const openFile = (): string | null =>
    manager.session() === null ? null : manager.list.current();

  /** The backups of the current workspace, even if it can no longer be read. */
  function list(): Backups {
    const open = manager.session();
    const id = open?.id ?? manager.inspect(manager.list.current()).id;
    const state = states.get(id);
    const { folder, succeededAt, error, folderSucceededAt, folderError, lastCheck } = state;
    const ofHome = id === null ? [] : listBackups(backupsOf(home, id), id, 'home', openFile());
    const ofFolder = folder === null ? [] : listBackups(folder, id, 'folder', openFile());
    return {
      succeededAt,
      error,
      lastCheck,
      backups: [...ofHome, ...ofFolder].toSorted((a, b) => b.at - a.at),
      folder:
        folder === null
          ? null
          : { path: folder, succeededAt: folderSucceededAt, error: folderError },
    };
  }

  /** One at a time: two concurrent backups could get the same name. */
  function make(open: Session, reason: BackupReason): Promise<Result<MadeBackup, AppError>> {
    const turn = last.then(() => makeNow(open, reason));
    last = turn.catch(() => undefined);
    return turn;
  }

  async function makeNow(
    open: Session,
    reason: BackupReason,
  ): Promise<Result<MadeBackup, AppError>> {
    if (manager.session() !== open) return err(appError('workspace/locked'));
    const work = backupWork({ home, states }, open, manager.list.current(), reason);
    try {
      return await open.context.jobs.start('backup', work).done;
    } finally {
      shell.changed(['backups']);
    }
  }

  /** Makes today's backup unless there is one, and brings a second folder up to date. */
  async function daily(open: Session): Promise<void> {
    const [newest] = listBackups(backupsOf(home, open.id), open.id, 'home', openFile());
    if (newest === undefined || day(newest.at) !== day(now())) {
      await make(open, 'daily');
      return;
    }
    const { folder } = states.get(open.id);
    if (folder === null) return;
    const [copy] = listBackups(folder, open.id, 'folder', openFile());
    if (copy !== undefined && copy.at >= newest.at) return;
    await copyToFolder(states, open, manager.list.current(), newest.file);
    shell.changed(['backups']);
  }

  /** Checks the integrity of the open workspace and remembers the findings. */
  async function check(open: Session): Promise<Result<WorkspaceCheck, AppError>> {
    const { context, integrity, run } = open;
    const { db, cipher, activity } = context;
    const verified = {
      file: open.file.path,
      db,
      run,
      cipher,
      activity: { verify: () => activity.check('every') },
      isIntact: integrity.check,
    };
    const checked = await context.jobs.start('workspace-check', async function* work(signal) {
      const findings = yield* verifyWorkspace(verified, signal);
      if (signal.aborted) return gaveUp;
      const found = { at: now(), findings: [...findings] };
      states.change(open.id, { lastCheck: found });
      return ok(found);
    }).done;
    shell.changed(['backups']);
    return checked;
  }

  /** Weekly, and after a session that ended without closing the file. */
  async function checkIfDue(open: Session, isFirst: boolean): Promise<void> {
    const { lastCheck } = states.get(open.id);
    const isUnclean = isFirst && open.wasUnclean;
    if (isUnclean || now() - (lastCheck?.at ?? 0) >= WEEK) await check(open);
  }

  return {
    states,
    list,
    make,
    check,
    /** Makes a backup before a risky operation. Never rejects: a full disk must not block it. */
    async before(open: Session, reason: BackupReason): Promise<void> {
      try {
        await make(open, reason);
      } catch (error) {
        report(error);
      }
    },
    /** Deletes the backups of a deleted workspace, except in its second folder. Never throws. */
    forget(id: WorkspaceId): void {
      try {
        rmSync(backupsOf(home, id), { recursive: true, force: true });
        states.forget(id);
      } catch (error) {
        report(error);
      }
    },
    daily,
    /** Checks, while the session is open, whether a backup is due. Never rejects. */
    async follow(open: Session, { first, every }: Rhythm): Promise<void> {
      const { db } = open.context;
      /** A database that is closed meanwhile, by a lock or the end of the program, isn't a defect. */
      const reportOpen = (error: unknown): void => {
        if (db.open) report(error);
      };
      const { folder } = states.get(open.id);
      for (const one of [backupsOf(home, open.id), folder]) if (one !== null) removeLeftOvers(one);
      for (let ms = first; await waited(ms, open.ended); ms = every) {
        for (const work of [() => daily(open), () => checkIfDue(open, ms === first)]) {
          if (manager.session() !== open || !db.open) return;
          await work().catch(reportOpen);
        }
      }
    },
  };
}

/** When to check, in milliseconds. */
export interface Rhythm {
  readonly first: number;
  readonly every: number;
}
