import { beforeEach, describe, expect, test, vi } from 'vitest';
import config from '../../electron.vite.config.ts';
import type { Bridge } from '../../shared/ipc/bridge.ts';
import { channels } from '../../shared/ipc/contract.ts';

const world = vi.hoisted(() => ({
  bridge: undefined as Bridge | undefined,
  sent: [] as unknown[][],
}));

vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (_name: string, bridge: Bridge) => {
      world.bridge = bridge;
    },
  },
  ipcRenderer: { invoke: async (...message: unknown[]) => world.sent.push(message) },
  webUtils: {
    // Like Electron's own: it accepts only real files.
    getPathForFile: (file: unknown) => {
      if (!(file instanceof File)) throw new TypeError('not a File');
      return file.name === 'dropped.yaml' ? '/home/ada/dropped.yaml' : '';
    },
  },
}));

vi.stubGlobal('LATCHKEY_CHANNELS', channels);
await import('../../electron/preload.ts');

/** What the preload exposes, before the context bridge restricts it further. */
function bridge(): Bridge {
  if (world.bridge === undefined) throw new Error('Nothing is exposed');
  return world.bridge;
}

/** Drops files on the page. @returns the paths that are sent with the call. */
async function drop(files: unknown): Promise<unknown> {
  await bridge().call('api-import:drop', {}, files as readonly File[]);
  return world.sent[0]?.at(-1);
}

beforeEach(() => {
  world.sent.length = 0;
});

describe('what the page gets', { tags: 'window/no-node' }, () => {
  test('is frozen, and has two functions', () => {
    expect(Object.isFrozen(bridge())).toBe(true);
    expect(Object.keys(bridge())).toEqual(['call', 'on']);
  });

  test.each(['no:such-channel', '__proto__', 'constructor', 'latchkey:event'])(
    'sends nothing for %s',
    async (channel) => {
      const answer = await bridge().call(channel as 'application:list', {});
      expect(answer).toEqual({ ok: false, error: { code: 'call/unknown-channel' } });
      expect(world.sent).toEqual([]);
    },
  );
});

describe('the paths of a call', { tags: 'window/paths' }, () => {
  test('are those of files a person chose', async () => {
    const made = new File(['x'], '/etc/passwd');
    expect(await drop([new File(['x'], 'dropped.yaml'), made])).toEqual(['/home/ada/dropped.yaml']);
  });

  test('aren’t taken from the page’s own objects', async () => {
    expect(await drop({ map: () => ['/etc/passwd'] })).toEqual([]);
    await expect(drop(['/etc/passwd'])).rejects.toThrow(TypeError);
  });
});

test('the build gives the preload the contract’s channels', () => {
  expect(config).toMatchObject({
    preload: { define: { LATCHKEY_CHANNELS: JSON.stringify(channels) } },
  });
});
