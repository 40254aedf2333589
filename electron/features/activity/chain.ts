import { createHmac, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { ActivityVerdict } from '../../../shared/domain/activity.ts';
import {
  all,
  first,
  type ReadableDb,
  runOne,
  type WritableDb,
} from '../../base/database/database.ts';

/**
 * The log as a chain: each entry carries a MAC over itself and over the MAC before it, and the head
 * carries one over the last. An entry that was edited, removed, inserted or moved is found, and so
 * are entries cut off at the end. What is not found is a whole older copy of the file.
 */
const keys = new WeakMap<ReadableDb, Buffer>();

const START = Buffer.alloc(32);

/** Must be called once for each open workspace, before anything is logged. */
export function bindActivityChain(db: WritableDb, dataKey: KeyObject): void {
  keys.set(db, Buffer.from(hkdfSync('sha256', dataKey, '', 'latchkey activity chain', 32)));
}

interface Entry {
  readonly id: number;
  readonly at: number;
  readonly kind: string;
  readonly subject: string;
  readonly detail: string;
}

function mac(db: ReadableDb, ...parts: readonly (string | Uint8Array)[]): Buffer {
  const key = keys.get(db);
  if (key === undefined) throw new Error('The activity chain has no key: bindActivityChain first');
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}

function link(
  db: ReadableDb,
  previous: Uint8Array,
  { id, at, kind, subject, detail }: Entry,
): Buffer {
  return mac(db, 'entry\0', previous, JSON.stringify([id, at, kind, subject, detail]));
}

const headMac = (db: ReadableDb, lastId: number, chain: Uint8Array): Buffer =>
  mac(db, 'head\0', chain, String(lastId));

const headSchema = z.object({ lastId: z.number(), mac: z.instanceof(Buffer) }).optional();

function readHead(db: ReadableDb) {
  return headSchema.parse(first(db, 'SELECT last_id AS lastId, mac FROM activity_head'));
}

const chainRow = z.object({ chain: z.instanceof(Buffer) }).optional();

function chainOf(db: ReadableDb, id: number): Buffer {
  return chainRow.parse(first(db, 'SELECT chain FROM activity WHERE id = ?', id))?.chain ?? START;
}

/** Links the entry that was just appended, and moves the head to it. */
export function linkEntry(db: WritableDb, entry: Entry): void {
  writeLink(db, entry, chainOf(db, readHead(db)?.lastId ?? 0));
}

function writeLink(db: WritableDb, entry: Entry, previous: Uint8Array): Buffer {
  const chain = link(db, previous, entry);
  runOne(db, 'UPDATE activity SET chain = ? WHERE id = ?', chain, entry.id);
  runOne(
    db,
    `INSERT INTO activity_head (only, last_id, mac) VALUES (1, ?, ?)
     ON CONFLICT (only) DO UPDATE SET last_id = excluded.last_id, mac = excluded.mac`,
    entry.id,
    headMac(db, entry.id, chain),
  );
  return chain;
}

const PAGE = 500;
const entryRow = z.object({
  id: z.number(),
  at: z.number(),
  kind: z.string(),
  subject: z.string(),
  detail: z.string(),
  chain: z.instanceof(Buffer).nullable(),
});

function entriesAfter(db: ReadableDb, id: number): z.infer<typeof entryRow>[] {
  const rows = all(
    db,
    `SELECT id, at, kind, subject, detail, chain FROM activity
     WHERE id > ? ORDER BY id LIMIT ${PAGE}`,
    id,
  );
  return z.array(entryRow).parse(rows);
}

function* everyEntry(db: ReadableDb) {
  let page = entriesAfter(db, 0);
  while (page.length > 0) {
    yield* page;
    page = entriesAfter(db, page.at(-1)?.id ?? Number.MAX_SAFE_INTEGER);
  }
}

/** Follows the chain from its first entry to its head. */
export async function verifyChain(db: ReadableDb): Promise<ActivityVerdict> {
  let previous: Uint8Array = START;
  let entries = 0;
  let lastId = 0;
  for (const entry of everyEntry(db)) {
    const expected = link(db, previous, entry);
    if (entry.chain === null || !same(entry.chain, expected))
      return { entries, brokenAt: entry.id };
    previous = entry.chain;
    lastId = entry.id;
    entries += 1;
    // Other calls are answered meanwhile.
    if (entries % PAGE === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const head = readHead(db);
  const isWhole = head === undefined ? entries === 0 : head.lastId === lastId && isHeadWhole(db);
  return { entries, brokenAt: isWhole ? null : lastId + 1 };
}

/** Whether the head was written with the bound key, over its entry as it is; false without one. */
export function isHeadWhole(db: ReadableDb): boolean {
  const head = readHead(db);
  return head !== undefined && same(head.mac, headMac(db, head.lastId, chainOf(db, head.lastId)));
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
