import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from 'electron';
import { describe, expect, test, vi } from 'vitest';
import { fileInside, serveApp } from '../../../electron/shell/app-protocol.ts';
import type { Locale } from '../../../shared/words/words.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

type Answer = (request: Request) => Promise<Response>;

// Only the scheme is registered there.
vi.mock('electron', () => ({ protocol: {} }));

/** The answer of app:// for a folder with a page, a script, and files outside the page. */
async function ask(
  url: string,
  method = 'GET',
  locale: Locale = { language: 'en', region: 'en-GB' },
): Promise<Response> {
  const place = temporaryDirectory();
  const root = join(place, 'renderer');
  mkdirSync(root);
  writeFileSync(join(root, 'index.html'), '<html lang="en"><meta nonce="__CSP_NONCE__">');
  for (const name of ['a.js', 'notes.txt', 'key.pem', 'none']) writeFileSync(join(root, name), 'x');
  writeFileSync(join(place, 'main.js'), 'x');
  const handle = vi.fn<(scheme: string, answer: Answer) => void>();
  serveApp({ protocol: { handle } } as unknown as Session, root, async () => locale);
  const [scheme, answer] = handle.mock.calls[0] ?? [];
  if (scheme !== 'app' || answer === undefined) throw new Error('Nothing is served');
  return answer(new Request(url, { method }));
}

describe('app:// serves', { tags: 'window/traversal' }, () => {
  test.each(['app://latchkey/', 'app://latchkey/index.html', 'app://latchkey/a.js'])(
    '%s',
    async (url) => {
      expect((await ask(url)).status).toBe(200);
    },
  );

  test.each([
    ['another host', 'app://other/index.html'],
    ['a host that begins like ours', 'app://latchkey.evil/index.html'],
    ['a port', 'app://latchkey:1/index.html'],
    ['another scheme', 'other://latchkey/index.html'],
    ['a file of no page', 'app://latchkey/notes.txt'],
    ['a key', 'app://latchkey/key.pem'],
    ['a file without an ending', 'app://latchkey/none'],
    ['a script beside the folder', 'app://latchkey/..%2fmain.js'],
    ['what is not there', 'app://latchkey/b.js'],
  ])('not %s', async (_name, url) => {
    expect((await ask(url)).status).toBe(404);
  });

  test.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('nothing for a %s', async (method) => {
    expect((await ask('app://latchkey/', method)).status).toBe(404);
  });
});

test('each load has its own nonce, in the page and in its policy', {
  tags: 'window/protocol',
}, async () => {
  const loads = await Promise.all([ask('app://latchkey/'), ask('app://latchkey/')]);
  const nonces = await Promise.all(
    loads.map(async (load) => /nonce="([\w+/=]{24})"/.exec(await load.text())?.[1]),
  );
  expect(new Set(nonces).size).toBe(2);
  for (const [index, { headers }] of loads.entries()) {
    expect(headers.get('content-security-policy')).toContain(`'nonce-${nonces[index]}'`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  }
});

const root = '/opt/latchkey/renderer';

describe('the file for an app:// address', { tags: 'window/traversal' }, () => {
  test.each([
    ['/', '/opt/latchkey/renderer/index.html'],
    ['/index.html', '/opt/latchkey/renderer/index.html'],
    ['/assets/index.js', '/opt/latchkey/renderer/assets/index.js'],
    ['/assets/a%20name.js', '/opt/latchkey/renderer/assets/a name.js'],
    ['/assets/..%2findex.html', '/opt/latchkey/renderer/index.html'],
    // Decoded only once: an odd file name, but still inside the folder.
    ['/%252e%252e%252fmain.js', '/opt/latchkey/renderer/%2e%2e%2fmain.js'],
  ])('%s is inside', (address, file) => {
    expect(fileInside(root, address)).toBe(file);
  });

  test.each([
    '/..%2fmain.js',
    '/..%2frenderer-of-another/index.html',
    '/..%2frenderer',
    '/..%2f..%2f..%2fetc/passwd',
    '/assets/..%2f..%2fmain.js',
    '/..%5cmain.js',
    '/assets%5cindex.js',
    '/index.html%00.js',
    '/%c0%ae%c0%ae/main.js',
    '/%',
  ])('%s is refused', (address) => {
    expect(fileInside(root, address)).toBeNull();
  });
});

async function rootElement(locale: Locale): Promise<string | undefined> {
  const answer = await ask('app://latchkey/', 'GET', locale);
  return /<html[^>]*>/.exec(await answer.text())?.[0];
}

describe('the language of the page', () => {
  test('is the chosen one, whatever the system’s region', async () => {
    expect(await rootElement({ language: 'en', region: 'ar-EG' })).toBe(
      '<html lang="en" dir="ltr" data-region="ar-EG">',
    );
  });

  test('decides the direction', async () => {
    expect(await rootElement({ language: 'ar-XB', region: 'de-DE' })).toBe(
      '<html lang="ar-XB" dir="rtl" data-region="de-DE">',
    );
  });

  test.each([undefined, '"><script>'])('accepts a region of %j', async (region) => {
    const written = await rootElement({ language: 'en', region });
    expect(written).toMatch(/^<html lang="en" dir="ltr" data-region="\w*">$/);
  });
});
