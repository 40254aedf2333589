import { type TypedSecret, typedSecret } from '../../../shared/domain/passphrase.ts';
import type { Shell } from '../../base/context/shell.ts';
import type { KdfCost } from '../../base/crypto/kdf.ts';
import type { Key } from '../../base/crypto/key.ts';
import type { WorkspaceId } from '../../base/database/file-header.ts';
import type { KeySlot } from './key-slots.ts';
import { sealSlot, textOf } from './vault.ts';

interface NewWays {
  readonly passphrase: TypedSecret;
  readonly code: string;
  readonly keyring: boolean;
}

/** Makes slots with what this machine has: its keyring, and what a guess shall cost. */
export function createSlotMaker(shell: Pick<Shell, 'keyringSeal'>, kdfCost: KdfCost) {
  async function keyringSlot(dataKey: Key): Promise<KeySlot | null> {
    const sealed = await shell.keyringSeal(textOf(dataKey).expose());
    if (sealed === null) return null;
    return { kind: 'keyring', kdf: {}, dataKeySealed: Buffer.from(sealed) };
  }

  /** The slots of a new passphrase, a new recovery code and, if wanted and possible, the keyring. */
  async function newSlots(id: WorkspaceId, dataKey: Key, ways: NewWays) {
    const code = typedSecret(ways.code);
    const slots = [
      await sealSlot(id, 'passphrase', ways.passphrase, dataKey, kdfCost),
      await sealSlot(id, 'recovery-code', code, dataKey, kdfCost),
    ];
    code.fill(0);
    const ofKeyring = ways.keyring ? await keyringSlot(dataKey) : null;
    return ofKeyring === null ? slots : [...slots, ofKeyring];
  }

  return { keyringSlot, newSlots };
}
