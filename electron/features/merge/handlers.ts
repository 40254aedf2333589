import { join } from 'node:path';
import type { MergeReport } from '../../../shared/domain/merge.ts';
import type { TypedSecret } from '../../../shared/domain/passphrase.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import type { Output, Parsed } from '../../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Call, MergeChannel } from '../../base/context/context.ts';
import type { Shell } from '../../base/context/shell.ts';
import { copyIn, openBackup, removeCopy } from '../backup/open-backup.ts';
import type { WorkspaceManager } from '../workspace/manager.ts';
import type { Session } from '../workspace/session.ts';
import { mergeCopy, type OtherCopy, previewCopy } from './merge-copy.ts';

export type MergeHandlers = {
  readonly [C in MergeChannel]: (
    input: Parsed<C>,
    call: Call,
  ) => Promise<Result<Output<C>, AppError>>;
};

export interface MergeHandlerOptions {
  readonly home: string;
  readonly shell: Shell;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Makes a backup; never fails. */
  readonly before: (open: Session) => Promise<void>;
}

const locked = err(appError('workspace/locked'));

/** Merges two copies of one workspace that were changed separately. */
export function createMergeHandlers(
  manager: WorkspaceManager,
  { home, shell, now, before }: MergeHandlerOptions,
): MergeHandlers {
  /** The file chosen in the dialog: the page must not pass a path of its own. */
  let chosen: string | null = null;

  async function withCopy(
    typed: TypedSecret,
    { paths: [given] }: Call,
    work: (open: Session, other: OtherCopy) => Promise<Result<MergeReport, AppError>>,
  ): Promise<Result<MergeReport, AppError>> {
    const open = manager.session();
    const file = given ?? chosen;
    if (open === null) return locked;
    if (file === null) return err(appError('file/unreadable'));
    const copy = copyIn(join(home, 'backups'));
    try {
      const found = await manager.throttle().guess(() => openCopy(open, file, copy, typed));
      if (!found.ok) return found;
      try {
        if (manager.session() !== open) return locked;
        return await work(open, found.value);
      } finally {
        found.value.dataKey.wipe();
      }
    } finally {
      removeCopy(copy);
    }
  }

  return {
    async 'merge:choose'() {
      const kind = { name: 'dialog.workspace', extensions: ['latchkey'] } as const;
      const [file] = await shell.askForFiles({ title: 'dialog.merge', kind, many: false });
      if (file === undefined) return ok(null);
      chosen = file;
      return ok({ file });
    },

    'merge:preview': ({ passphrase }, call) => withCopy(passphrase, call, previewCopy),

    'merge:run': ({ passphrase }, call) =>
      withCopy(passphrase, call, async (open, other) => {
        await before(open);
        if (manager.session() !== open) return locked;
        return mergeCopy({ home, manager, open, other, at: now() });
      }),
  };
}

/** Copies the other copy to `copy` and proves what opens it. Its rows are proven where they are read. */
async function openCopy(
  open: Session,
  file: string,
  copy: string,
  typed: TypedSecret,
): Promise<Result<OtherCopy, AppError>> {
  const found = await openBackup(file, copy, typed, { mostProven: 0 });
  if (!found.ok) return found;
  const { id, dataKey, opened } = found.value;
  opened.db.close();
  const isOther = id !== open.id;
  if (!isOther && opened.isIntact) return ok({ copy, dataKey, chosen: file });
  dataKey.wipe();
  return err(appError(isOther ? 'merge/other-workspace' : 'merge/altered'));
}
