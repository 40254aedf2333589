import { timingSafeEqual } from 'node:crypto';
import type { Key } from '../../base/crypto/key.ts';
import { idBytes, idOf, PAGE_BYTES, type WorkspaceId } from '../../base/database/file-header.ts';
import { type KeySlot, MOST_SLOTS, slotsSchema, storedSlots } from './key-slots.ts';

/**
 * The key slots of one workspace, as stored outside its database: without them the data key, and
 * with it the whole file, is lost.
 *
 * | bytes | what |
 * |---|---|
 * | 8 | `LKEYSLOT` |
 * | 1 | format, 1 |
 * | 8 | the workspace's id |
 * | 4 | generation: each change of the slots adds 1 |
 * | 4 | length of the slots |
 * | n | the slots, JSON |
 * | 32 | HMAC-SHA-256 over all of it, with a key derived from the data key (HKDF, RFC 5869) |
 */
export interface KeyBlock {
  readonly id: WorkspaceId;
  readonly generation: number;
  readonly slots: readonly KeySlot[];
  /** The block as stored. */
  readonly bytes: Buffer;
}

const MAGIC = Buffer.from('LKEYSLOT');
const FORMAT = 1;
const HEAD_BYTES = MAGIC.length + 1 + 8 + 4 + 4;
const MAC_BYTES = 32;
export const LONGEST_BLOCK = PAGE_BYTES;

/** Thrown if the slots don't fit into one page. */
export class TooManySlots extends Error {}

export function makeBlock(
  id: WorkspaceId,
  generation: number,
  slots: readonly KeySlot[],
  dataKey: Key,
): KeyBlock {
  const body = Buffer.from(storedSlots(slots));
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32BE(generation, 0);
  numbers.writeUInt32BE(body.length, 4);
  const signed = Buffer.concat([MAGIC, Buffer.of(FORMAT), idBytes(id), numbers, body]);
  const bytes = Buffer.concat([signed, macOf(signed, dataKey)]);
  if (bytes.length > LONGEST_BLOCK || slots.length > MOST_SLOTS) throw new TooManySlots();
  return { id, generation, slots, bytes };
}

/** @returns the block at the beginning of `stored`, or null if there is none. */
export function parseBlock(stored: Buffer): KeyBlock | null {
  if (stored.length < HEAD_BYTES + MAC_BYTES || !isBlock(stored)) return null;
  const end = HEAD_BYTES + stored.readUInt32BE(HEAD_BYTES - 4);
  if (stored.length < end + MAC_BYTES) return null;
  const slots = slotsSchema.safeParse(jsonOf(stored.subarray(HEAD_BYTES, end)));
  if (!slots.success) return null;
  return {
    id: idOf(stored.subarray(MAGIC.length + 1, MAGIC.length + 9)),
    generation: stored.readUInt32BE(HEAD_BYTES - 8),
    slots: slots.data,
    bytes: Buffer.from(stored.subarray(0, end + MAC_BYTES)),
  };
}

/** Whether the block was written with the data key. */
export function isAuthentic({ bytes }: KeyBlock, dataKey: Key): boolean {
  const mac = macOf(bytes.subarray(0, -MAC_BYTES), dataKey);
  return timingSafeEqual(mac, bytes.subarray(-MAC_BYTES));
}

function isBlock(stored: Buffer): boolean {
  return stored.subarray(0, MAGIC.length).equals(MAGIC) && stored[MAGIC.length] === FORMAT;
}

function macOf(signed: Uint8Array, dataKey: Key): Buffer {
  return dataKey.derive('latchkey key slots').mac(signed);
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return null;
  }
}
