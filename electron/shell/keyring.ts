import { setTimeout } from 'node:timers/promises';
import { app, safeStorage } from 'electron';
import type { Shell } from '../base/context/shell.ts';

/** How long the keyring may take to answer after the start of the program, in ms. */
const TIMEOUT = 1500;
const STEP = 100;

type Keyring = Pick<Shell, 'keyringAvailable' | 'keyringSeal' | 'keyringOpen'>;

/** Electron 42 answers this at once, later ones with a promise. */
async function saysYes(): Promise<boolean> {
  try {
    return await safeStorage.isAsyncEncryptionAvailable();
  } catch {
    return false;
  }
}

async function waitForIt(): Promise<void> {
  for (let waited = 0; waited < TIMEOUT; waited += STEP) {
    if (await saysYes()) return;
    await setTimeout(STEP);
  }
}

export function createKeyring(): Keyring {
  let started: Promise<void> | undefined;

  /**
   * Linux without a keyring falls back to a password from Chromium's source: that keeps
   * nothing. And sealing while encryption is not available crashes Electron 42, so it is asked
   * first; right after the start the answer may be a no that soon turns into a yes. That is waited
   * for once: a keyring that has not come by then is looked for again, and not waited for.
   */
  async function available(): Promise<boolean> {
    await app.whenReady();
    if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') {
      return false;
    }
    started ??= waitForIt();
    await started;
    return saysYes();
  }

  /** Another keyring, or the same after a reset, or a locked one: the passphrase still opens. */
  async function unlessItFails<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return (await available()) ? await work() : null;
    } catch {
      return null;
    }
  }

  return {
    keyringAvailable: available,
    keyringSeal: (text) => unlessItFails(() => safeStorage.encryptStringAsync(text)),
    keyringOpen: (sealed) =>
      unlessItFails(async () => {
        const { result } = await safeStorage.decryptStringAsync(Buffer.from(sealed));
        return result;
      }),
  };
}
