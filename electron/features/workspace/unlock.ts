import type { UnlockMethodId } from '../../../shared/domain/ids.ts';
import type { TypedSecret } from '../../../shared/domain/passphrase.ts';
import type { SignIn } from '../../../shared/domain/workspace.ts';
import type { Shell } from '../../base/context/shell.ts';
import { isCheaper, type KdfCost, kdfSchema } from '../../base/crypto/kdf.ts';
import type { Key } from '../../base/crypto/key.ts';
import type { WorkspaceId } from '../../base/database/file-header.ts';
import { isAuthentic, type KeyBlock, makeBlock } from './key-block.ts';
import type { FoundBlock } from './key-places.ts';
import { type KeySlot, slotOf } from './key-slots.ts';
import { factsOf } from './method.ts';
import { isWellFormed, keyOf, openSlot, openWithPrivate, sealSlot } from './vault.ts';

/** Caps an unauthenticated generation, to leave room for later ones. */
const HIGHEST_DAMAGED = 2 ** 31;

export interface Unlocked {
  /** The caller wipes it, unless a session has taken it over. */
  readonly dataKey: Key;
  readonly block: KeyBlock;
  /** The slot of the block that it was unlocked with. */
  readonly method: UnlockMethodId;
  /** The authentic blocks of the newest generation if they conflict, or none. */
  readonly conflict: readonly FoundBlock[];
}

/**
 * Why this unlock method can't open anything: `none` of the blocks has it, or all its slots are
 * `damaged`. Null if it is worth trying.
 */
export function uselessness(
  blocks: readonly KeyBlock[],
  kind: SignIn['with'],
): 'none' | 'damaged' | null {
  const slots = blocks.flatMap((block) => block.slots.filter((slot) => slot.kind === kind));
  if (slots.length === 0) return 'none';
  return slots.some(isWellFormed) ? null : 'damaged';
}

/**
 * The data keys that the person's secret opens, the likeliest first; none if it is wrong.
 *
 * A damaged or forged block must not lock out the owner, so every block is tried. An old block must
 * not accept a passphrase that was changed, so the newest block written with the data key decides.
 * After a rotation there may be blocks of two data keys: only the file shows which one is its own.
 *
 * @param blocks of one workspace, the highest generation first.
 * @param likely the method last used here, tried first: each other one tried costs a derivation.
 * @returns keys for the caller to wipe, except one that a session takes over.
 */
export async function unlock(
  blocks: readonly FoundBlock[],
  signIn: SignIn,
  shell: Pick<Shell, 'keyringOpen'>,
  likely: UnlockMethodId | null = null,
): Promise<readonly Unlocked[]> {
  const tried = new Set<string>();
  const found: Unlocked[] = [];
  const isLikely = ({ id }: KeySlot): number => (id === likely ? 0 : 1);
  for (const block of blocks) {
    const slots = block.slots.filter(({ kind }) => kind === signIn.with);
    for (const slot of slots.toSorted((one, other) => isLikely(one) - isLikely(other))) {
      const text = JSON.stringify(slot);
      if (tried.has(text)) continue;
      tried.add(text);
      const dataKey = await openWith(slot, block.id, signIn, shell);
      if (dataKey === null) continue;
      const isKnown = found.some((known) => known.dataKey.equals(dataKey));
      const unlocked = isKnown ? null : newestWith(dataKey, slot, blocks, block);
      if (unlocked === null) dataKey.wipe();
      else found.push(unlocked);
      // One secret opens only one slot of a block.
      break;
    }
  }
  return found;
}

/**
 * Unlocks one block of any workspace with a typed passphrase or recovery code. Tries the passphrase
 * first: it is likelier, and each failed try costs a derivation.
 */
export async function unlockTyped(block: KeyBlock, typed: TypedSecret): Promise<Unlocked | null> {
  const blocks = [{ ...block, places: [] }];
  // One block has one key.
  const [byPassphrase] = await unlock(blocks, { with: 'passphrase', passphrase: typed }, noKeyring);
  if (byPassphrase !== undefined) return byPassphrase;
  const [byCode] = await unlock(blocks, { with: 'recovery-code', code: typed }, noKeyring);
  return byCode ?? null;
}

/** A typed secret never needs the keyring. */
const noKeyring = { keyringOpen: () => Promise.resolve(null) };

/**
 * The newest authentic block, or null if it doesn't have the slot. If damage left no authentic
 * block, `opened` is rebuilt, since its slot is sealed for this workspace.
 */
function newestWith(
  dataKey: Key,
  slot: KeySlot,
  blocks: readonly FoundBlock[],
  opened: KeyBlock,
): Unlocked | null {
  const authentic = blocks.filter((block) => isAuthentic(block, dataKey));
  const [newest] = authentic;
  const method = slot.id;
  if (newest === undefined) {
    const generation = Math.min(opened.generation, HIGHEST_DAMAGED) + 1;
    const block = makeBlock(opened.id, generation, opened.slots, dataKey);
    return { dataKey, block, method, conflict: [] };
  }
  const equals = authentic.filter(({ generation }) => generation === newest.generation);
  const text = JSON.stringify(slot);
  const block = equals.find(({ slots }) => slots.some((one) => JSON.stringify(one) === text));
  const conflict = equals.length > 1 ? equals : [];
  return block === undefined ? null : { dataKey, block, method, conflict };
}

async function openWith(
  slot: KeySlot,
  id: WorkspaceId,
  signIn: SignIn,
  shell: Pick<Shell, 'keyringOpen'>,
): Promise<Key | null> {
  if (signIn.with === 'passphrase') return openSlot(id, slot, signIn.passphrase);
  if (signIn.with === 'recovery-code') return openSlot(id, slot, signIn.code);
  const text = await shell.keyringOpen(slot.privateKeySealed);
  const privateKey = text === null ? null : keyOf(text);
  return privateKey === null ? null : openWithPrivate(id, slot, privateKey);
}

/** Remakes a slot whose key derivation is cheaper than `cost`; null if it isn't. */
export async function strengthen(
  { block, dataKey, method }: Unlocked,
  how: SignIn,
  cost: KdfCost,
): Promise<KeySlot | null> {
  const slot = slotOf(block.slots, method);
  if (how.with === 'keyring' || slot === undefined) return null;
  const kdf = kdfSchema.safeParse(slot.kdf);
  const facts = factsOf(block.id, slot, dataKey);
  if (facts === null || !kdf.success || !isCheaper(kdf.data, cost)) return null;
  const typed = how.with === 'passphrase' ? how.passphrase : how.code;
  const again = { ...facts, id: method, kind: how.with };
  return sealSlot(block.id, again, typed, dataKey, cost);
}
