import { z } from 'zod';
import {
  all,
  type ReadableDb,
  run,
  runOne,
  type WritableDb,
} from '../../base/database/database.ts';
import { json } from '../../base/database/values.ts';

export const slotKinds = ['passphrase', 'recovery-code', 'keyring'] as const;
export type SlotKind = (typeof slotKinds)[number];

const slotSchema = z.object({
  kind: z.enum(slotKinds),
  kdf: json(z.unknown()),
  dataKeySealed: z.instanceof(Buffer),
});

/** One way to the data key. */
export type KeySlot = z.infer<typeof slotSchema>;

export function listSlots(db: ReadableDb): KeySlot[] {
  const rows = all(db, 'SELECT kind, kdf, data_key_sealed AS dataKeySealed FROM key_slot');
  return z.array(slotSchema).parse(rows);
}

export function putSlot(db: WritableDb, slot: KeySlot, now: number): void {
  runOne(
    db,
    `INSERT INTO key_slot (kind, kdf, data_key_sealed, created_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (kind) DO UPDATE SET kdf = excluded.kdf,
       data_key_sealed = excluded.data_key_sealed, created_at = excluded.created_at`,
    slot.kind,
    JSON.stringify(slot.kdf),
    slot.dataKeySealed,
    now,
  );
}

export function removeSlot(db: WritableDb, kind: SlotKind): void {
  run(db, 'DELETE FROM key_slot WHERE kind = ?', kind);
}
