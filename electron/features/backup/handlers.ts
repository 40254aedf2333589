import { statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import type { TypedSecret } from '../../../shared/domain/passphrase.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import type { Output, Parsed } from '../../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { BackupChannel, Call } from '../../base/context/context.ts';
import { gaveUp, type Steps } from '../../base/context/jobs.ts';
import { withProgress } from '../../base/context/progress.ts';
import type { Shell } from '../../base/context/shell.ts';
import type { RunOnFile } from '../../base/database/file-task.ts';
import type { WorkspaceManager } from '../workspace/manager.ts';
import type { Unlocked } from '../workspace/unlock.ts';
import type { BackupKeeper } from './backups.ts';
import { checkBackup, verifyBackup } from './check-backup.ts';
import { copyToFolder } from './make-backup.ts';
import { copyIn, type OpenedBackup, openBackup, removeCopy } from './open-backup.ts';
import { finishCopy, putInPlace, slotsFor } from './restore.ts';

export type BackupHandlers = {
  readonly [C in BackupChannel]: (
    input: Parsed<C>,
    call: Call,
  ) => Promise<Result<Output<C>, AppError>>;
};

const locked = err(appError('workspace/locked'));

export interface BackupHandlerOptions {
  readonly home: string;
  readonly shell: Shell;
  readonly now: () => number;
  readonly run: RunOnFile;
}

const unreadable = err(appError('file/unreadable'));

const BACKUP_FILES = { name: 'dialog.workspace', extensions: ['latchkey'] } as const;

/** The backup calls. Those that only read also work while the workspace is locked. */
export function createBackupHandlers(
  manager: WorkspaceManager,
  keeper: BackupKeeper,
  { home, shell, now, run }: BackupHandlerOptions,
): BackupHandlers {
  /** Files that the person has chosen; the page can't name any other path. */
  const chosen = new Set<string>();

  /** The file to read, or null if the person hasn't chosen it. */
  function fileOf(named: string | null, { paths: [dropped] }: Call): string | null {
    if (named === null) return dropped ?? null;
    const isListed = keeper.list().backups.some(({ file }) => file === named);
    return isListed || chosen.has(named) ? named : null;
  }

  /** Proves the copy of a backup, and gives it the slots and the data key that open it. */
  async function* prepare(
    found: OpenedBackup,
    unlocked: Unlocked,
    signal: AbortSignal,
  ): Steps<Result<null, AppError>> {
    const findings = yield* verifyBackup(found, { run, signal });
    if (signal.aborted) return err(appError('call/cancelled'));
    if (findings.length > 0) return err(appError('backup/damaged'));
    return yield* withProgress((onProgress) =>
      finishCopy(found, unlocked, { run, signal, onProgress }),
    );
  }

  async function restore(backup: string, typed: TypedSecret) {
    const open = manager.session();
    const file = manager.list.current();
    const inspection = open === null ? manager.inspect(file) : null;
    const copy = copyIn(dirname(file));
    try {
      const result = await openBackup(backup, copy, typed);
      if (!result.ok) return result;
      const found = result.value;
      try {
        const here = open?.id ?? inspection?.id ?? null;
        if (here !== null && here !== found.id) return err(appError('backup/other-workspace'));
        const known = open === null ? (inspection?.blocks ?? []) : [open.keys.block()];
        const unlocked = await slotsFor(found, known, typed);
        const preparing = (signal: AbortSignal) => prepare(found, unlocked, signal);
        const prepared =
          open === null
            ? await drained(preparing(never))
            : await open.context.jobs.start('restore', async function* prepareCopy(signal) {
                const answer = yield* preparing(signal);
                return signal.aborted ? gaveUp : answer;
              }).done;
        if (!prepared.ok) return prepared;
        if (open !== null) await keeper.before(open, 'restore');
        if (manager.session() !== open || manager.list.current() !== file) return locked;
        let aside: string | null = null;
        const done = await manager.restore(open, unlocked, () => {
          const put = putInPlace(home, found.id, copy, file, now());
          if (put.ok) aside = put.value;
          return put.ok ? ok(file) : put;
        });
        return done.ok ? ok({ aside }) : done;
      } finally {
        if (found.opened.db.open) found.opened.db.close();
        if (manager.session()?.dataKey !== found.dataKey) found.dataKey.wipe();
      }
    } finally {
      removeCopy(copy);
    }
  }

  return {
    'backup:list': async () => ok(keeper.list()),

    'backup:create': async () => {
      const open = manager.session();
      if (open === null) return locked;
      const made = await keeper.make(open, 'manual');
      if (!made.ok || manager.session() !== open) return made;
      const subject = basename(made.value.file);
      open.context.activity.record({ kind: 'backup/created', subject });
      return made;
    },

    'backup:choose-folder': async () => {
      const open = manager.session();
      if (open === null) return locked;
      const folder = await shell.askForFolder({ title: 'dialog.backupFolder' });
      if (folder === null) return ok(false);
      if (manager.session() !== open) return locked;
      if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
        return err(appError('backup/folder-missing', { detail: { file: folder } }));
      }
      const { id, context } = open;
      keeper.states.change(id, { folder, folderSucceededAt: null, folderError: null });
      context.activity.record({ kind: 'backup/folder-changed', subject: folder });
      const newest = keeper.list().backups.find(({ place }) => place === 'home');
      if (newest !== undefined) {
        await copyToFolder(keeper.states, open, manager.list.current(), newest.file);
      }
      return ok(true);
    },

    'backup:forget-folder': async () => {
      const open = manager.session();
      if (open === null) return locked;
      const none = { folder: null, folderSucceededAt: null, folderError: null };
      keeper.states.change(open.id, none);
      open.context.activity.record({ kind: 'backup/folder-changed', subject: '' });
      return ok(null);
    },

    'backup:choose': async () => {
      const options = { title: 'dialog.chooseBackup', kind: BACKUP_FILES, many: false } as const;
      const [file] = await shell.askForFiles(options);
      if (file === undefined) return ok(null);
      chosen.add(file);
      return ok({ file });
    },

    'backup:check': ({ file: named, passphrase }, call) => {
      const file = fileOf(named, call);
      if (file === null) return Promise.resolve(unreadable);
      const open = manager.session();
      const present = manager.list.current();
      const steps = (signal: AbortSignal) =>
        checkBackup(file, passphrase, {
          home,
          present,
          open: open?.context.db ?? null,
          run,
          signal,
        });
      if (open === null) return manager.throttle().guess(() => drained(steps(never)));
      return manager.throttle().guess(
        () =>
          open.context.jobs.start('backup-check', async function* check(signal) {
            const answer = yield* steps(signal);
            return signal.aborted ? gaveUp : answer;
          }).done,
      );
    },

    'backup:restore': ({ file: named, passphrase }, call) => {
      const file = fileOf(named, call);
      if (file === null) return Promise.resolve(unreadable);
      return manager.throttle().guess(() => restore(file, passphrase));
    },

    'backup:check-workspace': async () => {
      const open = manager.session();
      return open === null ? locked : keeper.check(open);
    },
  };
}

/** Without an open workspace there is no job that could be cancelled. */
const never = new AbortController().signal;

/** Runs the steps and returns the last one's result. */
async function drained<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    const step = await steps.next();
    if (step.done === true) return step.value;
    // Lets other calls be answered in between.
    await turn();
  }
}
