import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type AppError, appError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { readFileUpTo } from '../../../base/files/read-file.ts';
import type { ReadingLimits } from './reading-thread.ts';
import { isDefinition, type Unpacked } from './unpack.ts';

/** A file to read, on disk or already unpacked. */
export interface Source {
  /** The name to show. */
  readonly file: string;
  /** Compared with references to find this file; never opened. */
  readonly address: string;
  /** The selected folder or archive, unless the file itself was selected. */
  readonly group?: string;
  readonly load: () => Promise<Result<Uint8Array, AppError>>;
}

/** The maximum depth of nested folders. */
const MAX_DEPTH = 16;

/**
 * The selected files, and the files in selected folders. In folders, links aren't followed, and
 * hidden files, `node_modules` and anything but JSON and YAML are skipped.
 */
export async function collectFiles(
  paths: readonly string[],
  limits: ReadingLimits,
  signal: AbortSignal | undefined,
): Promise<Source[]> {
  const sources: Source[] = [];
  const seen = new Set<string>();
  const add = (path: string, file: string, group?: string) => {
    const address = pathToFileURL(path).href;
    // A file selected twice is read twice, as requested; a repetition from a folder isn't.
    if (group !== undefined && seen.has(address)) return;
    seen.add(address);
    const load = () => readFileUpTo(path, limits.bytes, signal);
    sources.push({ file, address, load, ...(group !== undefined && { group }) });
  };
  for (const path of paths) {
    if (!(await isFolder(path))) {
      add(path, basename(path));
      continue;
    }
    const group = basename(path);
    const files = await filesIn(path, limits.files, signal);
    if (files.length === 0) sources.push(emptyFolder(path, group));
    for (const found of files) {
      add(found, [group, ...relative(path, found).split(sep)].join('/'), group);
    }
  }
  return sources;
}

/** Reading it says why nothing is read. */
function emptyFolder(path: string, name: string): Source {
  return {
    file: name,
    address: pathToFileURL(path).href,
    load: async () => {
      try {
        await readdir(path);
        return err(appError('import/nothing-found'));
      } catch (error) {
        const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
        return err(appError('file/unreadable', { detail: { name, reason } }));
      }
    },
  };
}

/** The content of an archive, as sources. */
export function unpackedSources(archive: Source, unpacked: readonly Unpacked[]): Source[] {
  return unpacked.map(({ path, bytes }) => ({
    file: `${archive.file}/${path}`,
    address: `${archive.address}/${path.split('/').map(encodeURIComponent).join('/')}`,
    group: archive.file,
    load: async () => ok(bytes),
  }));
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // The read reports why.
    return false;
  }
}

async function filesIn(
  folder: string,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const found: string[] = [];
  const open = [{ path: folder, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    if (signal?.aborted) break;
    const { path, depth } = next;
    const entries = await entriesOf(path);
    const folders = entries.filter((entry) => entry.isDirectory() && isVisible(entry.name));
    if (depth < MAX_DEPTH) {
      open.push(
        ...folders.toReversed().map(({ name }) => ({ path: join(path, name), depth: depth + 1 })),
      );
    }
    for (const entry of entries) {
      if (entry.isFile() && isDefinition(entry.name)) found.push(join(path, entry.name));
      if (found.length > limit) return found;
    }
  }
  return found;
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  } catch {
    return [];
  }
}

function isVisible(name: string): boolean {
  return !name.startsWith('.') && name !== 'node_modules';
}

/** Why no more files are read. */
export function tooManyFiles(limit: number): AppError {
  return appError('import/too-many-files', { detail: { limit } });
}
