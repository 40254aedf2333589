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
  /** Milliseconds since the epoch; null if it was only gone to. */
  openedAt: z.number().nullable(),
  /** The unlock method that opened it last here. */
  method: unlockMethodIdSchema.optional().catch(undefined),
});

const listSchema = z.object({
  current: z.string().nullable().catch(null),
  recent: z.array(entrySchema).catch([]),
  notices: z.array(workspaceNoticeSchema).catch([]),
  /** A move that has begun. */
  moving: z.object({ from: z.string(), to: z.string() }).nullable().catch(null),
});

type Stored = z.infer<typeof listSchema>;

export type WorkspaceList = ReturnType<typeof workspaceList>;

/**
 * Which workspaces this machine knows, when each was open, and which one is in front; remembered in
 * `home`. On a disk that is full or read-only it is forgotten when the program ends, and not before.
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
    // Another program may have written it.
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
    /** Where the first workspace of a computer is. */
    standard,
    current: (): string => current,
    /** The last first. */
    recent: () => known.recent.map((entry) => ({ ...entry, file: absolute(entry.file) })),
    /** When the file was open last, in milliseconds; null if it never was on this machine. */
    openedAt: (path: string): number | null => entryOf(path)?.openedAt ?? null,
    /** Puts a workspace in front, and first among the recent ones. */
    goTo(path: string): void {
      current = path;
      putFirst(path, entryOf(path)?.openedAt ?? null, entryOf(path)?.method);
    },
    opened(path: string, at: number, method = entryOf(path)?.method): void {
      current = path;
      putFirst(path, at, method);
    },
    methodOf: (path: string): UnlockMethodId | null => entryOf(path)?.method ?? null,
    /** Lists a file that was saved beside the one in front. */
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
    /** What the person must know about this workspace. */
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
