import { z } from 'zod';

export const slotKinds = ['passphrase', 'recovery-code', 'keyring'] as const;
export type SlotKind = (typeof slotKinds)[number];

/** One unlock method: the data key, wrapped. As it is stored, in JSON. */
export const slotSchema = z.object({
  kind: z.enum(slotKinds),
  /** scrypt's parameters and salt; {} for the keyring, which needs none. Checked when it is used. */
  kdf: z.unknown(),
  dataKeySealed: z.base64().transform((text): Buffer => Buffer.from(text, 'base64')),
});

export type KeySlot = z.infer<typeof slotSchema>;

export function withSlot(slots: readonly KeySlot[], slot: KeySlot): readonly KeySlot[] {
  return [...withoutSlot(slots, slot.kind), slot];
}

export function withoutSlot(slots: readonly KeySlot[], kind: SlotKind): readonly KeySlot[] {
  return slots.filter((slot) => slot.kind !== kind);
}
