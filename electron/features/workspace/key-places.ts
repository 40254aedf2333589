import { closeSync, openSync, readdirSync, readSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { WorkspaceId } from '../../base/database/file-header.ts';
import { readTrailer } from '../../base/database/trailer.ts';
import { makeFolderNow } from '../../base/disk/make-folder.ts';
import { saveNow } from '../../base/disk/save-now.ts';
import { type KeyBlock, LONGEST_BLOCK, parseBlock } from './key-block.ts';

const KEYS_ENDING = '-keys';
/** Part of every side file's name, even if a person or a sync program renamed it. */
const KEYS_MARK = '.latchkey-keys';
/** Limits the key derivations that a crafted folder can cause. */
const MOST_BLOCKS = 8;
const MOST_FILES = 100;

/** A block, and the files in which it was found. */
export interface FoundBlock extends KeyBlock {
  readonly places: readonly string[];
}

/** The side file, which is beside the workspace while it is open, and after a crash. */
export function sideFileOf(file: string): string {
  return file.endsWith('.latchkey') ? `${file}${KEYS_ENDING}` : `${file}${KEYS_MARK}`;
}

/** The copy in the data directory. */
export function mirrorOf(home: string, id: WorkspaceId): string {
  return join(home, 'slots', id);
}

/**
 * The distinct blocks of this workspace: in its trailer, in the mirror, and in all keys files
 * beside it. The highest generation comes first.
 */
export function findBlocks(home: string, file: string, id: WorkspaceId): readonly FoundBlock[] {
  const paths = new Set([mirrorOf(home, id), sideFileOf(file), ...keysFilesIn(dirname(file))]);
  const found = [
    { place: file, block: parsed(() => readTrailer(file)) },
    ...[...paths].map((place) => ({ place, block: readBlock(place) })),
  ];
  const different = new Map<string, FoundBlock>();
  for (const { place, block } of found) {
    if (block === null || block.id !== id) continue;
    const text = block.bytes.toString('base64');
    const places = [...(different.get(text)?.places ?? []), place];
    different.set(text, { ...block, places });
  }
  return [...different.values()]
    .slice(0, MOST_BLOCKS)
    .toSorted((a, b) => b.generation - a.generation);
}

/** The blocks in the data directory, of any workspace; the last written come first. */
export function mirrorsIn(home: string): readonly KeyBlock[] {
  const folder = join(home, 'slots');
  const names = namesIn(folder).slice(0, MOST_FILES);
  const files = names.map((name) => join(folder, name));
  const newestFirst = files.toSorted((a, b) => modifiedAt(b) - modifiedAt(a));
  return newestFirst.flatMap((path) => readBlock(path) ?? []).slice(0, MOST_BLOCKS);
}

function modifiedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** The block in a side file or mirror, or null if there is no readable one. */
export function readBlock(path: string): KeyBlock | null {
  return parsed(() => readStored(path));
}

/** Writes a block durably to the mirror. Throws what the system says. */
export function writeMirror(home: string, block: KeyBlock): void {
  const path = mirrorOf(home, block.id);
  makeFolderNow(dirname(path));
  saveNow(path, block.bytes);
}

/** Stores slots that a person chose, unless the mirror has newer ones. */
export function keepInMirror(home: string, keys: KeyBlock): void {
  const known = readBlock(mirrorOf(home, keys.id));
  if (known === null || known.id !== keys.id || known.generation < keys.generation) {
    writeMirror(home, keys);
  }
}

/** Writes the side file durably. Keys of another workspace found there are set aside. */
export function writeSideFile(file: string, block: KeyBlock): void {
  const path = sideFileOf(file);
  const other = readBlock(path);
  if (other !== null && other.id !== block.id) {
    renameSync(path, join(dirname(path), `${other.id}${KEYS_MARK}`));
  }
  saveNow(path, block.bytes);
}

function keysFilesIn(folder: string): string[] {
  return namesIn(folder)
    .filter((name) => name.includes(KEYS_MARK))
    .slice(0, MOST_FILES)
    .map((name) => join(folder, name));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function parsed(read: () => Buffer | null): KeyBlock | null {
  try {
    const bytes = read();
    return bytes === null ? null : parseBlock(bytes);
  } catch {
    // Missing or unreadable: one of the other places has it.
    return null;
  }
}

function readStored(path: string): Buffer | null {
  // Opening a pipe could block forever.
  if (!statSync(path).isFile()) return null;
  const descriptor = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(LONGEST_BLOCK);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, LONGEST_BLOCK, 0));
  } finally {
    closeSync(descriptor);
  }
}
