import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { createCipher } from '../../base/crypto/cipher.ts';
import { deriveKey, type KdfCost, kdfSchema, newKdf } from '../../base/crypto/kdf.ts';
import { Secret } from '../../base/crypto/secret.ts';
import type { WorkspaceId } from '../../base/database/file-header.ts';
import type { KeySlot } from './key-slots.ts';

/** The slots that something typed opens. */
type TypedKind = 'passphrase' | 'recovery-code';

const slotPlace = (workspace: WorkspaceId, kind: string) => ({
  kind: `key-slot/${kind}`,
  id: workspace,
});

/** Wraps the data key with what a person types. */
export async function sealSlot(
  workspace: WorkspaceId,
  kind: TypedKind,
  typed: string,
  dataKey: KeyObject,
  cost: KdfCost,
): Promise<KeySlot> {
  const kdf = newKdf(cost);
  const key = await deriveKey(typed, kdf);
  const dataKeySealed = createCipher(key).seal(slotPlace(workspace, kind), textOf(dataKey));
  return { kind, kdf, dataKeySealed };
}

/** @returns the data key, or null for a wrong word and for a damaged slot alike. */
export async function openSlot(
  workspace: WorkspaceId,
  slot: KeySlot,
  typed: string,
): Promise<KeyObject | null> {
  const kdf = kdfSchema.safeParse(slot.kdf);
  if (!kdf.success) return null;
  const key = await deriveKey(typed, kdf.data);
  const opened = createCipher(key).open(slotPlace(workspace, slot.kind), slot.dataKeySealed);
  return opened.ok ? keyOf(opened.value.expose()) : null;
}

/** The data key as the text that is wrapped. */
export function textOf(dataKey: KeyObject): Secret {
  return new Secret(dataKey.export().toString('base64'));
}

/** The data key from such a text, or null if it is none. */
export function keyOf(text: string): KeyObject | null {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== 32) return null;
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

export function newDataKey(): KeyObject {
  const bytes = randomBytes(32);
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}
