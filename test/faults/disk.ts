import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** A system call that changed something, as recorded by record.c. */
export interface Change {
  readonly kind: string;
  /** The inode, for a change of a file's content. */
  readonly inode: number;
  /** An offset or a length; for an opened file, 1 if it was created. */
  readonly at: number;
  /** For an opened file, 1 if it was truncated. */
  readonly emptied: number;
  readonly path: string;
  /** The other path of a rename or a link. */
  readonly to: string;
  readonly bytes: Buffer;
}

export function readChanges(log: string): readonly Change[] {
  const stored = readFileSync(log);
  const changes: Change[] = [];
  let at = 0;
  const number = (): number => {
    at += 8;
    return Number(stored.readBigUInt64LE(at - 8));
  };
  const bytes = (): Buffer => {
    const length = number();
    at += length;
    return stored.subarray(at - length, at);
  };
  while (at < stored.length) {
    const kind = String.fromCharCode(stored[at] ?? 0);
    at += 1;
    const [inode, offset, emptied] = [number(), number(), number()];
    const [path, to] = [bytes().toString(), bytes().toString()];
    changes.push({ kind, inode, at: offset, emptied, path, to, bytes: bytes() });
  }
  return changes;
}

/** A change to a file since its last sync. */
type Pending = { readonly at: number; readonly bytes: Buffer } | { readonly length: number };

interface File {
  readonly kind: 'file';
  /** The content that is certainly on the disk. */
  synced: Buffer;
  pending: Pending[];
}

/** A change to a folder's entries: each sets or removes a name. */
type Naming = readonly { readonly name: string; readonly node: Node | null }[];

interface Folder {
  readonly kind: 'folder';
  readonly synced: Map<string, Node>;
  pending: Naming[];
}

type Node = File | Folder;

export interface DiskOptions {
  /** As if the program never synced: this must lose data, or the test proves nothing. */
  readonly ignoresSyncs: boolean;
}

/**
 * A disk that loses power: what was synced stays; of everything else a random part survives. Name
 * changes survive in order, and renames are atomic; contents in any order, torn at sectors.
 */
export class Disk {
  readonly #roots: readonly string[];
  readonly #folders = new Map<string, Folder>();
  readonly #byInode = new Map<number, File>();
  readonly #options: DiskOptions;

  /** @param roots folders whose current content is certainly on the disk. */
  constructor(roots: readonly string[], options: DiskOptions) {
    this.#roots = roots;
    this.#options = options;
    for (const root of roots) this.#load(root);
  }

  #load(path: string): Folder {
    const folder: Folder = { kind: 'folder', synced: new Map(), pending: [] };
    this.#folders.set(path, folder);
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const inside = join(path, entry.name);
      if (entry.isDirectory()) folder.synced.set(entry.name, this.#load(inside));
      if (!entry.isFile()) continue;
      const file: File = { kind: 'file', synced: readFileSync(inside), pending: [] };
      this.#byInode.set(statSync(inside).ino, file);
      folder.synced.set(entry.name, file);
    }
    return folder;
  }

  apply(change: Change): void {
    const { kind, inode, at, path, to, bytes } = change;
    const file = this.#byInode.get(inode);
    switch (kind) {
      case 'O':
        this.#opened(change);
        return;
      case 'W':
        file?.pending.push({ at, bytes });
        return;
      case 'T':
        file?.pending.push({ length: at });
        return;
      case 'S':
        if (!this.#options.ignoresSyncs) this.#sync(file, path);
        return;
      case 'R':
        this.#name(to, this.#find(path));
        this.#name(path, null);
        return;
      case 'L':
        this.#name(to, this.#find(path));
        return;
      case 'U':
        this.#name(path, null);
        this.#folders.delete(path);
        return;
      case 'M': {
        const folder: Folder = { kind: 'folder', synced: new Map(), pending: [] };
        this.#folders.set(path, folder);
        this.#name(path, folder);
        return;
      }
      default:
        throw new Error(`Nobody knows what ${kind} is`);
    }
  }

  #opened({ inode, at, emptied, path }: Change): void {
    if (at === 1) {
      const made: File = { kind: 'file', synced: Buffer.alloc(0), pending: [] };
      this.#byInode.set(inode, made);
      this.#name(path, made);
    } else if (emptied === 1) this.#byInode.get(inode)?.pending.push({ length: 0 });
  }

  #sync(file: File | undefined, path: string): void {
    const folder = this.#folders.get(path);
    if (folder !== undefined) {
      for (const naming of folder.pending) applyNaming(folder.synced, naming);
      folder.pending = [];
    } else if (file !== undefined) {
      file.synced = file.pending.reduce(applied, file.synced);
      file.pending = [];
    }
  }

  /** Changes in one folder that belong together are one step: a rename there is atomic. */
  #name(path: string, node: Node | null): void {
    const folder = this.#folders.get(dirname(path));
    const name = basename(path);
    const last = folder?.pending.at(-1);
    const isRest = node === null && last?.length === 1 && last[0]?.node === this.#find(path);
    if (isRest && last !== undefined) folder?.pending.splice(-1, 1, [...last, { name, node }]);
    else folder?.pending.push([{ name, node }]);
  }

  /** The node that currently has this name. */
  #find(path: string): Node | null {
    const folder = this.#folders.get(dirname(path));
    if (folder === undefined) return null;
    const names = new Map(folder.synced);
    for (const naming of folder.pending) applyNaming(names, naming);
    return names.get(basename(path)) ?? null;
  }

  /** Writes what could be on the disk after a power cut now, with `places` for the roots. */
  writeTo(places: readonly string[], random: () => number): void {
    const survives = random();
    for (const [nth, root] of this.#roots.entries()) {
      const folder = this.#folders.get(root);
      const place = places[nth];
      if (folder !== undefined && place !== undefined) write(folder, place, random, survives);
    }
  }
}

function applyNaming(names: Map<string, Node>, naming: Naming): void {
  for (const { name, node } of naming) {
    if (node === null) names.delete(name);
    else names.set(name, node);
  }
}

function applied(content: Buffer, change: Pending): Buffer {
  if ('length' in change) {
    const shorter = Buffer.alloc(change.length);
    content.copy(shorter, 0, 0, change.length);
    return shorter;
  }
  const { at, bytes } = change;
  const longer = Buffer.alloc(Math.max(content.length, at + bytes.length));
  content.copy(longer);
  bytes.copy(longer, at);
  return longer;
}

/** @param survives the probability that an unsynced change survives, from 0 to 1. */
function write(folder: Folder, place: string, random: () => number, survives: number): void {
  mkdirSync(place, { recursive: true, mode: 0o700 });
  const names = new Map(folder.synced);
  const kept = Math.floor(random() * (folder.pending.length + 1));
  const isAll = survives > 0.9;
  for (const naming of folder.pending.slice(0, isAll ? undefined : kept))
    applyNaming(names, naming);
  for (const [name, node] of names) {
    const path = join(place, name);
    if (node.kind === 'folder') write(node, path, random, survives);
    else writeFileSync(path, survivor(node, random, survives), { mode: 0o600 });
  }
}

const SECTOR = 512;

function survivor({ synced, pending }: File, random: () => number, survives: number): Buffer {
  return pending.reduce<Buffer>((content, change) => {
    if (survives < 0.1 || (survives <= 0.9 && random() > survives)) return content;
    if ('length' in change || survives > 0.9 || random() > 0.3) return applied(content, change);
    // A torn write: only its first sectors.
    const sectors = Math.floor((random() * change.bytes.length) / SECTOR);
    return applied(content, { at: change.at, bytes: change.bytes.subarray(0, sectors * SECTOR) });
  }, synced);
}
