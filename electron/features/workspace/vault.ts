import type { TypedSecret } from '../../../shared/domain/passphrase.ts';
import { createCipher } from '../../base/crypto/cipher.ts';
import { deriveKey, type Kdf, type KdfCost, kdfSchema, newKdf } from '../../base/crypto/kdf.ts';
import { Key } from '../../base/crypto/key.ts';
import { Secret } from '../../base/crypto/secret.ts';
import type { WorkspaceId } from '../../base/database/file-header.ts';
import type { KeySlot } from './key-slots.ts';
import { withRecoveryCode } from './recovery-code.ts';

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
  typed: TypedSecret,
  dataKey: Key,
  cost: KdfCost,
): Promise<KeySlot> {
  const kdf = newKdf(cost);
  const key = await keyOfTyped(kind, typed, kdf);
  try {
    return {
      kind,
      kdf,
      dataKeySealed: createCipher(key).sealKey(slotPlace(workspace, kind), dataKey),
    };
  } finally {
    key.wipe();
  }
}

/**
 * @param slot one that something typed opens.
 * @returns the data key, to be wiped, or null for a wrong word and for a damaged slot alike.
 */
export async function openSlot(
  workspace: WorkspaceId,
  slot: KeySlot,
  typed: TypedSecret,
): Promise<Key | null> {
  const kdf = kdfSchema.safeParse(slot.kdf);
  if (!kdf.success) return null;
  const key = await keyOfTyped(slot.kind, typed, kdf.data);
  try {
    const opened = createCipher(key).openKey(slotPlace(workspace, slot.kind), slot.dataKeySealed);
    return opened.ok ? opened.value : null;
  } finally {
    key.wipe();
  }
}

function keyOfTyped(kind: KeySlot['kind'], typed: TypedSecret, kdf: Kdf): Promise<Key> {
  if (kind !== 'recovery-code') return deriveKey(typed, kdf);
  return withRecoveryCode(typed, (code) => deriveKey(code, kdf));
}

/** The data key as the text that a keyring takes: its interface knows only strings. */
export function textOf(dataKey: Key): Secret {
  return new Secret(dataKey.use((bytes) => Buffer.from(bytes.buffer).toString('base64')));
}

/** The data key from such a text, or null if it is none. */
export function keyOf(text: string): Key | null {
  const bytes = Buffer.from(text, 'base64');
  try {
    return bytes.length === 32 ? Key.take(bytes) : null;
  } finally {
    bytes.fill(0);
  }
}
