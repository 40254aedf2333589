import { readdirSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { WorkspacePhase } from '../../../shared/domain/workspace.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { readFileHeader, type WorkspaceId } from '../../base/database/file-header.ts';
import { headerProblem } from '../../base/database/open.ts';
import { type FoundBlock, findBlocks } from './key-places.ts';

export const WORKSPACE_ENDING = '.latchkey';

/** The workspace files in a folder, by file extension. */
export function workspacesIn(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(WORKSPACE_ENDING));
  return names.map((name) => join(folder, name));
}

export function workspaceName(file: string): string {
  return basename(file, extname(file));
}

/** What can be read from a workspace file without a key. */
export interface Inspection {
  readonly phase: Exclude<WorkspacePhase, 'open'>;
  readonly id: WorkspaceId | null;
  /** The distinct sets of slots found for it, newest first. */
  readonly blocks: readonly FoundBlock[];
  readonly problem: AppError | null;
}

const blank: Inspection = { phase: 'new', id: null, blocks: [], problem: null };

/**
 * Inspects a workspace file without changing it. Never throws. Not for a file that is open: see
 * `readFileHeader`.
 *
 * @param openedAt when it was last open on this machine: then a missing file isn't a new workspace.
 */
export function inspectWorkspace(
  home: string,
  file: string,
  openedAt: number | null = null,
): Inspection {
  const detail = { file, ...(openedAt !== null && { openedAt }) };
  try {
    if (!isThere(file)) {
      if (openedAt === null) return blank;
      return { ...blank, phase: 'locked', problem: appError('workspace/missing', { detail }) };
    }
    const header = readFileHeader(file);
    if (header.kind !== 'workspace') {
      const problem = headerProblem(header, file);
      const found =
        problem === null ? null : { ...problem, detail: { ...problem.detail, ...detail } };
      return { ...blank, phase: 'locked', problem: found };
    }
    const blocks = findBlocks(home, file, header.id);
    const noKeys = blocks.length === 0 ? appError('workspace/keys-missing', { detail }) : null;
    return { phase: 'locked', id: header.id, blocks, problem: noKeys };
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const unreadable = appError('file/unreadable', { detail: { ...detail, reason } });
    return { ...blank, phase: 'locked', problem: unreadable };
  }
}

/** Throws if that is unknown: a file on an unreachable share isn't missing. */
export function isThere(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return false;
    throw error;
  }
}
