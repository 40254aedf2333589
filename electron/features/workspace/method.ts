import { z } from 'zod';
import type { UnlockMethodId } from '../../../shared/domain/ids.ts';
import { createCipher } from '../../base/crypto/cipher.ts';
import type { Key } from '../../base/crypto/key.ts';
import { Secret } from '../../base/crypto/secret.ts';
import type { WorkspaceId } from '../../base/database/file-header.ts';
import type { KeySlot } from './key-slots.ts';

const methodSchema = z.object({
  /** The method's name in the activity log. */
  name: z.string(),
  /** Milliseconds since the epoch. */
  createdAt: z.int(),
  /** The keyring's computer; '' for a passphrase or recovery code. */
  machine: z.string(),
  /** The public key for which data keys are sealed. */
  publicKey: z.base64().length(44),
});

/**
 * Facts about an unlock method, sealed with the data key. This keeps names private. It also hides
 * the public key, for which an attacker could seal a data key of their own, to make a person open
 * a forged workspace.
 */
export type MethodFacts = z.infer<typeof methodSchema>;

const placeOf = (workspace: WorkspaceId, id: UnlockMethodId) => ({
  kind: 'unlock-method',
  id: `${workspace}/${id}`,
});

export function sealFacts(
  workspace: WorkspaceId,
  id: UnlockMethodId,
  facts: MethodFacts,
  dataKey: Key,
): Buffer {
  const text = new Secret(JSON.stringify(facts));
  return createCipher(dataKey).seal(placeOf(workspace, id), text);
}

/** @returns null if the facts weren't sealed with this data key for this slot. */
export function factsOf(
  workspace: WorkspaceId,
  { id, methodSealed }: KeySlot,
  dataKey: Key,
): MethodFacts | null {
  const opened = createCipher(dataKey).open(placeOf(workspace, id), methodSealed);
  return opened.ok ? methodSchema.parse(JSON.parse(opened.value.expose())) : null;
}
