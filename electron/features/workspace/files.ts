import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { z } from 'zod';
import type { WorkspacePhase } from '../../../shared/domain/workspace.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { readFileHeader, type WorkspaceId } from '../../base/database/file-header.ts';
import { headerProblem } from '../../base/database/open.ts';
import { jsonFile } from '../../base/files/json-file.ts';
import type { KeyBlock } from './key-block.ts';
import { findBlocks } from './key-places.ts';

export const WORKSPACE_ENDING = '.latchkey';

/** How many workspaces are remembered. */
const RECENT = 10;

const listSchema = z.object({
  current: z.string().nullable().catch(null),
  recent: z.array(z.string()).catch([]),
});

/** Which workspaces this machine knows, and which one is in front; remembered in `home`. */
export function workspaceList(home: string) {
  const file = jsonFile(join(home, 'workspaces.json'), listSchema);
  const standard = `workspace${WORKSPACE_ENDING}`;
  // Relative to `home` where it can be, so that a data directory can be moved.
  const absolute = (path: string): string => resolve(home, path);
  const stored = (path: string): string => (dirname(path) === home ? basename(path) : path);
  const recent = (): string[] => file.read().recent.map(absolute);
  // On a disk that is full or read-only it is forgotten when the program ends, and not before.
  let current = absolute(file.read().current ?? standard);
  return {
    current: (): string => current,
    recent: (): string[] => recent().filter((path) => existsSync(path)),
    /** Puts a workspace in front, and first among the recent ones. */
    goTo(path: string): void {
      const others = recent().filter((known) => known !== path);
      const known = [path, ...others].slice(0, RECENT);
      current = path;
      file.write({ current: stored(path), recent: known.map(stored) });
    },
    forget(path: string): void {
      const others = recent().filter((known) => known !== path);
      file.write({ ...file.read(), recent: others.map(stored) });
    },
  };
}

/** Those of the folder, by their ending. */
export function workspacesIn(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(WORKSPACE_ENDING));
  return names.map((name) => join(folder, name));
}

export function workspaceName(file: string): string {
  return basename(file, extname(file));
}

/** What can be told of a workspace file without a key. */
export interface Inspection {
  readonly phase: Exclude<WorkspacePhase, 'open'>;
  readonly id: WorkspaceId | null;
  /** Every different set of slots that was found for it, the newest first. */
  readonly blocks: readonly KeyBlock[];
  readonly problem: AppError | null;
}

const blank: Inspection = { phase: 'new', id: null, blocks: [], problem: null };

/**
 * Looks at a workspace file without changing a byte of it. Never throws. Not for a file that is
 * open: see `readFileHeader`.
 */
export function inspectWorkspace(home: string, file: string): Inspection {
  const detail = { file };
  try {
    if (!existsSync(file)) return blank;
    const header = readFileHeader(file);
    const problem = headerProblem(header, file);
    if (header.kind !== 'workspace') return { ...blank, phase: 'locked', problem };
    const blocks = findBlocks(home, file, header.id);
    const noKeys = blocks.length === 0 ? appError('workspace/keys-missing', { detail }) : null;
    return { phase: 'locked', id: header.id, blocks, problem: noKeys };
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const unreadable = appError('file/unreadable', { detail: { ...detail, reason } });
    return { ...blank, phase: 'locked', problem: unreadable };
  }
}
