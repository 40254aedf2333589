import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { type AppError, appError } from '../../../shared/errors.ts';
import type { Output, Parsed } from '../../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { BackupChannel, Call } from '../../base/context/context.ts';
import type { Shell } from '../../base/context/shell.ts';
import type { WorkspaceManager } from '../workspace/manager.ts';
import type { BackupKeeper } from './backups.ts';
import { copyToFolder } from './make-backup.ts';

export type BackupHandlers = {
  readonly [C in BackupChannel]: (
    input: Parsed<C>,
    call: Call,
  ) => Promise<Result<Output<C>, AppError>>;
};

const locked = err(appError('workspace/locked'));

/** The calls about backups: those that only look are answered in front of a locked workspace, too. */
export function createBackupHandlers(
  manager: WorkspaceManager,
  keeper: BackupKeeper,
  shell: Shell,
): BackupHandlers {
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
  };
}
