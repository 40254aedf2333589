import { z } from 'zod';
import { type UnlockMethodId, unlockMethodIdSchema } from '../../../shared/domain/ids.ts';
import { unlockMethods } from '../../../shared/domain/workspace.ts';

export const slotKinds = unlockMethods;
export type SlotKind = (typeof slotKinds)[number];

/**
 * More might not fit: all slots share one page of 8 KiB, and one with the longest name takes 800
 * bytes. Also, a wrong passphrase is tried on each.
 */
export const MOST_SLOTS = 10;

const bytes = (most: number) =>
  z
    .base64()
    .max(Math.ceil(most / 3) * 4)
    .transform((text): Buffer => Buffer.from(text, 'base64'));

/**
 * One unlock method, as stored in JSON. It has its own key pair, so that a new data key can be
 * sealed for it without its passphrase.
 */
export const slotSchema = z.object({
  id: unlockMethodIdSchema,
  kind: z.enum(slotKinds),
  /** scrypt's parameters and salt; {} for the keyring, which needs none. Validated on use. */
  kdf: z.unknown(),
  /** Its private key, sealed with the typed secret, or by the keyring. */
  privateKeySealed: bytes(2048),
  /** The data key, sealed for the slot's key pair. */
  dataKeySealed: bytes(2048),
  /** Its name and its public key, sealed with the data key: see method.ts. */
  methodSealed: bytes(2048),
});

export type KeySlot = z.infer<typeof slotSchema>;

export const slotsSchema = z.array(slotSchema).max(MOST_SLOTS);

const text = (value: Buffer): string => value.toString('base64');

/** The slots as stored. */
export function storedSlots(slots: readonly KeySlot[]): string {
  return JSON.stringify(
    slots.map(({ privateKeySealed, dataKeySealed, methodSealed, ...slot }) => ({
      ...slot,
      privateKeySealed: text(privateKeySealed),
      dataKeySealed: text(dataKeySealed),
      methodSealed: text(methodSealed),
    })),
  );
}

export function slotOf(slots: readonly KeySlot[], id: UnlockMethodId): KeySlot | undefined {
  return slots.find((slot) => slot.id === id);
}

/** Replaces the slot with the same id, or appends the slot. */
export function withSlot(slots: readonly KeySlot[], slot: KeySlot): readonly KeySlot[] {
  const isKnown = slotOf(slots, slot.id) !== undefined;
  return isKnown ? slots.map((one) => (one.id === slot.id ? slot : one)) : [...slots, slot];
}

export function withoutSlot(slots: readonly KeySlot[], id: UnlockMethodId): readonly KeySlot[] {
  return slots.filter((slot) => slot.id !== id);
}
