import { setTimeout } from 'node:timers/promises';
import { app, safeStorage } from 'electron';
import type { Shell } from '../base/context/shell.ts';

/** How long the first screen waits for the keyring after the program starts, in ms. */
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

export function createKeyring(): Keyring {
  let started: Promise<void> | undefined;
  let asked: Promise<boolean> | undefined;
  /** It was asked and hangs: until it answers, nobody waits for it again. */
  let hangs = false;

  /** Asks it, and takes too long an answer for a no. @param patience in ms. */
  async function answers(patience = TIMEOUT): Promise<boolean> {
    if (hangs) return false;
    asked ??= saysYes().finally(() => {
      asked = undefined;
      hangs = false;
    });
    const late = new AbortController();
    const tooLate = setTimeout(patience, null, { signal: late.signal }).catch(() => null);
    const answer = await Promise.race([asked, tooLate]);
    late.abort();
    hangs = answer === null && asked !== undefined;
    return answer ?? false;
  }

  async function waitForIt(): Promise<void> {
    for (const end = performance.now() + TIMEOUT; performance.now() < end && !hangs; ) {
      if (await answers(end - performance.now())) return;
      await setTimeout(STEP);
    }
  }

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
    return answers();
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
