import { setTimeout } from 'node:timers/promises';
import { app, safeStorage } from 'electron';
import type { Shell } from '../base/context/shell.ts';

/** How long the keyring may take to answer after the program starts, in ms. */
const TIMEOUT = 1500;
const STEP = 100;

type Keyring = Pick<Shell, 'keyringAvailable' | 'keyringSeal' | 'keyringOpen'>;

/** Electron 42 answers synchronously, later versions with a promise. */
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
   * Without a keyring, Linux falls back to a password from Chromium's source, which protects
   * nothing. Sealing while encryption is unavailable crashes Electron 42, so this checks first.
   * Right after the start a no may soon turn into a yes: this waits for that once, later calls only
   * check again.
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

  /** The keyring may be locked, reset or another one: the passphrase still opens the workspace. */
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
