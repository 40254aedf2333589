import type { Key } from '../../base/crypto/key.ts';
import { runOne, type WritableDb } from '../../base/database/database.ts';
import { CHAIN_START, chainAt, chainMacs, equal, everyEntry, readHead } from './activity-log.ts';

/**
 * Chains the log with another data key. Broken links stay broken: an entry whose link doesn't
 * verify gets no new one.
 *
 * @param onEntry called for each entry; if it throws, rechaining stops.
 */
export function rechain(db: WritableDb, from: Key, to: Key, onEntry: () => void): void {
  const [old, next] = [chainMacs(from), chainMacs(to)];
  const head = readHead(db);
  const isHeadWhole =
    head !== undefined && equal(head.mac, old.headMac(head.lastId, chainAt(db, head.lastId)));
  let before: Uint8Array = CHAIN_START;
  let after: Uint8Array = CHAIN_START;
  for (const entry of everyEntry(db)) {
    const isWhole = entry.chain !== null && equal(entry.chain, old.linkOf(before, entry));
    before = entry.chain ?? CHAIN_START;
    after = next.linkOf(after, entry);
    runOne(db, 'UPDATE activity SET chain = ? WHERE id = ?', isWhole ? after : null, entry.id);
    onEntry();
  }
  if (head === undefined) return;
  const mac = isHeadWhole ? next.headMac(head.lastId, chainAt(db, head.lastId)) : head.mac;
  runOne(db, 'UPDATE activity_head SET mac = ?', mac);
}
