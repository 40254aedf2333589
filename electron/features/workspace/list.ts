import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { type UnlockMethodId, unlockMethodIdSchema } from '../../../shared/domain/ids.ts';
import { type WorkspaceNotice, workspaceNoticeSchema } from '../../../shared/domain/workspace.ts';
import { jsonFile } from '../../base/files/json-file.ts';
import { WORKSPACE_ENDING } from './files.ts';

/** How many workspaces and how many notices are remembered. */
const RECENT = 10;

const entrySchema = z.object({
  file: z.string(),
  /** Milliseconds since the epoch; null if it was selected but never opened. */
  openedAt: z.number().nullable(),
  /** The unlock method last used to open it on this machine. */
  method: unlockMethodIdSchema.optional().catch(undefined),
});

const listSchema = z.object({
  current: z.string().nullable().catch(null),
  recent: z.array(entrySchema).catch([]),
  notices: z.array(workspaceNoticeSchema).catch([]),
  /** A move that has begun. */
  moving: z.object({ from: z.string(), to: z.string() }).nullable().catch(null),
  /** Folders elsewhere in which a copy was begun. */
  saving: z.array(z.string()).catch([]),
});

type Stored = z.infer<typeof listSchema>;

export type WorkspaceList = ReturnType<typeof workspaceList>;

/**
 * The workspaces this machine knows, when each was last open, and which one is current; stored in
 * `home`. If the disk is full or read-only, changes last until the program ends.
 */
export function workspaceList(home: string) {
  const file = jsonFile(join(home, 'workspaces.json'), listSchema);
  // Relative to `home` where it can be, so that a data directory can be moved.
  const absolute = (path: string): string => resolve(home, path);
  const stored = (path: string): string => (dirname(path) === home ? basename(path) : path);
  let known = file.read();
  const standard = absolute(`workspace${WORKSPACE_ENDING}`);
  let current = known.current === null ? standard : absolute(known.current);

  function change(changed: Partial<Stored>): void {
    // Another program may have written to the file.
    known = { ...known, ...changed, current: stored(current) };
    file.write(known);
  }

  const entryOf = (path: string) => known.recent.find((entry) => absolute(entry.file) === path);
  const without = (path: string) => known.recent.filter((entry) => absolute(entry.file) !== path);

  function putFirst(path: string, openedAt: number | null, method?: UnlockMethodId): void {
    const entry = { file: stored(path), openedAt, ...(method && { method }) };
    change({ recent: [entry, ...without(path)].slice(0, RECENT) });
  }

  return {
    /** The path of a computer's first workspace. */
    standard,
    current: (): string => current,
    /** The most recent first. */
    recent: () => known.recent.map((entry) => ({ ...entry, file: absolute(entry.file) })),
    /** When the file was last open on this machine, in milliseconds; null for never. */
    openedAt: (path: string): number | null => entryOf(path)?.openedAt ?? null,
    /** Makes a workspace the current one, and the first of the recent ones. */
    goTo(path: string): void {
      current = path;
      putFirst(path, entryOf(path)?.openedAt ?? null, entryOf(path)?.method);
    },
    opened(path: string, at: number, method = entryOf(path)?.method): void {
      current = path;
      putFirst(path, at, method);
    },
    methodOf: (path: string): UnlockMethodId | null => entryOf(path)?.method ?? null,
    /** Lists a file that was saved beside the current one. */
    add(path: string, at: number): void {
      change({ recent: [...without(path), { file: stored(path), openedAt: at }].slice(-RECENT) });
    },
    beginMove(from: string, to: string): void {
      change({ moving: { from: stored(from), to: stored(to) } });
    },
    endMove(): void {
      change({ moving: null });
    },
    unfinishedMove(): { readonly from: string; readonly to: string } | null {
      const { moving } = known;
      return moving && { from: absolute(moving.from), to: absolute(moving.to) };
    },
    beginSaving(folder: string): void {
      change({ saving: [...new Set([...known.saving, folder])] });
    },
    endSaving(folder: string): void {
      change({ saving: known.saving.filter((one) => one !== folder) });
    },
    /** Folders in which a killed process may have left an incomplete copy. */
    saving: (): readonly string[] => known.saving,
    moved(from: string, to: string): void {
      if (current === from) current = to;
      const recent = known.recent.map((entry) =>
        absolute(entry.file) === from ? { ...entry, file: stored(to) } : entry,
      );
      change({ recent, moving: null });
    },
    forget(path: string): void {
      change({ recent: without(path) });
    },
    /** Notices for the person about this workspace. */
    notices: (path: string): readonly WorkspaceNotice[] =>
      known.notices.filter((notice) => absolute(notice.of) === path),
    addNotice(notice: WorkspaceNotice): void {
      change({ notices: [...known.notices, notice].slice(-RECENT) });
    },
    dismiss(saved: string): void {
      change({ notices: known.notices.filter(({ file: named }) => named !== saved) });
    },
  };
}
