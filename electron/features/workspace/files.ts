import { existsSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import type { WorkspacePhase } from '../../../shared/domain/workspace.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { first, type ReadableDb } from '../../base/database/database.ts';
import { databaseError, refuse } from '../../base/database/open.ts';
import { jsonFile } from '../../base/files/json-file.ts';
import { type KeySlot, listSlots } from './key-slots.ts';

export const WORKSPACE_ENDING = '.latchkey';

/** SQLite's page, in bytes. */
const FIRST_PAGE = 4096;

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

export function workspaceName(file: string): string {
  return basename(file, extname(file));
}

/** What can be told of a workspace file without a key. */
export interface Inspection {
  readonly phase: Exclude<WorkspacePhase, 'open'>;
  readonly owner: string;
  readonly slots: readonly KeySlot[];
  readonly problem: AppError | null;
}

const blank: Inspection = { phase: 'new', owner: '', slots: [], problem: null };

/** Looks into a workspace file without changing a byte of it. */
export function inspectWorkspace(file: string): Inspection {
  if (!existsSync(file) || statSync(file).size === 0) return blank;
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true, fileMustExist: true });
    return look(db as unknown as ReadableDb, file);
  } catch (error) {
    // Killed while its very first page was written: nothing is in it yet.
    const unread = error instanceof Database.SqliteError && /READONLY|CANTOPEN/.test(error.code);
    if (unread && statSync(file).size <= FIRST_PAGE) return blank;
    return { ...blank, phase: 'locked', problem: databaseError(error, file) };
  } finally {
    db?.close();
  }
}

function look(db: ReadableDb, file: string): Inspection {
  const problem = refuse(db, file);
  if (problem !== null) return { ...blank, phase: 'locked', problem };
  const isSeeded = first(db, 'SELECT 1 FROM activity LIMIT 1') !== undefined;
  if (!isSeeded) return blank;
  const owner = ownerRow.parse(first(db, "SELECT value FROM setting WHERE name = 'owner'"));
  const slots = listSlots(db);
  // Somebody took them out: a key that did not come from here would be adopted with all the rest.
  const noSlots = slots.length === 0 ? appError('database/damaged', { detail: { file } }) : null;
  return { phase: 'locked', owner, slots, problem: noSlots };
}

const ownerRow = z
  .object({
    value: z
      .string()
      .transform((text): unknown => JSON.parse(text))
      .pipe(z.string()),
  })
  .transform(({ value }) => value)
  .optional()
  .catch(undefined)
  .transform((owner) => owner ?? '');
