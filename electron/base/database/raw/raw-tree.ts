import { USABLE_BYTES } from './page-cipher.ts';
import type { RawFile } from './raw-file.ts';

/** A value as SQLite stores it. */
export type RawValue = string | number | bigint | Buffer | null;

/** An entry of a b-tree: a row of a table or of an index. */
export interface RawEntry {
  /** The row's id in a table; 0 in an index. */
  readonly rowid: number;
  /** In storage order; null if an overflow page of the entry is damaged. */
  readonly values: readonly RawValue[] | null;
}

type Kind = 'table' | 'index';

/** A page of a b-tree (https://www.sqlite.org/fileformat2.html#b_tree_pages). */
export interface TreePage {
  readonly kind: Kind;
  /** The pages below it; none for a leaf. */
  readonly children: readonly number[];
  /** Those of a leaf, or of an interior index page. */
  readonly entries: readonly RawEntry[];
}

/** By the first byte of a page. */
const kinds: Readonly<Record<number, { readonly kind: Kind; readonly isLeaf: boolean }>> = {
  2: { kind: 'index', isLeaf: false },
  5: { kind: 'table', isLeaf: false },
  10: { kind: 'index', isLeaf: true },
  13: { kind: 'table', isLeaf: true },
};

/** The file header comes before the first page's own header. */
const FILE_HEADER_BYTES = 100;
/** Longer than any of our values: an entry that claims more isn't one. */
const LONGEST = 2 ** 26;

/** @returns null if the page is damaged, or not one of a tree. */
export function readTreePage(file: RawFile, number: number): TreePage | null {
  const page = file.page(number);
  if (page === null) return null;
  try {
    return parsePage(file, page, number === 1 ? FILE_HEADER_BYTES : 0);
  } catch (error) {
    // The tag is valid but this isn't a tree page: reading ran past its end.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function parsePage(file: RawFile, page: Buffer, header: number): TreePage | null {
  const found = kinds[page.readUInt8(header)];
  if (found === undefined) return null;
  const { kind, isLeaf } = found;
  const count = page.readUInt16BE(header + 3);
  const cells = header + (isLeaf ? 8 : 12);
  const children: number[] = [];
  const entries: RawEntry[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    let at = page.readUInt16BE(cells + 2 * nth);
    if (!isLeaf) {
      children.push(page.readUInt32BE(at));
      at += 4;
    }
    if (isLeaf || kind === 'index') entries.push(readEntry(file, page, at, kind));
  }
  if (!isLeaf) children.push(page.readUInt32BE(header + 8));
  return { kind, children, entries };
}

function readEntry(file: RawFile, page: Buffer, from: number, kind: Kind): RawEntry {
  const [length, afterLength] = varint(page, from);
  const [rowid, at] = kind === 'table' ? varint(page, afterLength) : [0n, afterLength];
  const payload = readPayload(file, page, at, Number(length), kind);
  const values = payload === null ? null : readRecord(payload);
  return { rowid: Number(rowid), values };
}

/** A payload that doesn't fit continues on overflow pages ("Cell Payload Overflow Pages"). */
function readPayload(
  file: RawFile,
  page: Buffer,
  at: number,
  length: number,
  kind: Kind,
): Buffer | null {
  if (length > LONGEST) throw new RangeError('The entry is too long');
  const most =
    kind === 'table' ? USABLE_BYTES - 35 : Math.floor(((USABLE_BYTES - 12) * 64) / 255) - 23;
  if (length <= most) return slice(page, at, length);
  const least = Math.floor(((USABLE_BYTES - 12) * 32) / 255) - 23;
  const fitting = least + ((length - least) % (USABLE_BYTES - 4));
  const local = fitting <= most ? fitting : least;
  const parts = [slice(page, at, local)];
  let next = page.readUInt32BE(at + local);
  for (let left = length - local; left > 0; ) {
    const over = next === 0 ? null : file.page(next);
    if (over === null) return null;
    const part = slice(over, 4, Math.min(left, USABLE_BYTES - 4));
    parts.push(part);
    left -= part.length;
    next = over.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}

/** https://www.sqlite.org/fileformat2.html#record_format */
function readRecord(payload: Buffer): readonly RawValue[] {
  const [headerLength, first] = varint(payload, 0);
  const values: RawValue[] = [];
  let at = Number(headerLength);
  for (let of = first; of < Number(headerLength); ) {
    const [type, next] = varint(payload, of);
    of = next;
    const size = sizeOf(Number(type));
    values.push(readValue(payload, at, Number(type), size));
    at += size;
  }
  return values;
}

function sizeOf(type: number): number {
  if (type >= 12) return Math.floor((type - 12) / 2);
  return [0, 1, 2, 3, 4, 6, 8, 8, 0, 0][type] ?? 0;
}

function readValue(payload: Buffer, at: number, type: number, size: number): RawValue {
  if (type === 0) return null;
  if (type === 7) return payload.readDoubleBE(at);
  if (type === 8 || type === 9) return type - 8;
  const bytes = slice(payload, at, size);
  if (type >= 12) return type % 2 === 0 ? Buffer.from(bytes) : bytes.toString('utf8');
  if (size <= 6) return bytes.readIntBE(0, size);
  const large = bytes.readBigInt64BE(0);
  return Number.isSafeInteger(Number(large)) ? Number(large) : large;
}

function slice(bytes: Buffer, at: number, length: number): Buffer {
  if (at < 0 || at + length > bytes.length) throw new RangeError('Past the end of a page');
  return bytes.subarray(at, at + length);
}

/** Seven bits per byte, all eight of the ninth. @returns the number, and where it ends. */
function varint(bytes: Buffer, from: number): readonly [bigint, number] {
  let value = 0n;
  for (let nth = 0; nth < 8; nth += 1) {
    const byte = bytes.readUInt8(from + nth);
    value = (value << 7n) | BigInt(byte & 0x7f);
    if (byte < 0x80) return [value, from + nth + 1];
  }
  value = (value << 8n) | BigInt(bytes.readUInt8(from + 8));
  return [BigInt.asIntN(64, value), from + 9];
}

/** What could be read of a tree. */
export interface RawTree {
  readonly entries: readonly RawEntry[];
  /** Its pages, except damaged ones. */
  readonly pages: readonly number[];
  /** Whether nothing is missing. */
  readonly isWhole: boolean;
}

/** Everything that can be reached from a tree's root, despite damaged pages. */
export function walkTree(file: RawFile, root: number, kind: Kind): RawTree {
  const entries: RawEntry[] = [];
  const pages = new Set<number>();
  let isWhole = true;
  const waiting = [root];
  for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
    if (pages.has(number)) continue;
    const page = readTreePage(file, number);
    if (page === null || page.kind !== kind) {
      isWhole = false;
      continue;
    }
    pages.add(number);
    waiting.push(...page.children);
    entries.push(...page.entries);
  }
  if (entries.some(({ values }) => values === null)) isWhole = false;
  return { entries, pages: [...pages], isWhole };
}
