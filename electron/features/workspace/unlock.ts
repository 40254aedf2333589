import type { KeyObject } from 'node:crypto';
import type { SignIn } from '../../../shared/domain/workspace.ts';
import type { Shell } from '../../base/context/shell.ts';
import { isAuthentic, type KeyBlock, makeBlock } from './key-block.ts';
import type { KeySlot } from './key-slots.ts';
import { readRecoveryCode } from './recovery-code.ts';
import { keyOf, openSlot } from './vault.ts';

/** A generation that nobody vouches for must leave room for those to come. */
const HIGHEST_DAMAGED = 2 ** 31;

export interface Unlocked {
  readonly dataKey: KeyObject;
  readonly block: KeyBlock;
  /** Whether another authentic block of the same generation was found. */
  readonly inConflict: boolean;
}

/**
 * The data key by what the person has, or null for wrong.
 *
 * A block that is damaged or forged must not shut out the owner, so that each block is tried; and
 * an older one must not let in a passphrase that was changed, so that the newest of those that were
 * written with the data key has the last word.
 *
 * @param blocks of one workspace, the highest generation first.
 */
export async function unlock(
  blocks: readonly KeyBlock[],
  signIn: SignIn,
  shell: Pick<Shell, 'keyringOpen'>,
): Promise<Unlocked | null> {
  const tried = new Set<string>();
  for (const block of blocks) {
    const slot = block.slots.find(({ kind }) => kind === signIn.with);
    if (slot === undefined) continue;
    const text = JSON.stringify(slot);
    const dataKey = tried.has(text) ? null : await openWith(slot, block, signIn, shell);
    tried.add(text);
    const unlocked = dataKey === null ? null : newestWith(dataKey, slot, blocks, block);
    if (unlocked !== null) return unlocked;
  }
  return null;
}

/**
 * The newest authentic block that has the slot. If damage left none authentic, it is `opened`, made
 * again: its slot is sealed for this workspace. A keyring's is not, and may be of another one.
 */
function newestWith(
  dataKey: KeyObject,
  slot: KeySlot,
  blocks: readonly KeyBlock[],
  opened: KeyBlock,
): Unlocked | null {
  const authentic = blocks.filter((block) => isAuthentic(block, dataKey));
  const [newest] = authentic;
  if (newest === undefined) {
    if (slot.kind === 'keyring') return null;
    const generation = Math.min(opened.generation, HIGHEST_DAMAGED) + 1;
    const block = makeBlock(opened.id, generation, opened.slots, dataKey);
    return { dataKey, block, inConflict: false };
  }
  const equals = authentic.filter(({ generation }) => generation === newest.generation);
  const text = JSON.stringify(slot);
  const block = equals.find(({ slots }) => slots.some((one) => JSON.stringify(one) === text));
  return block === undefined ? null : { dataKey, block, inConflict: equals.length > 1 };
}

async function openWith(
  slot: KeySlot,
  { id }: KeyBlock,
  signIn: SignIn,
  shell: Pick<Shell, 'keyringOpen'>,
): Promise<KeyObject | null> {
  if (signIn.with === 'passphrase') return openSlot(id, slot, signIn.passphrase);
  if (signIn.with === 'recovery-code') return openSlot(id, slot, readRecoveryCode(signIn.code));
  const text = await shell.keyringOpen(slot.dataKeySealed);
  return text === null ? null : keyOf(text);
}
