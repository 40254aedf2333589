import { basename, join } from 'node:path';
import type { MergeReport } from '../../../shared/domain/merge.ts';
import type { TypedSecret } from '../../../shared/domain/passphrase.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import type { Output, Parsed } from '../../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Call, MergeChannel } from '../../base/context/context.ts';
import type { Shell } from '../../base/context/shell.ts';
import { createCipher } from '../../base/crypto/cipher.ts';
import { connect } from '../../base/database/connect.ts';
import { inTransaction, type ReadableDb } from '../../base/database/database.ts';
import { createSeal } from '../../base/database/seal.ts';
import { copyIn, openBackup, removeCopy } from '../backup/open-backup.ts';
import type { WorkspaceManager } from '../workspace/manager.ts';
import type { Session } from '../workspace/session.ts';
import { markOf, takePastKeys } from '../workspace/witness.ts';
import { applyMerge, prepareMerge, previewMerge, type Work } from './apply.ts';
import { Counts } from './report.ts';
import type { Side } from './tables.ts';

/** The other copy of the workspace. */
interface Other extends Side {
  /** A mark of its data key: see witness.ts. */
  readonly keyMark: Buffer;
}

export type MergeHandlers = {
  readonly [C in MergeChannel]: (
    input: Parsed<C>,
    call: Call,
  ) => Promise<Result<Output<C>, AppError>>;
};

export interface MergeHandlerOptions {
  readonly home: string;
  readonly shell: Shell;
  /** Makes a backup; never fails. */
  readonly before: (open: Session) => Promise<void>;
}

const locked = err(appError('workspace/locked'));

/** Merges two copies of one workspace that were changed separately. */
export function createMergeHandlers(
  manager: WorkspaceManager,
  { home, shell, before }: MergeHandlerOptions,
): MergeHandlers {
  /** The file chosen in the dialog: the page must not pass a path of its own. */
  let chosen: string | null = null;

  async function withCopy(
    typed: TypedSecret,
    { paths: [given] }: Call,
    work: (open: Session, other: Other, file: string) => Result<MergeReport, AppError>,
  ): Promise<Result<MergeReport, AppError>> {
    const open = manager.session();
    const file = given ?? chosen;
    if (open === null) return locked;
    if (file === null) return err(appError('file/unreadable'));
    return manager.throttle().guess(async () => {
      const copy = copyIn(join(home, 'backups'));
      try {
        const found = await openBackup(file, copy, typed);
        if (!found.ok) return found;
        const { id, dataKey, opened } = found.value;
        try {
          if (id !== open.id) return err(appError('merge/other-workspace'));
          if (!opened.isIntact) return err(appError('merge/altered'));
          if (manager.session() !== open) return locked;
          return work(
            open,
            { db: opened.db, cipher: createCipher(dataKey), keyMark: markOf(opened.seal) },
            file,
          );
        } finally {
          opened.db.close();
          dataKey.wipe();
        }
      } finally {
        removeCopy(copy);
      }
    });
  }

  return {
    async 'merge:choose'() {
      const kind = { name: 'dialog.workspace', extensions: ['latchkey'] } as const;
      const [file] = await shell.askForFiles({ title: 'dialog.merge', kind, many: false });
      if (file === undefined) return ok(null);
      chosen = file;
      return ok({ file });
    },

    'merge:preview': ({ passphrase }, call) =>
      withCopy(passphrase, call, (open, other) =>
        fromBefore(open, other, (work) => {
          const counts = new Counts();
          previewMerge(work, counts);
          return ok(counts.report(work.merged.conflicts));
        }),
      ),

    async 'merge:run'({ passphrase }, call) {
      const open = manager.session();
      if (open !== null) await before(open);
      return withCopy(passphrase, call, mergeInto);
    },
  };
}

/** Reads the open workspace over a connection of its own: as it was before anything is written. */
function fromBefore<T>(
  { file, dataKey, context: { cipher } }: Session,
  other: Other,
  work: (merge: Work) => T,
): T {
  const db = connect(file.path, dataKey, { readonly: true }) as unknown as ReadableDb;
  try {
    return work(prepareMerge({ db, cipher }, other));
  } finally {
    db.close();
  }
}

function mergeInto(open: Session, other: Other, file: string): Result<MergeReport, AppError> {
  const { context, dataKey, integrity } = open;
  const { db, activity } = context;
  const doubt = integrity.doubt();
  if (doubt?.code === 'seal/altered') return err(doubt);
  const counts = new Counts();
  const done = fromBefore(open, other, (work) => {
    db.pragma('foreign_keys = OFF');
    try {
      return inTransaction(db, () => {
        applyMerge(db, dataKey, work, counts);
        takePastKeys(db, createSeal(db, dataKey), other.db, other.keyMark);
        const { tokens, revocations } = counts.report([]);
        const detail = { tokens: tokens.added, revocations: revocations.added };
        activity.record({ kind: 'workspace/merged', subject: basename(file), detail });
        return ok(work.merged.conflicts);
      });
    } finally {
      db.pragma('foreign_keys = ON');
    }
  });
  if (!done.ok) return done;
  integrity.witness();
  return ok(counts.report(done.value));
}
