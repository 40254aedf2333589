import { existsSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { type AppError, appError } from '../../../shared/errors.ts';
import type { Output, Parsed } from '../../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { loadLocale, type PlainKey, t } from '../../../shared/words/words.ts';
import type { Call, WorkspaceChannel } from '../../base/context/context.ts';
import type { Shell } from '../../base/context/shell.ts';
import { inTransaction } from '../../base/database/database.ts';
import { asideName } from '../../base/database/set-aside.ts';
import { saveExport } from '../../base/files/save-export.ts';
import { isRecoveryCodeKept, readSettings, writeRecoveryCodeKept } from '../settings/repository.ts';
import { exportPrivateKey } from '../signing/export-private-key.ts';
import { createConfirmed } from './confirmed.ts';
import { countContents } from './contents.ts';
import { copying } from './copying.ts';
import { WORKSPACE_ENDING, workspaceName, workspacesIn } from './files.ts';
import type { KeyBlock } from './key-block.ts';
import { readBlock } from './key-places.ts';
import type { WorkspaceManager } from './manager.ts';
import { methodsOf } from './methods.ts';
import { recoveryKitPage } from './recovery-kit.ts';
import type { Session } from './session.ts';
import { createUnlockHandlers } from './unlock-handlers.ts';

export type WorkspaceHandlers = {
  readonly [C in WorkspaceChannel]: (
    input: Parsed<C>,
    call: Call,
  ) => Promise<Result<Output<C>, AppError>>;
};

const WORKSPACE_FILES = {
  name: 'dialog.workspace',
  extensions: [WORKSPACE_ENDING.slice(1), `${WORKSPACE_ENDING.slice(1)}-keys`],
} as const;

function keepRecoveryCode({ context: { db, activity } }: Session): Result<null, AppError> {
  if (isRecoveryCodeKept(db)) return ok(null);
  return inTransaction(db, () => {
    writeRecoveryCodeKept(db, true);
    activity.record({ kind: 'workspace/recovery-code-kept', subject: '' });
    return ok(null);
  });
}

/**
 * The calls that work whether a workspace is open or not.
 *
 * @param beforeKeyChange makes a backup; never fails.
 */
export function createWorkspaceHandlers(
  manager: WorkspaceManager,
  shell: Shell,
  beforeKeyChange: (open: Session) => Promise<void>,
): WorkspaceHandlers {
  const { list } = manager;
  const locked = err(appError('workspace/locked'));
  const confirmed = createConfirmed(manager);

  const askWhere = (title: PlainKey, suggestedName: string): Promise<string | null> =>
    shell.askWhereToSave({
      title,
      suggestedName,
      kind: { ...WORKSPACE_FILES, extensions: [WORKSPACE_ENDING.slice(1)] },
    });

  /** For a chosen keys file: its workspace is the current one, or is next to the keys file. */
  async function goToWorkspaceOf(
    keys: KeyBlock,
    keysFile: string,
  ): Promise<Result<null, AppError>> {
    const front = list.current();
    if (manager.session()?.id === keys.id) return ok(null);
    const file = [front, ...workspacesIn(dirname(keysFile))].find((path) => {
      const isOpen = path === front && manager.session() !== null;
      return !isOpen && manager.inspect(path).id === keys.id;
    });
    if (file === undefined) return err(appError('workspace/other-keys'));
    manager.keepKeys(keys);
    if (file !== front) await manager.goTo(file);
    return ok(null);
  }

  /** A file that isn't a workspace is refused, and the open workspace stays open. */
  async function goToFile(file: string): Promise<Result<null, AppError>> {
    const isOpen = manager.session() !== null && isSameFile(file, list.current());
    if (isOpen) return ok(null);
    const keys = readBlock(file);
    if (keys !== null) return goToWorkspaceOf(keys, file);
    const { problem } = manager.inspect(file);
    if (problem !== null) return err(problem);
    if (file !== list.current()) await manager.goTo(file);
    return ok(null);
  }

  return {
    ...createUnlockHandlers(manager, confirmed, beforeKeyChange),

    'workspace:state': async () => {
      const file = list.current();
      const open = manager.session();
      const inspection = open === null ? manager.inspect(file) : null;
      let isWhole = true;
      // Damaged pages must not keep the screen from loading.
      const readable = <T>(read: () => T, otherwise: T): T => {
        try {
          return read();
        } catch {
          isWhole = false;
          return otherwise;
        }
      };
      const slots = open?.keys.slots() ?? inspection?.blocks[0]?.slots ?? [];
      const owner = open === null ? '' : readable(() => readSettings(open.context.db).owner, '');
      const hasKeyringHere = (): boolean =>
        open === null
          ? slots.some(({ kind }) => kind === 'keyring')
          : methodsOf(open).some(({ isHere }) => isHere);
      const enabled = readable(hasKeyringHere, false);
      const recoveryCodeKept =
        open !== null && readable(() => isRecoveryCodeKept(open.context.db), true);
      const damage = isWhole ? null : appError('database/damaged', { detail: { file } });
      return ok({
        phase: inspection?.phase ?? 'open',
        file,
        name: workspaceName(file),
        owner,
        keyring: {
          available: await shell.keyringAvailable(),
          enabled,
        },
        recent: list.recent().map(({ file: path, openedAt }) => ({
          file: path,
          name: workspaceName(path),
          openedAt,
          isThere: existsSync(path),
        })),
        problem: inspection?.problem ?? null,
        trouble: open?.file.guard.trouble() ?? null,
        readOnly: open?.readOnly ?? null,
        isDiskFull: open?.file.isDiskFull() ?? false,
        doubt: open?.integrity.doubt() ?? damage,
        clock: open?.clock ?? null,
        notices: [...list.notices(file)],
        recoveryCodeKept,
        keyConflict: (open?.keys.conflict() ?? []).map((block) => ({
          places: [...block.places],
          methods: block.slots.map(({ kind }) => kind),
        })),
      });
    },

    'workspace:create': async ({ owner, passphrase, keyring }) => {
      const made = await manager.create(owner, passphrase, keyring);
      return made.ok ? ok({ recoveryCode: made.value }) : made;
    },

    'workspace:sign-in': (how) => manager.signIn(how),

    'workspace:lock': async () => {
      await manager.lock();
      return ok(null);
    },

    'workspace:accept-file': async ({ passphrase }) =>
      confirmed(passphrase, ['passphrase'], 'passphrase', async ({ context, integrity }) => {
        const doubt = integrity.doubt();
        if (doubt === null) return ok(null);
        if (!integrity.accept()) return err(doubt);
        const detail = { doubt: doubt.code };
        context.activity.record({ kind: 'workspace/file-accepted', subject: '', detail });
        integrity.witness();
        const { algorithm, rsaLength } = readSettings(context.db);
        await context.signer.currentKey(algorithm, rsaLength);
        return ok(null);
      }),

    'workspace:choose': async () => {
      const kind = WORKSPACE_FILES;
      const [file] = await shell.askForFiles({ title: 'dialog.openWorkspace', kind, many: false });
      if (file === undefined) return ok(false);
      const gone = await goToFile(file);
      return gone.ok ? ok(true) : gone;
    },

    'workspace:open': async (_input, { paths: [file] }) => {
      // Going to a missing file would start creating a workspace there.
      if (file === undefined || !existsSync(file)) return err(appError('file/unreadable'));
      return goToFile(file);
    },

    'workspace:begin': async () => {
      const file = await askWhere('dialog.newWorkspace', `workspace${WORKSPACE_ENDING}`);
      if (file === null) return ok(false);
      if (existsSync(file)) return err(appError('workspace/exists', { detail: { file } }));
      await manager.goTo(file);
      return ok(true);
    },

    'workspace:switch': async ({ file }) => {
      // The page may pass a path only if it is one the person chose before.
      if (!list.recent().some((known) => known.file === file))
        return err(appError('file/unreadable'));
      await manager.goTo(file);
      return ok(null);
    },

    'workspace:save-open': async () => {
      const open = manager.session();
      if (open === null) return locked;
      const name = basename(asideName(list.current(), open.context.now()));
      const file = await askWhere('dialog.saveAs', name);
      if (file === null) return ok(null);
      if (manager.session() !== open) return locked;
      const saved = await manager.saveOpen(open, file);
      return saved.ok ? ok({ file }) : saved;
    },

    'workspace:rename': async ({ name }) => {
      const open = manager.session();
      if (open === null) return locked;
      const file = list.current();
      const to = join(dirname(file), `${name}${extname(file)}`);
      if (to === file) return ok(null);
      const moved = await manager.move(open, to);
      return !moved.ok && moved.error.code === 'workspace/exists'
        ? err({ ...moved.error, field: 'name' })
        : moved;
    },

    'workspace:move': async () => {
      const open = manager.session();
      if (open === null) return locked;
      const file = await askWhere('dialog.moveWorkspace', basename(list.current()));
      if (file === null || file === list.current()) return ok(null);
      if (manager.session() !== open) return locked;
      const moved = await manager.move(open, file);
      return moved.ok ? ok({ file }) : moved;
    },

    'workspace:save-copy': async () => {
      const open = manager.session();
      if (open === null) return locked;
      const file = await askWhere(
        'dialog.saveCopy',
        `${workspaceName(list.current())} copy${WORKSPACE_ENDING}`,
      );
      if (file === null) return ok(null);
      if (manager.session() !== open) return locked;
      const work = copying(open, list.current(), file);
      list.beginSaving(dirname(file));
      const saved = await open.context.jobs.start('workspace-copy', work).done;
      list.endSaving(dirname(file));
      if (!saved.ok) return saved;
      if (manager.session() !== open) return locked;
      open.context.activity.record({ kind: 'workspace/copied', subject: workspaceName(file) });
      return ok({ file });
    },

    'workspace:contents': async () => {
      const open = manager.session();
      return open === null ? locked : ok(countContents(open.context.db));
    },

    'workspace:delete': async ({ passphrase }) =>
      confirmed(passphrase, ['passphrase'], 'passphrase', (open) => manager.delete(open)),

    'workspace:export-signing-key': async ({ id, passphrase, encryption }) =>
      confirmed(passphrase, ['passphrase'], 'passphrase', (open) =>
        exportPrivateKey(open.context, id, encryption?.passphrase ?? null),
      ),

    'workspace:keep-recovery-code': async () => {
      const open = manager.session();
      return open === null ? locked : keepRecoveryCode(open);
    },

    'workspace:save-recovery-kit': async ({ code }) => {
      // Checks the code, so that the page can't write text of its own into a file.
      const known = await confirmed(code, ['recovery-code'], 'code', async (open) => ok(open));
      if (!known.ok) return known;
      const { context, id } = known.value;
      const front = list.current();
      const name = workspaceName(front);
      await loadLocale(await shell.locale());
      const file = await shell.askWhereToSave({
        title: 'dialog.saveRecoveryKit',
        suggestedName: t('recoveryKit.fileName', { name }),
        kind: { name: 'fileKind.webPage', extensions: ['html'] },
      });
      if (file === null) return ok(null);
      const { owner } = readSettings(context.db);
      const page = recoveryKitPage({
        name,
        owner,
        file: front,
        id,
        code: Buffer.from(code).toString(),
        at: context.now(),
      });
      const saved = await saveExport(context, file, page);
      if (!saved.ok) return saved;
      const kept = keepRecoveryCode(known.value);
      return kept.ok ? ok({ file }) : kept;
    },

    'workspace:dismiss-notice': async ({ file }) => {
      list.dismiss(file);
      return ok(null);
    },

    'workspace:forget': async ({ file }) => {
      list.forget(file);
      return ok(null);
    },
  };
}

/** Whether both paths lead to the same file. */
function isSameFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map((file) => statSync(file, { throwIfNoEntry: false }));
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}
