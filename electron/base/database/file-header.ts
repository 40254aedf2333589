import { closeSync, openSync, readSync, type Stats, statSync } from 'node:fs';

/** The page size of every workspace file. */
export const PAGE_BYTES = 8192;

/** Identifies a workspace: 8 random bytes, as hex. Stored in the file, not in its name. */
export type WorkspaceId = string & { readonly workspaceId: true };

const MARK = Buffer.from('LATCHKEY');
const ID_BYTES = 8;
/** SQLite's header from byte 16: 8 KiB pages, WAL, 32 reserved bytes, the fixed fractions. */
const FORMAT = Buffer.of(0x20, 0x00, 0x02, 0x02, 0x20, 0x40, 0x20, 0x20);
const HEADER_BYTES = MARK.length + ID_BYTES + FORMAT.length;
/** How key slots begin: features/workspace/key-block.ts. */
const KEYS_MARK = Buffer.from('LKEYSLOT');
const PLAIN_SQLITE = Buffer.from('SQLite format 3\0');

/** What a file is, by its first 24 bytes. Only a workspace file is examined further. */
export type FileHeader =
  | { readonly kind: 'workspace'; readonly id: WorkspaceId }
  | { readonly kind: 'empty' | 'plain-sqlite' | 'damaged-workspace' }
  | { readonly kind: 'other'; readonly what: ForeignKind };

/** What the file is if it isn't a workspace. */
export type ForeignKind = 'folder' | 'pipe' | 'device' | 'socket' | 'keys' | 'text' | 'file';

/**
 * Throws the system's error if the file can't be read. Never call it for a file that this process
 * has open as a database: closing any descriptor drops SQLite's locks (POSIX).
 */
export function readFileHeader(file: string): FileHeader {
  // Opening a pipe or a device could wait forever.
  const stats = statSync(file);
  if (!stats.isFile()) return { kind: 'other', what: specialKind(stats) };
  return parseHeader(readStart(file, HEADER_BYTES));
}

function parseHeader(bytes: Buffer): FileHeader {
  if (bytes.length === 0) return { kind: 'empty' };
  if (bytes.subarray(0, PLAIN_SQLITE.length).equals(PLAIN_SQLITE)) return { kind: 'plain-sqlite' };
  if (!bytes.subarray(0, MARK.length).equals(MARK)) {
    return { kind: 'other', what: contentKind(bytes) };
  }
  const isFormat = bytes.subarray(MARK.length + ID_BYTES).equals(FORMAT);
  if (!isFormat) return { kind: 'damaged-workspace' };
  return { kind: 'workspace', id: idOf(bytes.subarray(MARK.length, MARK.length + ID_BYTES)) };
}

function specialKind(stats: Stats): ForeignKind {
  if (stats.isDirectory()) return 'folder';
  if (stats.isFIFO()) return 'pipe';
  return stats.isSocket() ? 'socket' : 'device';
}

/** Text has no control characters except white space; the last character may be cut off. */
function contentKind(bytes: Buffer): ForeignKind {
  if (bytes.subarray(0, KEYS_MARK.length).equals(KEYS_MARK)) return 'keys';
  const text = bytes.toString('utf8').replace(/\uFFFD$/, '');
  return /^[^\p{Cc}\uFFFD]*$/u.test(text.replaceAll(/[\t\r\n]/g, '')) ? 'text' : 'file';
}

export function idOf(bytes: Uint8Array): WorkspaceId {
  if (bytes.length !== ID_BYTES) throw new Error(`A workspace's id has ${ID_BYTES} bytes`);
  return Buffer.from(bytes).toString('hex') as WorkspaceId;
}

export function idBytes(id: WorkspaceId): Buffer {
  return Buffer.from(id, 'hex');
}

/** The 16 bytes that replace the salt at the start of a file. */
export function saltOf(id: WorkspaceId): Buffer {
  return Buffer.concat([MARK, idBytes(id)]);
}

/** The first bytes of a file; fewer if the file is shorter. */
function readStart(file: string, length: number): Buffer {
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, length, 0));
  } finally {
    closeSync(descriptor);
  }
}
