import { randomBytes } from 'node:crypto';
import { type UnlockMethodId, unlockMethodIdSchema } from '../../../shared/domain/ids.ts';
import type { TypedSecret } from '../../../shared/domain/passphrase.ts';
import { createCipher } from '../../base/crypto/cipher.ts';
import { deriveKey, type Kdf, type KdfCost, kdfSchema, newKdf } from '../../base/crypto/kdf.ts';
import { Key } from '../../base/crypto/key.ts';
import { BOX_BYTES, newKeyPair, openBox, sealBox } from '../../base/crypto/sealed-box.ts';
import type { WorkspaceId } from '../../base/database/file-header.ts';
import type { KeySlot, SlotKind } from './key-slots.ts';
import { factsOf, sealFacts } from './method.ts';
import { withRecoveryCode } from './recovery-code.ts';

/** The kinds of slots that a typed secret opens. */
export type TypedKind = Exclude<SlotKind, 'keyring'>;

/** An unlock method to make. Its slot is new, but it may take the id of the method it replaces. */
export interface NewMethod<K extends SlotKind = SlotKind> {
  readonly id: UnlockMethodId;
  readonly kind: K;
  readonly name: string;
  readonly createdAt: number;
  readonly machine: string;
}

/** Seals a slot's private key for storage; null if it can't be stored. */
type Keep = (privateKey: Key) => Promise<Pick<KeySlot, 'kdf' | 'privateKeySealed'> | null>;

/** Length of a private key sealed with a typed secret: see `cipher.ts`. */
const TYPED_BYTES = 1 + 12 + 32 + 16;

const boxPlace = (workspace: WorkspaceId, id: UnlockMethodId): string => `${workspace}/${id}`;
const privatePlace = (workspace: WorkspaceId, { id, kind }: Pick<KeySlot, 'id' | 'kind'>) => ({
  kind: `key-slot/${kind}`,
  id: `${workspace}/${id}`,
});

export function newMethodId(): UnlockMethodId {
  return unlockMethodIdSchema.parse(randomBytes(8).toString('hex'));
}

/** Makes a slot with its own key pair. @returns null if `keep` can't store the private key. */
export async function makeSlot(
  workspace: WorkspaceId,
  { id, kind, name, createdAt, machine }: NewMethod,
  dataKey: Key,
  keep: Keep,
): Promise<KeySlot | null> {
  const { publicKey, privateKey } = newKeyPair();
  try {
    const kept = await keep(privateKey);
    if (kept === null) return null;
    const facts = { name, createdAt, machine, publicKey: publicKey.toString('base64') };
    return {
      id,
      kind,
      ...kept,
      dataKeySealed: boxed(workspace, id, publicKey, dataKey),
      methodSealed: sealFacts(workspace, id, facts, dataKey),
    };
  } finally {
    privateKey.wipe();
  }
}

/** Makes a slot that a typed secret opens. */
export async function sealSlot(
  workspace: WorkspaceId,
  method: NewMethod<TypedKind>,
  typed: TypedSecret,
  dataKey: Key,
  cost: KdfCost,
): Promise<KeySlot> {
  const kdf = newKdf(cost);
  const key = await keyOfTyped(method.kind, typed, kdf);
  const slot = await makeSlot(workspace, method, dataKey, (privateKey) => {
    const place = privatePlace(workspace, method);
    const privateKeySealed = createCipher(key).sealKey(place, privateKey);
    return Promise.resolve({ kdf, privateKeySealed });
  });
  key.wipe();
  if (slot === null) throw new Error('A typed passphrase opens every private key');
  return slot;
}

/**
 * @param slot one that a typed secret opens.
 * @returns the data key, for the caller to wipe, or null for a wrong passphrase or a damaged slot.
 */
export async function openSlot(
  workspace: WorkspaceId,
  slot: KeySlot,
  typed: TypedSecret,
): Promise<Key | null> {
  const kdf = kdfSchema.safeParse(slot.kdf);
  if (!kdf.success) return null;
  const key = await keyOfTyped(slot.kind, typed, kdf.data);
  const place = privatePlace(workspace, slot);
  const opened = createCipher(key).openKey(place, slot.privateKeySealed);
  key.wipe();
  return opened.ok ? openWithPrivate(workspace, slot, opened.value) : null;
}

function keyOfTyped(kind: SlotKind, typed: TypedSecret, kdf: Kdf): Promise<Key> {
  if (kind !== 'recovery-code') return deriveKey(typed, kdf);
  return withRecoveryCode(typed, (code) => deriveKey(code, kdf));
}

/** Opens a slot with its private key, which is wiped. */
export function openWithPrivate(
  workspace: WorkspaceId,
  slot: KeySlot,
  privateKey: Key,
): Key | null {
  try {
    return openBox(privateKey, slot.dataKeySealed, boxPlace(workspace, slot.id));
  } finally {
    privateKey.wipe();
  }
}

/** Whether a slot can be opened at all: a malformed slot isn't reported as a wrong passphrase. */
export function isWellFormed({ kind, kdf, privateKeySealed, dataKeySealed }: KeySlot): boolean {
  if (dataKeySealed.length !== BOX_BYTES) return false;
  if (kind === 'keyring') return privateKeySealed.length > 0;
  return privateKeySealed.length === TYPED_BYTES && kdfSchema.safeParse(kdf).success;
}

/**
 * Seals a new data key for each slot, without needing its secret. A slot whose facts weren't sealed
 * with the old key is forged, and is left out.
 */
export function resealSlots(
  workspace: WorkspaceId,
  slots: readonly KeySlot[],
  from: Key,
  to: Key,
): readonly KeySlot[] {
  return slots.flatMap((slot) => {
    const facts = factsOf(workspace, slot, from);
    if (facts === null) return [];
    const publicKey = Buffer.from(facts.publicKey, 'base64');
    return [
      {
        ...slot,
        dataKeySealed: boxed(workspace, slot.id, publicKey, to),
        methodSealed: sealFacts(workspace, slot.id, facts, to),
      },
    ];
  });
}

function boxed(
  workspace: WorkspaceId,
  id: UnlockMethodId,
  publicKey: Uint8Array,
  dataKey: Key,
): Buffer {
  return sealBox(publicKey, dataKey, boxPlace(workspace, id));
}

/** Encodes a private key for a keyring, which only stores strings. */
export function textOf(privateKey: Key): string {
  return privateKey.use((bytes) => Buffer.from(bytes.buffer).toString('base64'));
}

/** Decodes a private key from a keyring's text, or null if it isn't one. */
export function keyOf(text: string): Key | null {
  const bytes = Buffer.from(text, 'base64');
  try {
    return bytes.length === 32 ? Key.take(bytes) : null;
  } finally {
    bytes.fill(0);
  }
}
