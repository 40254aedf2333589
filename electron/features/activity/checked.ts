import { z } from 'zod';
import {
  first,
  type ReadableDb,
  run,
  runOne,
  type WritableDb,
} from '../../base/database/database.ts';

/** How far the log was verified: every entry up to this one fitted the chain. */
export interface Checked {
  readonly id: number;
  /** The chain's value at that entry. */
  readonly chain: Uint8Array;
  /** How many entries there are up to it. */
  readonly entries: number;
  /** When every entry was last verified, in milliseconds since the epoch. */
  readonly everyAt: number;
}

const row = z
  .object({
    id: z.number(),
    chain: z.instanceof(Buffer),
    entries: z.number(),
    everyAt: z.number(),
    mac: z.instanceof(Buffer),
  })
  .optional();

/**
 * The checkpoint, with the chain's value as it is in the log now: its MAC covers the value of then.
 *
 * @param isOurs whether the MAC is the one of that checkpoint.
 * @returns null if there is none, or if it doesn't fit the log.
 */
export function readChecked(
  db: ReadableDb,
  isOurs: (checked: Checked, mac: Uint8Array) => boolean,
): Checked | null {
  const found = row.parse(
    first(
      db,
      `SELECT h.checked_id AS id, h.checked_entries AS entries, h.checked_every_at AS everyAt,
         h.checked_mac AS mac, a.chain
       FROM activity_head h JOIN activity a ON a.id = h.checked_id
       WHERE h.checked_mac IS NOT NULL AND a.chain IS NOT NULL`,
    ),
  );
  if (found === undefined) return null;
  const { mac, ...checked } = found;
  return isOurs(checked, mac) ? checked : null;
}

/** Throws what the system says. */
export function writeChecked(
  db: WritableDb,
  { id, entries, everyAt }: Checked,
  mac: Uint8Array,
): void {
  runOne(
    db,
    `UPDATE activity_head SET checked_id = ?, checked_entries = ?, checked_every_at = ?,
       checked_mac = ?`,
    id,
    entries,
    everyAt,
    mac,
  );
}

/** The next check reads every entry. Throws what the system says. */
export function forgetChecked(db: WritableDb): void {
  run(
    db,
    `UPDATE activity_head SET checked_id = NULL, checked_entries = NULL, checked_every_at = NULL,
       checked_mac = NULL
     WHERE checked_mac IS NOT NULL`,
  );
}
