import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../build/runtime/project.ts';
import { channels } from '../../../shared/ipc/contract.ts';
import { it as inWindow } from '../../support/electron-app.ts';
import { makeTarget, type Target } from '../../support/target.ts';

let { page, electron, attack, ask } = {} as Target;
inWindow.beforeAll(async ({ roaming }) => {
  ({ page, electron, attack, ask } = await makeTarget(await roaming.goToNew()));
});

const load = () =>
  electron.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const response = await contents?.session.fetch('app://latchkey/');
    return {
      policy: response?.headers.get('content-security-policy'),
      text: (await response?.text()) ?? '',
    };
  });

const statusOf = (url: string, method = 'GET') =>
  electron.evaluate(
    async ({ BrowserWindow }, { url: address, ...how }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      try {
        return (await contents?.session.fetch(address, how))?.status;
      } catch {
        return 'refused';
      }
    },
    { url, method },
  );

const count = () => electron.evaluate(({ webContents }) => webContents.getAllWebContents().length);

/** Written out by hand, so that any change of the program's policy fails here. */
const policyWith = (nonce: string): string =>
  `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`;

describe('the page’s origin', { tags: 'window/protocol' }, () => {
  it('is app://, with the strict policy and a new nonce per load', async () => {
    expect(await page.evaluate('location.href')).toBe('app://latchkey/');
    const loads = [await load(), await load()];
    const nonces = loads.map(({ text }) => /nonce="([^"]+)"/.exec(text)?.[1] ?? '');
    expect(loads.map(({ policy }) => policy)).toEqual(nonces.map(policyWith));
    expect(new Set(nonces).size).toBe(2);
  });
});

describe('the app:// protocol serves', { tags: 'window/traversal' }, () => {
  const paths = [
    'latchkey/..%2f..%2fpackage.json',
    'latchkey/%2e%2e/%2e%2e/package.json',
    'latchkey/..%5c..%5cpackage.json',
    'latchkey/%252e%252e%252fpackage.json',
    'latchkey//etc/passwd',
    'latchkey/%00/index.html',
    'latchkey/index.html%00.js',
    'latchkey/%c0%ae%c0%ae/package.json',
    'latchkey/..%2fmain%2fmain.js',
    'latchkey/assets/..%2f..%2fmain/main.js',
    'latchkey/../preload/preload.cjs',
    'latchkey/assets',
    'other/index.html',
    'latchkey.evil/index.html',
    'user@latchkey.evil/',
  ];
  it.each(paths)('not %s', async (path) => {
    expect([404, 'refused']).toContain(await statusOf(`app://${path}`));
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('nothing for a %s', async (method) => {
    expect([404, 'refused']).toContain(await statusOf('app://latchkey/', method));
    expect(await statusOf('app://latchkey/')).toBe(200);
  });
});

describe('the page', { tags: 'window/no-node' }, () => {
  it.each(['require', 'process', 'module', 'Buffer', 'global', '__dirname'])(
    'has no %s',
    async (name) => {
      expect(await page.evaluate(`typeof ${name}`)).toBe('undefined');
    },
  );

  it('has no Node, even without its sandbox or isolation', async () => {
    const given = await electron.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Readonly<Record<string, unknown>>;
      };
      return contents.getLastWebPreferences();
    });
    expect(given).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
    });
  });

  it('has a bridge of two functions that it can’t change', async () => {
    const seen = await page.evaluate(`(() => {
      'use strict';
      const before = latchkey.call;
      const attempts = [
        () => { latchkey.call = () => 'forged'; },
        () => { latchkey.more = 1; },
        () => { window.latchkey = {}; },
        () => { delete window.latchkey; },
        () => { Object.defineProperty(window, 'latchkey', { value: {} }); },
      ];
      const refused = attempts.filter((attempt) => {
        try { attempt(); return false; } catch { return true; }
      }).length;
      return { refused, keys: Object.keys(latchkey), same: latchkey.call === before };
    })()`);
    expect(seen).toEqual({ refused: 5, keys: ['call', 'on'], same: true });
  });

  it('gets only the events meant for it', async () => {
    const calls = await page.evaluate(`Promise.all([
      latchkey.call('no:such-channel', {}),
      latchkey.call('__proto__', {}),
      latchkey.call('constructor', {}),
    ])`);
    const refused = { ok: false, error: { code: 'call/unknown-channel' } };
    expect(calls).toEqual([refused, refused, refused]);
  });
});

describe('the page can’t navigate away', { tags: 'window/navigation' }, () => {
  const targets = [
    'http://example.com/',
    'http://127.0.0.1:9/',
    'file:///etc/passwd',
    'data:text/html,x',
    'app://evil/',
    'chrome://version',
    'view-source:app://latchkey/',
  ];
  it.each(targets)('not to %s', async (target) => {
    await attack(`location.href = '${target}'`);
    await attack(
      `const a = document.createElement('a'); a.href = '${target}'; document.body.append(a); a.click();`,
    );
    await attack(
      `document.head.insertAdjacentHTML('beforeend', '<meta http-equiv="refresh" content="0;url=${target}">')`,
    );
    expect(page.url().split('#')[0]).toBe('app://latchkey/');
    expect(await page.evaluate('window.marker')).toBe('the page of before');
  });
});

describe('only one window opens', { tags: 'window/new-windows' }, () => {
  it.each([
    ['window.open', `answer(window.open('about:blank') === null ? 'null' : 'opened')`, 'null'],
    [
      'window.open of our own page',
      `answer(window.open('app://latchkey/') === null ? 'null' : 'opened')`,
      'null',
    ],
    [
      'a link to another window',
      `const a = Object.assign(document.createElement('a'), { href: 'app://latchkey/', target: '_blank' }); document.body.append(a); a.click(); answer('clicked')`,
      'clicked',
    ],
    [
      'a webview',
      `const w = document.createElement('webview'); w.src = 'data:text/html,x'; document.body.append(w); answer(typeof w.loadURL)`,
      'undefined',
    ],
  ])('%s', async (_name, body, answer) => {
    const before = await count();
    expect(await ask(body)).toBe(answer);
    expect(await count()).toBe(before);
  });
});

describe('every permission is denied', { tags: 'window/permissions' }, () => {
  it.each([
    'geolocation',
    'notifications',
    'camera',
    'microphone',
    'clipboard-read',
    'midi',
    'persistent-storage',
    'screen-wake-lock',
    'window-management',
    'local-fonts',
  ])('%s', async (name) => {
    const state = await ask(
      `answer((await navigator.permissions.query({ name: '${name}' })).state)`,
    );
    expect(state).toBe('denied');
  });

  it.each([
    ['to notify', `answer(await Notification.requestPermission())`, 'denied'],
    [
      'to hear',
      `await navigator.mediaDevices.getUserMedia({ audio: true }); answer('heard')`,
      /NotAllowedError|NotFoundError/,
    ],
    [
      'to see',
      `await navigator.mediaDevices.getUserMedia({ video: true }); answer('seen')`,
      /NotAllowedError|NotFoundError/,
    ],
    [
      'to see the screen',
      `await navigator.mediaDevices.getDisplayMedia(); answer('seen')`,
      /Error/,
    ],
    [
      'to read the clipboard',
      `await navigator.clipboard.readText(); answer('read')`,
      'NotAllowedError',
    ],
    [
      'to know where it is',
      `navigator.geolocation.getCurrentPosition(() => answer('here'), ({ code }) => answer(code))`,
      /1/,
    ],
    ['to play MIDI', `await navigator.requestMIDIAccess(); answer('played')`, /Error/],
    ['to use USB', `await navigator.usb.requestDevice({ filters: [] }); answer('used')`, /Error/],
  ])('%s', async (_name, body, answer) => {
    expect(String(await ask(body))).toMatch(answer);
  });
});

it('a download never starts', { tags: 'window/downloads' }, async () => {
  await electron.evaluate(({ BrowserWindow }) => {
    const seen: boolean[] = [];
    Object.assign(globalThis, { downloads: seen });
    // Runs after our own listener, which has refused by now.
    BrowserWindow.getAllWindows()[0]?.webContents.session.on('will-download', (event) =>
      seen.push(event.defaultPrevented),
    );
  });
  await attack(
    `const a = Object.assign(document.createElement('a'), { href: 'data:application/octet-stream,x', download: 'x.bin' }); document.body.append(a); a.click();`,
  );
  await attack(
    `const a = Object.assign(document.createElement('a'), { href: URL.createObjectURL(new Blob(['x'])), download: 'x.bin' }); document.body.append(a); a.click();`,
  );
  const seen = await electron.evaluate(
    () => (globalThis as unknown as { downloads: boolean[] }).downloads,
  );
  expect(seen.filter((refused) => !refused)).toEqual([]);
  expect(seen.length).toBeGreaterThan(0);
});

describe('a foreign frame', { tags: 'window/frames' }, () => {
  it.each(['about:blank', 'data:text/html,x', 'app://latchkey/', 'blob:'])(
    '%s has no bridge',
    async (src) => {
      const found = await ask(`
      const frame = Object.assign(document.createElement('iframe'), { src: '${src}' });
      document.body.append(frame);
      setTimeout(() => { try { answer(typeof frame.contentWindow.latchkey); } catch (error) { answer(error.name); } }, 300);
    `);
      expect(found).toMatch(/undefined|SecurityError/);
    },
  );

  it('in another window with our own preload gets no answer', async () => {
    const preload = join(projectRoot, 'out/preload/preload.cjs');
    const answers = await electron.evaluate(async ({ BrowserWindow }, path) => {
      const window = new BrowserWindow({ show: false, webPreferences: { preload: path } });
      await window.loadURL('data:text/html,x');
      const call = (channel: string) =>
        window.webContents.executeJavaScript(`latchkey.call('${channel}', {})`);
      const heard = [await call('program:info'), await call('application:list')];
      window.destroy();
      return heard;
    }, preload);
    const refused = { ok: false, error: { code: 'call/not-trusted' } };
    expect(answers).toEqual([refused, refused]);
  });
});

describe('a file created by the page', { tags: 'window/paths' }, () => {
  const NO_PATH = /^file\/unreadable$/;
  const NO_FILE = /^getPathForFile expected to receive a File/;
  it.each([
    ['by its name', `[new File(['x'], '/etc/passwd')]`, NO_PATH],
    ['by a member', `[Object.assign(new File(['x'], 'x'), { path: '/etc/passwd' })]`, NO_PATH],
    ['by looking like one', `[{ name: 'passwd', path: '/etc/passwd' }]`, NO_FILE],
    ['by being a path', `['/etc/passwd']`, NO_FILE],
    ['by a list that answers for itself', `{ map: () => ['/etc/passwd'] }`, NO_PATH],
    ['by a list of other things', `{ length: 1, 0: '/etc/passwd' }`, NO_FILE],
  ])('%s has no path', async (_name, files, refusal) => {
    const answer = await page.evaluate(`(async () => {
      try {
        const answer = await latchkey.call('api-import:drop', {}, ${files});
        return answer.error?.code ?? answer;
      } catch (error) {
        return error.message;
      }
    })()`);
    expect(answer).toMatch(refusal);
  });
});

it('a flood through the bridge gets only typed errors', { tags: 'window/payloads' }, async () => {
  const bad = await page.evaluate(
    async (names) => {
      let deep: unknown = 'bottom';
      for (let level = 0; level < 5000; level += 1) deep = { a: deep };
      const circle: Record<string, unknown> = {};
      circle['self'] = circle;
      const values = [
        undefined,
        null,
        0,
        '',
        [],
        deep,
        circle,
        new Map(),
        new Date(),
        10n,
        new Uint8Array(9),
        /x/,
        new Error('x'),
        { id: deep },
        { id: circle },
        'x'.repeat(1e6),
        { constructor: {}, toJSON: 1 },
        Object.defineProperty({}, '__proto__', { value: { polluted: true }, enumerable: true }),
        () => undefined,
        Symbol('x'),
        document.body,
        new Proxy({}, {}),
      ];
      const found: string[] = [];
      const bridge = (
        window as unknown as {
          latchkey: { call: (name: string, input: unknown) => Promise<unknown> };
        }
      ).latchkey;
      for (const name of names) {
        for (const [index, value] of values.entries()) {
          try {
            const answer = (await bridge.call(name, value)) as {
              ok: boolean;
              error?: { code: string };
            };
            if (!answer.ok && answer.error?.code === 'internal')
              found.push(`${name} ${index}: internal`);
          } catch (error) {
            // Values that can't be cloned never leave the page.
            if (
              !/could not be cloned|Maximum call stack|recursion depth|not supported|dynamic|Cannot/i.test(
                String(error),
              )
            )
              found.push(`${name} ${index}: ${String(error)}`);
          }
        }
      }
      return found;
      // The bridge turns a Map into {}, a valid call: it would replace the page, or start a file manager.
    },
    channels.filter((channel) => !['workspace:lock', 'program:open-logs'].includes(channel)),
  );
  expect(bad).toEqual([]);
  expect(await page.evaluate('({}).polluted')).toBeUndefined();
  expect(await page.evaluate(`latchkey.call('workspace:state', {})`)).toMatchObject({ ok: true });
});

it('returns at once from about:blank, which no event can prevent', {
  tags: 'window/navigation',
}, async () => {
  await page.evaluate(`setTimeout(() => { location.href = 'about:blank'; })`);
  await expect.poll(() => page.evaluate('window.marker').catch(() => 'away')).toBeUndefined();
  await page.getByRole('navigation').waitFor();
  expect(page.url()).toBe('app://latchkey/');
});
