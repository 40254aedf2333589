import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { officialRuntime } from '../../../build/runtime/official-runtime.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

let root = '';
beforeEach(() => {
  root = temporaryDirectory();
  mkdirSync(join(root, 'node_modules/electron'), { recursive: true });
  writeFileSync(join(root, 'node_modules/electron/package.json'), '{ "version": "45.4.1" }');
  writeFileSync(join(root, 'node_modules/electron/checksums.json'), '{ "none": "0" }');
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

/** What the electron package's installer leaves behind. */
async function installs(): Promise<undefined> {
  const dist = join(root, 'node_modules/electron/dist');
  mkdirSync(join(dist, 'Electron.app/Contents/MacOS'), { recursive: true });
  for (const name of ['electron', 'electron.exe', 'Electron.app/Contents/MacOS/Electron']) {
    writeFileSync(join(dist, name), '');
  }
  writeFileSync(join(dist, 'version'), '45.4.1');
  writeFileSync(join(root, 'node_modules/electron/path.txt'), 'electron');
  return undefined;
}

async function arrives(): Promise<void> {}

it('gives up a download without data, and retries the next time', async () => {
  const never = vi.fn<() => Promise<never>>(() => new Promise(() => undefined));
  const found = await officialRuntime({ firstByteMs: 1, root, download: never });
  expect(found).toMatchObject({ ok: false, error: { code: 'official/unreachable' } });
  expect(found.ok ? '' : found.error.message).toContain('no response within');

  const again = await officialRuntime({
    firstByteMs: 1000,
    root,
    download: arrives,
    install: installs,
  });
  expect(again).toMatchObject({ ok: true, value: { version: '45.4.1', kind: 'official' } });
});

it('lets a slow download continue while data arrives', async () => {
  vi.useFakeTimers();
  const found = officialRuntime({
    firstByteMs: 100,
    root,
    install: installs,
    download: async ({ progress, signal }) => {
      for (let piece = 0; piece < 10; piece += 1) {
        progress();
        await vi.advanceTimersByTimeAsync(20_000);
      }
      signal.throwIfAborted();
    },
  });
  expect(await found).toMatchObject({ ok: true });
});

it('gives up a download that stalls half-way', async () => {
  vi.useFakeTimers();
  const found = officialRuntime({
    firstByteMs: 100,
    root,
    download: async ({ progress }) => {
      progress();
      await new Promise(() => undefined);
    },
  });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await found).toMatchObject({ ok: false, error: { code: 'official/unreachable' } });
});

it('gives up a mirror that accepts the connection but never answers, and leaves no files', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const cache = temporaryDirectory();
  vi.stubEnv('ELECTRON_MIRROR', `http://127.0.0.1:${port}/`);
  vi.stubEnv('electron_config_cache', cache);
  const asked = once(silent, 'connection');

  // Loaded on first use, which alone takes a second on a busy machine.
  await import('@electron/get');
  const found = await officialRuntime({ firstByteMs: 2000, root });
  await asked;
  silent.close();
  expect(found).toMatchObject({ ok: false, error: { code: 'official/unreachable' } });
  expect(readdirSync(cache)).toEqual([]);
});

it('reports why the network request failed', async () => {
  const found = await officialRuntime({
    firstByteMs: 1000,
    root,
    download: async () => {
      throw new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND github.com') });
    },
  });
  expect(found.ok ? '' : found.error.message).toBe(
    "Couldn't download Electron 45.4.1: getaddrinfo ENOTFOUND github.com.",
  );
});

it('tells a failed unpacking from a failed download', async () => {
  const broken = await officialRuntime({
    firstByteMs: 1000,
    root,
    download: arrives,
    install: async () => 'ENOSPC',
  });
  expect(broken).toMatchObject({ ok: false, error: { code: 'official/unusable' } });
  const absent = await officialRuntime({
    firstByteMs: 1000,
    root,
    download: arrives,
    install: async () => undefined,
  });
  expect(absent).toMatchObject({ ok: false, error: { code: 'official/unusable' } });
});
