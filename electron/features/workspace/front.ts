import { dirname, join } from 'node:path';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { NewActivity } from '../../base/context/activity-log.ts';
import { currentCost } from '../../base/crypto/kdf.ts';
import type { Key } from '../../base/crypto/key.ts';
import { troubleError } from '../../base/database/file-guard.ts';
import { removeLeftOvers } from '../../base/disk/temporary-file.ts';
import { beginSession } from './begin.ts';
import { inspectWorkspace, isThere } from './files.ts';
import { type WorkspaceList, workspaceList } from './list.ts';
import type { WorkspaceManagerOptions } from './manager-options.ts';
import { removeOldCopies } from './read-only.ts';
import { finishMove } from './relocate.ts';
import { type Begun, type Session, unlockedBy } from './session.ts';
import type { Unlocked } from './unlock.ts';

export type Front = ReturnType<typeof createFront>;

/** The current workspace: its file, its lock, and the session while it is open. */
export function createFront(options: WorkspaceManagerOptions) {
  const { home, shell, now, report, kdfCost = currentCost } = options;
  const list = workspaceList(home);
  finishMove(list);
  removeOldCopies(home);
  removeUnfinished(home, list);
  let session: Session | null = null;
  /** Settled once the last session's file is closed: two sessions would drop each other's locks. */
  let closed: Promise<void> = Promise.resolve();
  /** Settled once a file that is closed only for a moment is open again, or can't be opened. */
  let reopening: Promise<void> | null = null;

  const keyInUse = (): Key | undefined => session?.dataKey;

  /** Opens the file and does `work` in one transaction: see `beginSession`. */
  function begin(
    file: string,
    unlocked: Unlocked,
    work: (begun: Begun) => Result<null, AppError>,
  ): Result<null, AppError> {
    // The person switched to another workspace while the key was derived.
    if (list.current() !== file) return err(appError('workspace/locked'));
    const begun = beginSession(file, unlocked, work, { ...options, list, kdfCost });
    if (!begun.ok) return begun;
    session = begun.value;
    removeLeftOvers(dirname(file));
    list.opened(file, now(), unlocked.method);
    return ok(null);
  }

  /** Closes the file, and adds a notice if the workspace had to be saved under another name. */
  async function closeFile(closing: Session, file: string): Promise<void> {
    const ending = closing.close();
    closed = ending.closed;
    const aside = await ending.written;
    if (aside === null) return;
    list.add(aside, now());
    list.addNotice({ kind: 'state-saved', file: aside, of: file, at: now() });
  }

  /** Never fails: even if writing or closing fails, the key is wiped and the page replaced. */
  async function lock(): Promise<void> {
    const closing = session;
    session = null;
    if (closing === null) return;
    shell.locked();
    try {
      const isOurs = closing.file.guard.trouble() === null;
      if (isOurs) closing.context.activity.record({ kind: 'workspace/locked', subject: '' });
    } catch (error) {
      report(error);
    }
    await closeFile(closing, list.current()).catch(report);
  }

  /** Closes the file on quitting. Not a lock: the person is still there. */
  async function close(): Promise<void> {
    const closing = session;
    session = null;
    if (closing === null) return;
    await closeFile(closing, list.current());
    await closed;
  }

  async function goTo(file: string): Promise<void> {
    await lock();
    list.goTo(file);
    options.switched();
  }

  /**
   * Closes the file, does `work` with it and opens the file `work` returns with the same key, so
   * that nobody has to sign in again. If `work` fails, the old file is reopened.
   *
   * @param entry what to record in the activity log afterwards.
   * @param changed the new key and slots, if `work` changes them; taken over.
   */
  async function whileClosed(
    open: Session | null,
    entry: NewActivity | null,
    work: (file: string) => Result<string | null, AppError>,
    changed?: Unlocked,
  ): Promise<Result<null, AppError>> {
    const file = list.current();
    const trouble = open?.file.guard.trouble() ?? null;
    if (trouble !== null) return err(troubleError(trouble, file));
    const unlocked = open && unlockedBy(open);
    const { promise, resolve } = Promise.withResolvers<void>();
    reopening = promise;
    session = null;
    try {
      if (open !== null) {
        open.isReopened = true;
        await closeFile(open, file).catch(report);
      }
      await closed;
      return reopen(file, unlocked, entry, work(file), changed);
    } finally {
      reopening = null;
      resolve();
      const kept = keyInUse();
      for (const way of [unlocked, changed]) if (way?.dataKey !== kept) way?.dataKey.wipe();
    }
  }

  function reopen(
    file: string,
    unlocked: Unlocked | null,
    entry: NewActivity | null,
    done: Result<string | null, AppError>,
    changed?: Unlocked,
  ): Result<null, AppError> {
    const next = done.ok ? done.value : file;
    if (next === null) {
      list.goTo(list.recent().find((known) => isThere(known.file))?.file ?? list.standard);
      shell.locked();
      options.switched();
      return ok(null);
    }
    const way = done.ok && changed !== undefined ? changed : unlocked;
    if (way === null) return done.ok ? ok(null) : done;
    const begun = begin(next, way, ({ activity }) => {
      if (!done.ok) return ok(null);
      if (entry !== null) activity.record(entry);
      return ok(null);
    });
    return done.ok ? begun : done;
  }

  return {
    list,
    session: () => session,
    closed: () => closed,
    reopening: () => reopening,
    /** Callers that open a workspace wait for its signing key: read calls can't create one. */
    ready: async () => session?.ready,
    inspect: (file: string) => inspectWorkspace(home, file, list.openedAt(file)),
    begin,
    lock,
    close,
    goTo,
    whileClosed,
  };
}

/** Removes what killed processes left half written in our folders and where a copy was begun. */
function removeUnfinished(home: string, list: WorkspaceList): void {
  const own = [home, join(home, 'slots'), join(home, 'witness'), join(home, 'open')];
  for (const folder of [...own, dirname(list.current()), ...list.saving()]) removeLeftOvers(folder);
  for (const folder of list.saving()) list.endSaving(folder);
}
