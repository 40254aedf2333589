import type { TypedSecret } from '../../../shared/domain/passphrase.ts';
import type { SignIn } from '../../../shared/domain/workspace.ts';
import type { Shell } from '../../base/context/shell.ts';
import { isCheaper, type KdfCost, kdfSchema } from '../../base/crypto/kdf.ts';
import type { Key } from '../../base/crypto/key.ts';
import { isAuthentic, type KeyBlock, makeBlock } from './key-block.ts';
import type { FoundBlock } from './key-places.ts';
import type { KeySlot } from './key-slots.ts';
import { keyOf, openSlot, sealSlot } from './vault.ts';

/** A generation that nobody vouches for must leave room for those to come. */
const HIGHEST_DAMAGED = 2 ** 31;

export interface Unlocked {
  /** Whoever has it wipes it, unless a session has taken it over. */
  readonly dataKey: Key;
  readonly block: KeyBlock;
  /** Authentic blocks of the newest generation that disagree: none, or all of them. */
  readonly conflict: readonly FoundBlock[];
}

/** Whether a slot can be opened by anybody: a damaged one isn't a typing error. */
function isUsable(slot: KeySlot): boolean {
  if (slot.dataKeySealed.length === 0) return false;
  return slot.kind === 'keyring' || kdfSchema.safeParse(slot.kdf).success;
}

/**
 * Why nothing at all can be opened with this unlock method: `none` of the blocks has it, or each
 * one is `damaged`. Null if it is worth a try.
 */
export function uselessness(
  blocks: readonly KeyBlock[],
  kind: SignIn['with'],
): 'none' | 'damaged' | null {
  const slots = blocks.flatMap((block) => block.slots.filter((slot) => slot.kind === kind));
  if (slots.length === 0) return 'none';
  return slots.some(isUsable) ? null : 'damaged';
}

/**
 * The data keys that what the person has opens, the likeliest first; none for wrong.
 *
 * A block that is damaged or forged must not shut out the owner, so that each block is tried; and
 * an older one must not let in a passphrase that was changed, so that the newest of those that were
 * written with the data key has the last word. Two keys: the data key was rotated, and blocks of
 * both are there. Only the file says which of them is its own.
 *
 * @param blocks of one workspace, the highest generation first.
 * @returns what is to be wiped, but for what a session takes over.
 */
export async function unlock(
  blocks: readonly FoundBlock[],
  signIn: SignIn,
  shell: Pick<Shell, 'keyringOpen'>,
): Promise<readonly Unlocked[]> {
  const tried = new Set<string>();
  const found: Unlocked[] = [];
  for (const block of blocks) {
    const slot = block.slots.find(({ kind }) => kind === signIn.with);
    if (slot === undefined) continue;
    const text = JSON.stringify(slot);
    const dataKey = tried.has(text) ? null : await openWith(slot, block, signIn, shell);
    tried.add(text);
    if (dataKey === null) continue;
    const isKnown = found.some((known) => known.dataKey.equals(dataKey));
    const unlocked = isKnown ? null : newestWith(dataKey, slot, blocks, block);
    if (unlocked === null) dataKey.wipe();
    else found.push(unlocked);
  }
  return found;
}

/**
 * The same for one block that isn't in front, whatever was typed: its passphrase or its recovery
 * code. The passphrase is the likelier, and each wrong one costs a derivation.
 */
export async function unlockTyped(block: KeyBlock, typed: TypedSecret): Promise<Unlocked | null> {
  const blocks = [{ ...block, places: [] }];
  // One block has one key.
  const [byPassphrase] = await unlock(blocks, { with: 'passphrase', passphrase: typed }, noKeyring);
  if (byPassphrase !== undefined) return byPassphrase;
  const [byCode] = await unlock(blocks, { with: 'recovery-code', code: typed }, noKeyring);
  return byCode ?? null;
}

/** What was typed asks no keyring. */
const noKeyring = { keyringOpen: () => Promise.resolve(null) };

/**
 * The newest authentic block that has the slot. If damage left none authentic, it is `opened`, made
 * again: its slot is sealed for this workspace. A keyring's is not, and may be of another one.
 */
function newestWith(
  dataKey: Key,
  slot: KeySlot,
  blocks: readonly FoundBlock[],
  opened: KeyBlock,
): Unlocked | null {
  const authentic = blocks.filter((block) => isAuthentic(block, dataKey));
  const [newest] = authentic;
  if (newest === undefined) {
    if (slot.kind === 'keyring') return null;
    const generation = Math.min(opened.generation, HIGHEST_DAMAGED) + 1;
    const block = makeBlock(opened.id, generation, opened.slots, dataKey);
    return { dataKey, block, conflict: [] };
  }
  const equals = authentic.filter(({ generation }) => generation === newest.generation);
  const text = JSON.stringify(slot);
  const block = equals.find(({ slots }) => slots.some((one) => JSON.stringify(one) === text));
  const conflict = equals.length > 1 ? equals : [];
  return block === undefined ? null : { dataKey, block, conflict };
}

async function openWith(
  slot: KeySlot,
  { id }: KeyBlock,
  signIn: SignIn,
  shell: Pick<Shell, 'keyringOpen'>,
): Promise<Key | null> {
  if (signIn.with === 'passphrase') return openSlot(id, slot, signIn.passphrase);
  if (signIn.with === 'recovery-code') return openSlot(id, slot, signIn.code);
  const text = await shell.keyringOpen(slot.dataKeySealed);
  return text === null ? null : keyOf(text);
}

/** A slot that was made with less work than is asked for today is made again; null if it isn't. */
export async function strengthen(
  { block, dataKey }: Unlocked,
  how: SignIn,
  cost: KdfCost,
): Promise<KeySlot | null> {
  if (how.with === 'keyring') return null;
  const kdf = kdfSchema.safeParse(block.slots.find(({ kind }) => kind === how.with)?.kdf);
  if (!kdf.success || !isCheaper(kdf.data, cost)) return null;
  const typed = how.with === 'passphrase' ? how.passphrase : how.code;
  return sealSlot(block.id, how.with, typed, dataKey, cost);
}
