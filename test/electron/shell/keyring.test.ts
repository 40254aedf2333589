import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createKeyring } from '../../../electron/shell/keyring.ts';

const system = vi.hoisted(() => ({
  backend: 'gnome_libsecret',
  /** The first query that is answered with yes, and the first that no longer is. */
  comesAt: 1,
  goesAt: Number.POSITIVE_INFINITY,
  asked: 0,
  refuses: false,
  /** Resolves when it answers; null if it does at once. */
  hangs: null as Promise<void> | null,
}));

vi.mock('electron', () => ({
  app: { whenReady: async () => undefined },
  safeStorage: {
    getSelectedStorageBackend: () => system.backend,
    isAsyncEncryptionAvailable: async () => {
      system.asked += 1;
      await system.hangs;
      return system.asked >= system.comesAt && system.asked < system.goesAt;
    },
    encryptStringAsync: async (text: string) => {
      if (system.refuses) throw new Error('locked');
      return Buffer.from(text);
    },
    decryptStringAsync: async (sealed: Buffer) => {
      if (system.refuses) throw new Error('locked');
      return { result: sealed.toString() };
    },
  },
}));

beforeEach(() => {
  Object.assign(system, {
    backend: 'gnome_libsecret',
    comesAt: 1,
    goesAt: Number.POSITIVE_INFINITY,
    asked: 0,
    refuses: false,
    hangs: null,
  });
});

/** Milliseconds that an answer took. */
async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return performance.now() - before;
}

test('encrypts and decrypts', async () => {
  const keyring = createKeyring();
  expect(await keyring.keyringAvailable()).toBe(true);
  const sealed = await keyring.keyringSeal('a data key');
  expect(await keyring.keyringOpen(sealed ?? Buffer.of())).toBe('a data key');
});

describe('a keyring that isn’t available', () => {
  test('is waited for after the start, as it may appear', async () => {
    system.comesAt = 4;
    expect(await createKeyring().keyringAvailable()).toBe(true);
  });

  test('is waited for once by all callers', async () => {
    system.comesAt = Number.POSITIVE_INFINITY;
    const keyring = createKeyring();
    const first = await timeOf(() =>
      Promise.all([keyring.keyringAvailable(), keyring.keyringSeal('x')]),
    );
    expect(first).toBeGreaterThan(1400);
    const later = await timeOf(async () => {
      expect(await keyring.keyringAvailable()).toBe(false);
      expect(await keyring.keyringSeal('x')).toBeNull();
    });
    expect(later).toBeLessThan(100);
  });

  test('is found when it appears later', async () => {
    system.comesAt = 17;
    const keyring = createKeyring();
    expect(await keyring.keyringAvailable()).toBe(false);
    expect(await keyring.keyringAvailable()).toBe(true);
  });
});

test('that hangs is waited for once, and used when it answers', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  system.hangs = promise;
  const keyring = createKeyring();
  expect(await keyring.keyringAvailable()).toBe(false);
  const later = await timeOf(async () => {
    expect(await keyring.keyringAvailable()).toBe(false);
    expect(await keyring.keyringSeal('x')).toBeNull();
  });
  expect(later).toBeLessThan(100);
  expect(system.asked).toBe(1);
  resolve();
  await expect.poll(() => keyring.keyringAvailable()).toBe(true);
});

test('is no longer asked once it is gone: encrypting then would end the program', async () => {
  const keyring = createKeyring();
  expect(await keyring.keyringAvailable()).toBe(true);
  system.goesAt = system.asked + 1;
  expect(await keyring.keyringSeal('a data key')).toBeNull();
});

test('that refuses, such as a locked one, isn’t used', async () => {
  system.refuses = true;
  const keyring = createKeyring();
  expect(await keyring.keyringSeal('a data key')).toBeNull();
  expect(await keyring.keyringOpen(Buffer.of(1))).toBeNull();
});

test('with a password from Chromium’s source isn’t used', {
  tags: 'secrets/keyring-absent',
}, async () => {
  system.backend = 'basic_text';
  expect(await createKeyring().keyringAvailable()).toBe(process.platform !== 'linux');
});
