import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createClipboard, isWayland } from '../../../electron/shell/clipboard.ts';

const desktop = vi.hoisted(() => ({
  text: '',
  items: [] as Record<string, Blob>[],
  focused: true,
  ozone: '',
  onFocus: [] as (() => void)[],
}));

vi.mock('electron', () => {
  const clipboard = {
    readText: () => desktop.text,
    writeText: (text: string) => {
      desktop.text = text;
    },
    write: async ([item]: { parts: Record<string, Blob> }[]) => {
      desktop.items.push(item?.parts ?? {});
      desktop.text = (await item?.parts['text/plain']?.text()) ?? '';
    },
    clear: () => {
      desktop.text = '';
    },
  };
  const app = {
    commandLine: { getSwitchValue: () => desktop.ozone },
    once: (_event: string, listener: () => void) => desktop.onFocus.push(listener),
  };
  const BrowserWindow = { getFocusedWindow: () => (desktop.focused ? {} : null) };
  // Electron 42 has no ClipboardItem; a test that wants the one of 44 puts it here.
  return { default: { ClipboardItem: undefined }, app, BrowserWindow, clipboard };
});
const electron = (await import('electron')).default as { ClipboardItem: unknown };

class FakeItem {
  readonly parts: Record<string, Blob>;
  constructor(parts: Record<string, Blob>) {
    this.parts = parts;
  }
}

beforeEach(() => {
  Object.assign(desktop, { text: '', items: [], focused: true, ozone: 'x11', onFocus: [] });
  vi.useFakeTimers();
  return () => {
    vi.useRealTimers();
    electron.ClipboardItem = undefined;
  };
});

test('a secret is cleared after its timeout, not before', {
  tags: 'secrets/clipboard-time',
}, async () => {
  const clipboard = createClipboard();
  expect(await clipboard.copy('secret', 30)).toBe(true);
  await vi.advanceTimersByTimeAsync(29_900);
  expect(desktop.text).toBe('secret');
  await vi.advanceTimersByTimeAsync(200);
  expect(desktop.text).toBe('');
});

test('a second copy has its full timeout', { tags: 'secrets/clipboard-time' }, async () => {
  const clipboard = createClipboard();
  await clipboard.copy('one', 30);
  await vi.advanceTimersByTimeAsync(20_000);
  await clipboard.copy('two', 30);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(desktop.text).toBe('two');
  await vi.advanceTimersByTimeAsync(11_000);
  expect(desktop.text).toBe('');
});

test('keeps what was copied since', { tags: 'secrets/clipboard-newer' }, async () => {
  const clipboard = createClipboard();
  await clipboard.copy('secret', 30);
  desktop.text = 'a shopping list';
  await vi.advanceTimersByTimeAsync(60_000);
  await clipboard.clear();
  expect(desktop.text).toBe('a shopping list');
});

test('a public value stays, without a mark, even after a secret', async () => {
  const clipboard = createClipboard();
  await clipboard.copy('secret', 30);
  await clipboard.copyPublic('public keys');
  await vi.advanceTimersByTimeAsync(60_000);
  await clipboard.clear();
  expect(desktop).toMatchObject({ text: 'public keys', items: [] });
});

test('a lock during a copy clears it', { tags: 'secrets/clipboard-lock' }, async () => {
  // From Electron 44 on, copying is asynchronous.
  electron.ClipboardItem = FakeItem;
  const clipboard = createClipboard();
  const copying = clipboard.copy('secret', 30);
  await Promise.all([clipboard.clear(), copying]);
  expect(desktop.text).toBe('');
});

describe('on Wayland', { tags: 'secrets/clipboard-wayland' }, () => {
  test('the answer says that it may stay, and it is cleared when the window is in front again', async () => {
    desktop.ozone = 'wayland';
    const clipboard = createClipboard();
    expect(await clipboard.copy('secret', 30)).toBe(process.platform !== 'linux');
    desktop.focused = false;
    await vi.advanceTimersByTimeAsync(31_000);
    expect(desktop.text).toBe('secret');
    desktop.focused = true;
    for (const listener of desktop.onFocus) listener();
    await vi.advanceTimersByTimeAsync(1);
    expect(desktop.text).toBe('');
  });

  test.each([
    ['X11', 'linux', {}, '', false],
    ['a Wayland session', 'linux', { WAYLAND_DISPLAY: 'wayland-0' }, '', true],
    ['X11 by choice in one', 'linux', { WAYLAND_DISPLAY: 'wayland-0' }, 'x11', false],
    ['Wayland by choice', 'linux', {}, 'wayland', true],
    ['another system', 'darwin', { WAYLAND_DISPLAY: 'wayland-0' }, '', false],
  ] as const)('%s', (_name, platform, env, ozone, expected) => {
    expect(isWayland(platform, env, ozone)).toBe(expected);
  });
});

test('it is marked as concealed where Electron can (44 and later)', {
  tags: 'secrets/clipboard-concealed',
}, async () => {
  electron.ClipboardItem = FakeItem;
  const clipboard = createClipboard();
  await clipboard.copy('secret', 30);
  const marks = {
    linux: ['x-kde-passwordManagerHint'],
    darwin: ['org.nspasteboard.ConcealedType'],
    win32: [
      'ExcludeClipboardContentFromMonitorProcessing',
      'CanIncludeInClipboardHistory',
      'CanUploadToCloudClipboard',
    ],
  }[process.platform as 'linux' | 'darwin' | 'win32'];
  const formats = marks.map((name) => `electron application/osclipboard;format="${name}"`);
  expect(Object.keys(desktop.items[0] ?? {})).toEqual(['text/plain', ...formats]);
  expect(desktop.text).toBe('secret');
  await clipboard.clear();
  expect(desktop.text).toBe('');
});
