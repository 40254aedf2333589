import { app, safeStorage } from 'electron';
import type { Shell } from '../core/shell.ts';

/** How long the keyring may take to answer after the start of the program, in ms. */
const PATIENCE = 1500;
const STEP = 100;

/**
 * Linux without a keyring falls back to a password that stands in Chromium's source: that keeps
 * nothing. And sealing while encryption is not available crashes Electron 42, so it is asked first;
 * right after the start the answer may be a no that soon turns into a yes.
 */
async function available(): Promise<boolean> {
  await app.whenReady();
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') {
    return false;
  }
  for (let waited = 0; waited < PATIENCE; waited += STEP) {
    if (await safeStorage.isAsyncEncryptionAvailable()) return true;
    await new Promise((resolve) => setTimeout(resolve, STEP));
  }
  return false;
}

type Keyring = Pick<Shell, 'keyringAvailable' | 'keyringSeal' | 'keyringOpen'>;

export function createKeyring(): Keyring {
  return {
    keyringAvailable: available,
    async keyringSeal(text) {
      return (await available()) ? safeStorage.encryptStringAsync(text) : null;
    },
    async keyringOpen(sealed) {
      if (!(await available())) return null;
      try {
        const { result } = await safeStorage.decryptStringAsync(Buffer.from(sealed));
        return result;
      } catch {
        // Another keyring, or the same after a reset: the passphrase still opens the workspace.
        return null;
      }
    },
  };
}
