import { z } from 'zod';
import type { UnlockMethodId } from '../../../shared/domain/ids.ts';
import { createCipher } from '../../base/crypto/cipher.ts';
import type { Key } from '../../base/crypto/key.ts';
import { Secret } from '../../base/crypto/secret.ts';
import type { WorkspaceId } from '../../base/database/file-header.ts';
import type { KeySlot } from './key-slots.ts';

const methodSchema = z.object({
  /** How the activity log names the method that unlocked. */
  name: z.string(),
  /** Milliseconds since the epoch. */
  createdAt: z.int(),
  /** The computer of a keyring; '' for what is typed. */
  machine: z.string(),
  /** What a data key is sealed for. */
  publicKey: z.base64().length(44),
});

/**
 * What is known of an unlock method beside its slot. It is sealed with the data key: names are
 * nobody's business who can't open the workspace, and whoever knew a public key could seal a data
 * key of his own for it, and have a person open a workspace that isn't theirs.
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

/** @returns null if it was not sealed with this data key, for this slot. */
export function factsOf(
  workspace: WorkspaceId,
  { id, methodSealed }: KeySlot,
  dataKey: Key,
): MethodFacts | null {
  const opened = createCipher(dataKey).open(placeOf(workspace, id), methodSealed);
  return opened.ok ? methodSchema.parse(JSON.parse(opened.value.expose())) : null;
}
