import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import {
  type ActivityEntry,
  type ActivityVerdict,
  activityEntrySchema,
} from '../../../shared/domain/activity.ts';
import type { JobProgress } from '../../../shared/domain/job.ts';
import { ok } from '../../../shared/result.ts';
import type { ActivityLog, NewActivity } from '../../base/context/activity-log.ts';
import type { Key } from '../../base/crypto/key.ts';
import {
  all,
  first,
  fromReserve,
  inTransaction,
  type ReadableDb,
  runOne,
  type WritableDb,
} from '../../base/database/database.ts';
import { databaseError } from '../../base/database/database-error.ts';
import { number, text } from '../../base/database/values.ts';
import { type Checked, forgetChecked, readChecked, writeChecked } from './checked.ts';

export const CHAIN_START = Buffer.alloc(32);

/** The MACs of the chain: one per entry, which also covers the entry before it, and the head's. */
export function chainMacs(dataKey: Key) {
  const key = dataKey.derive('latchkey activity chain');
  return {
    linkOf(previous: Uint8Array, entry: Entry): Buffer {
      const { id, at, kind, subject, detail, byName, byMethod } = entry;
      const seal = entry.seal?.toString('base64') ?? '';
      const text = JSON.stringify([id, at, kind, subject, detail, byName, byMethod, seal]);
      return key.mac('entry\0', previous, text);
    },
    headMac: (lastId: number, chain: Uint8Array): Buffer =>
      key.mac('head\0', chain, String(lastId)),
    checkedMac: ({ id, chain, entries, everyAt }: Checked): Buffer =>
      key.mac('checked\0', chain, JSON.stringify([id, entries, everyAt])),
  };
}

/** What decides whether a check may rely on the one before, and remember how far it got. */
export interface LogState {
  /** Whether the file may have been altered or set back. */
  readonly isInDoubt: () => boolean;
  /** Whether the file must stay as it is: it is read-only, or about to be replaced. */
  readonly isFrozen: () => boolean;
}

const sound: LogState = { isInDoubt: () => false, isFrozen: () => false };

/**
 * The log as a chain: each entry carries a MAC over itself and the previous MAC, and the head
 * carries one over the last. This detects entries that were edited, removed, inserted, moved or cut
 * off at the end. It doesn't detect an older copy of the whole file.
 *
 * @param dataKey of the workspace; the chain's key is derived from it (HKDF, RFC 5869).
 * @param now milliseconds since the epoch.
 * @param actor returns the actor of a new entry.
 */
export function createActivityLog(
  db: WritableDb,
  dataKey: Key,
  now: () => number,
  actor: () => Actor = () => nobody,
  { isInDoubt, isFrozen }: LogState = sound,
): ActivityLog {
  const { linkOf, headMac, checkedMac } = chainMacs(dataKey);
  /** A break that was found before the last check must be found again. */
  let isBroken = false;

  /** The head is written once, and with it the seal: all entries have the seal before them all. */
  function append(entries: readonly NewActivity[]): void {
    if (entries.length === 0) return;
    const at = now();
    const { byName, byMethod } = actor();
    const { id: next, seal, previous } = endRow.parse(first(db, END));
    let chain: Uint8Array = previous ?? CHAIN_START;
    for (const [nth, { kind, subject, detail = {} }] of entries.entries()) {
      const told = { kind, subject, detail: JSON.stringify(detail) };
      const whole = { id: next + nth, at, ...told, byName, byMethod, seal };
      const link = linkOf(chain, whole);
      insertEntry(db, whole, link);
      chain = link;
    }
    const lastId = next + entries.length - 1;
    writeHead(db, lastId, headMac(lastId, chain));
  }

  function recordAll(entries: readonly NewActivity[]): void {
    // An entry without its link would look like an edited one.
    if (db.inTransaction) append(entries);
    else fromReserve(db, () => inTransaction(db, () => ok(append(entries))));
  }

  function isHeadAuthentic(): boolean {
    const head = readHead(db);
    return head !== undefined && equal(head.mac, headMac(head.lastId, chainAt(db, head.lastId)));
  }

  const lastCheck = () => readChecked(db, (one, mac) => equal(mac, checkedMac(one)));

  function* verifyAfter(from: Checked | null): Generator<JobProgress, Verified, void> {
    let chain: Uint8Array = from?.chain ?? CHAIN_START;
    let { id, entries } = from ?? { id: 0, entries: 0 };
    const begin = id;
    let read = 0;
    for (const entry of entriesFrom(db, begin)) {
      const expected = linkOf(chain, entry);
      if (entry.chain === null || !equal(entry.chain, expected))
        return { id, chain, entries, read, brokenAt: entry.id };
      chain = entry.chain;
      id = entry.id;
      entries += 1;
      read += 1;
      if (read % PAGE === 0) {
        const lastId = readHead(db)?.lastId;
        yield { done: read, total: lastId === undefined ? null : lastId - begin };
      }
    }
    const head = readHead(db);
    const isWhole = head === undefined ? entries === 0 : head.lastId === id && isHeadAuthentic();
    return { id, chain, entries, read, brokenAt: isWhole ? null : id + 1 };
  }

  /** Not remembered, it is only read again, so a full disk isn't an error here. */
  function remember({ brokenAt, ...checked }: Verified & Pick<Checked, 'everyAt'>): void {
    try {
      if (brokenAt !== null) forgetChecked(db);
      else if (checked.id > 0 && !isInDoubt()) writeChecked(db, checked, checkedMac(checked));
    } catch (error) {
      // Throws what isn't the system's.
      databaseError(error, '');
    }
  }

  return {
    isKept: true,

    record: (entry) => recordAll([entry]),
    recordAll,

    *verify() {
      return verdictOf(yield* verifyAfter(null));
    },

    *check(which) {
      const from = which === 'new' && !isBroken && !isInDoubt() ? lastCheck() : null;
      if (from !== null) {
        const found = yield* verifyAfter(from);
        if (found.brokenAt === null) {
          const { everyAt } = from;
          if (found.read > 0 && !isBroken && !isFrozen()) remember({ ...found, everyAt });
          return verdictOf(found, everyAt);
        }
        // Which entry is the first that doesn't fit, only reading all of them tells.
      }
      const found = yield* verifyAfter(null);
      isBroken = found.brokenAt !== null;
      if (!isFrozen()) remember({ ...found, everyAt: now() });
      return verdictOf(found);
    },
  };
}

/** The log of a read-only workspace: it can be verified, but records nothing. */
export function readOnlyLog(log: ActivityLog): ActivityLog {
  const { verify, check } = log;
  return { isKept: false, record: () => {}, recordAll: () => {}, verify, check };
}

/** The last entry that fits the chain, and where the log is broken. */
interface Verified extends Omit<Checked, 'everyAt'> {
  /** How many entries were read. */
  readonly read: number;
  readonly brokenAt: number | null;
}

function verdictOf(
  { entries, read, brokenAt }: Verified,
  everyAt: number | null = null,
): ActivityVerdict {
  return { entries, read, brokenAt, everyAt };
}

/** Who unlocked the workspace: the name and kind of the method. */
export type Actor = Pick<ActivityEntry, 'byName' | 'byMethod'>;

/** The actor as long as nothing is recorded. */
const nobody: Actor = { byName: '', byMethod: 'passphrase' };

/**
 * The next entry's id, the seal before it, and the chain so far. AUTOINCREMENT would tell the id
 * only after the entry was written.
 */
const END = `
  SELECT max(coalesce(h.last_id, 0), coalesce(
      (SELECT id FROM activity WHERE id > 0 ORDER BY id DESC LIMIT 1), 0)) + 1 AS id,
    s.mac AS seal, (SELECT chain FROM activity WHERE id = h.last_id) AS previous
  FROM seal s LEFT JOIN activity_head h ON h.only = 1`;

const endRow = z.object({
  id: z.number(),
  seal: z.instanceof(Buffer).nullable(),
  previous: z.instanceof(Buffer).nullable(),
});

const headRow = z.object({ lastId: z.number(), mac: z.instanceof(Buffer) }).optional();

export function readHead(db: ReadableDb) {
  return headRow.parse(first(db, 'SELECT last_id AS lastId, mac FROM activity_head'));
}

const chainRow = z.object({ chain: z.instanceof(Buffer) }).optional();

export function chainAt(db: ReadableDb, id: number): Buffer {
  const row = chainRow.parse(first(db, 'SELECT chain FROM activity WHERE id = ?', id));
  return row?.chain ?? CHAIN_START;
}

const PAGE = 500;
const entryRow = z.object({
  id: z.number(),
  at: z.number(),
  kind: z.string(),
  subject: z.string(),
  /** JSON exactly as stored, because the MAC covers this text. */
  detail: z.string(),
  byName: z.string(),
  /** Any text: an entry that was altered must not hide the others. */
  byMethod: z.string(),
  /** The seal of the whole file just before: protected data can't differ from what it was then. */
  seal: z.instanceof(Buffer).nullable(),
  chain: z.instanceof(Buffer).nullable(),
});

type Entry = Omit<z.infer<typeof entryRow>, 'chain'>;

/** An entry in a raw row of another file. Throws if it doesn't say how its author signed in. */
export function entryOf(row: Readonly<Record<string, unknown>>): Entry {
  const { seal } = row;
  return {
    id: number(row['id']),
    at: number(row['at']),
    kind: text(row['kind']),
    subject: text(row['subject']),
    detail: text(row['detail']),
    byName: text(row['by_name']),
    byMethod: activityEntrySchema.shape.byMethod.parse(row['by_method']),
    seal: seal instanceof Uint8Array ? Buffer.from(seal) : null,
  };
}

export function insertEntry(db: WritableDb, entry: Entry, chain: Buffer): void {
  runOne(
    db,
    `INSERT INTO activity (id, at, kind, subject, detail, by_name, by_method, seal, chain)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    entry.id,
    entry.at,
    entry.kind,
    entry.subject,
    entry.detail,
    entry.byName,
    entry.byMethod,
    entry.seal,
    chain,
  );
}

export function writeHead(db: WritableDb, lastId: number, mac: Buffer): void {
  runOne(
    db,
    `INSERT INTO activity_head (only, last_id, mac) VALUES (1, ?, ?)
     ON CONFLICT (only) DO UPDATE SET last_id = excluded.last_id, mac = excluded.mac`,
    lastId,
    mac,
  );
}

const entryRows = z.array(entryRow);

function entriesAfter(db: ReadableDb, id: number): z.infer<typeof entryRow>[] {
  const rows = all(
    db,
    `SELECT id, at, kind, subject, detail, by_name AS byName, by_method AS byMethod, seal, chain
     FROM activity WHERE id > ? ORDER BY id LIMIT ${PAGE}`,
    id,
  );
  return entryRows.parse(rows);
}

export const everyEntry = (db: ReadableDb) => entriesFrom(db, 0);

/** The entries after `id`, a page at a time. */
function* entriesFrom(db: ReadableDb, id: number) {
  let page = entriesAfter(db, id);
  while (page.length > 0) {
    yield* page;
    page = entriesAfter(db, page.at(-1)?.id ?? Number.MAX_SAFE_INTEGER);
  }
}

export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
