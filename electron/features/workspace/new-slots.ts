import { hostname } from 'node:os';
import { type TypedSecret, typedSecret } from '../../../shared/domain/passphrase.ts';
import type { Shell } from '../../base/context/shell.ts';
import type { KdfCost } from '../../base/crypto/kdf.ts';
import type { Key } from '../../base/crypto/key.ts';
import type { WorkspaceId } from '../../base/database/file-header.ts';
import type { KeySlot } from './key-slots.ts';
import {
  makeSlot,
  type NewMethod,
  newMethodId,
  sealSlot,
  type TypedKind,
  textOf,
} from './vault.ts';

interface NewWays {
  readonly owner: string;
  readonly passphrase: TypedSecret;
  readonly code: string;
  readonly keyring: boolean;
}

export type SlotMaker = ReturnType<typeof createSlotMaker>;

/** The same limit as for a person's name. */
const MACHINE_LENGTH = 40;

/** What distinguishes the keyring of this computer from that of another one. */
export const thisMachine = (): string => hostname().slice(0, MACHINE_LENGTH);

/** Makes slots with this machine's keyring and key derivation cost. */
export function createSlotMaker(
  shell: Pick<Shell, 'keyringSeal'>,
  kdfCost: KdfCost,
  now: () => number,
) {
  const method = <K extends NewMethod['kind']>(kind: K, name: string): NewMethod<K> => ({
    id: newMethodId(),
    kind,
    name,
    createdAt: now(),
    machine: '',
  });

  /** @param replaced what the slot takes over from the method it replaces. */
  const typedSlot = (
    id: WorkspaceId,
    kind: TypedKind,
    name: string,
    typed: TypedSecret,
    dataKey: Key,
    replaced: Partial<NewMethod<TypedKind>> = {},
  ): Promise<KeySlot> =>
    sealSlot(id, { ...method(kind, name), ...replaced }, typed, dataKey, kdfCost);

  function keyringSlot(id: WorkspaceId, dataKey: Key): Promise<KeySlot | null> {
    const machine = thisMachine();
    const made = { ...method('keyring', machine), machine };
    return makeSlot(id, made, dataKey, async (privateKey) => {
      const sealed = await shell.keyringSeal(textOf(privateKey));
      return sealed && { kdf: {}, privateKeySealed: Buffer.from(sealed) };
    });
  }

  /** Slots for a new passphrase, a new recovery code and, if wanted and possible, the keyring. */
  async function newSlots(id: WorkspaceId, dataKey: Key, ways: NewWays) {
    const code = typedSecret(ways.code);
    const slots: [KeySlot, ...KeySlot[]] = [
      await typedSlot(id, 'passphrase', ways.owner, ways.passphrase, dataKey),
      await typedSlot(id, 'recovery-code', '', code, dataKey),
    ];
    code.fill(0);
    const ofKeyring = ways.keyring ? await keyringSlot(id, dataKey) : null;
    if (ofKeyring !== null) slots.push(ofKeyring);
    return slots;
  }

  return { typedSlot, keyringSlot, newSlots };
}
