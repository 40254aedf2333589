/**
 * Takes screenshots of every primitive in each theme, density and direction: out/gallery-shots.
 *   node test/gallery/shoot.ts [part of a picture's name …]
 * CHROMIUM names the browser. The page has the program's CSP: a violation fails the run.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { contentSecurityPolicy } from '../../electron/shell/content-security-policy.ts';

const root = import.meta.dirname;
const built = join(root, '../../out/gallery');
const shots = join(root, '../../out/gallery-shots');
const types = new Map([
  ['.html', 'text/html'],
  ['.js', 'text/javascript'],
  ['.css', 'text/css'],
]);

type Shot = Readonly<{
  query: string;
  size?: readonly [number, number];
  act?: Act;
  media?: Parameters<Page['emulateMedia']>[0];
}>;
type Act = (page: Page) => Promise<void>;

const press =
  (name: string): Act =>
  (page) =>
    page.getByRole('button', { name }).click();

/** Toasts must not cover a dialog, whose buttons are at its lower edge. */
const keepsClear: Act = async (page) => {
  const dialog = await page.locator('section[role$="dialog"]').boundingBox();
  const toasts = await page.getByRole('region', { name: 'Notifications' }).boundingBox();
  if (dialog === null || toasts === null) throw new Error('There is no dialog, or no toast');
  if (dialog.y + dialog.height > toasts.y) throw new Error('The toasts lie on the dialog');
};

const pictures: Record<string, Shot> = {};
const looks = [
  ['light', 'theme=light', {}],
  ['dark', 'theme=dark', {}],
  ['contrast', 'theme=contrast', {}],
  ['night', 'theme=contrast', { colorScheme: 'dark' }],
  ['compact', 'theme=light&density=compact', {}],
  ['rtl', 'theme=dark&locale=ar', {}],
  ['forced', 'theme=dark', { forcedColors: 'active', colorScheme: 'dark' }],
] as const;
for (const [look, query, media] of looks) {
  pictures[`controls-${look}`] = { query: `page=controls&${query}`, size: [960, 2500], media };
  pictures[`fields-${look}`] = { query: `page=fields&${query}`, size: [800, 1750], media };
  pictures[`frame-${look}`] = { query: `page=frame&${query}`, size: [1280, 960], media };
  pictures[`table-${look}`] = { query: `page=table&${query}`, size: [900, 600], media };
  const size = [900, 600] as const;
  for (const open of ['dialog', 'confirm', 'toasts', 'palette']) {
    pictures[`${open}-${look}`] = { query: `page=overlays&open=${open}&${query}`, size, media };
  }
  for (const open of ['dialog', 'confirm', 'palette']) {
    const shown = `page=overlays&toasts&open=${open}&${query}`;
    pictures[`toasts-${open}-${look}`] = { query: shown, size, media, act: keepsClear };
  }
  pictures[`menu-${look}`] = { query: `page=overlays&${query}`, size, media, act: press('Menu') };
  pictures[`select-${look}`] = {
    query: `page=overlays&${query}`,
    size,
    media,
    act: (page) => page.getByRole('button', { name: /quota/ }).click(),
  };
  pictures[`tooltip-${look}`] = {
    query: `page=overlays&${query}`,
    size,
    media,
    act: async (page) => {
      for (let i = 0; i < 3; i++) await page.keyboard.press('Tab');
    },
  };
}
pictures['toasts-zoomed'] = {
  query: 'page=overlays&toasts&open=dialog&theme=light',
  size: [450, 300],
  act: keepsClear,
};
pictures['frame-zoomed'] = { query: 'page=frame&theme=light', size: [640, 480] };
pictures['frame-tiny'] = { query: 'page=frame&theme=light', size: [450, 900] };
pictures['frame-small'] = { query: 'page=frame&theme=light', size: [900, 600] };
pictures['frame-large'] = { query: 'page=frame&theme=light', size: [2560, 1440] };
pictures['frame-revealed'] = {
  query: 'page=frame&theme=dark',
  size: [1280, 960],
  act: (page) => page.getByRole('button', { name: 'Reveal' }).nth(2).click(),
};
pictures['frame-keyboard'] = {
  query: 'page=frame&theme=light',
  size: [1280, 960],
  act: async (page) => {
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
  },
};

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** In a real browser axe also measures rendered colours and sizes. */
async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const found: unknown = await page.evaluate(`axe.run({
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    // A gallery page is no whole page: it has no heading of its own.
    rules: { 'page-has-heading-one': { enabled: false } },
  }).then(({ violations }) => violations.flatMap(({ id, help, nodes }) =>
    // A tooltip belongs to its button, and is in no landmark.
    nodes.filter(({ html }) => id !== 'region' || !html.includes('data-overlay-container')).map(({ html, any }) => id + ': ' + help + '\\n    ' + html.slice(0, 160) + (any[0] ? '\\n    ' + any[0].message : ''))))`);
  return Array.isArray(found) ? found.map(String) : [];
}

const server = createServer((request, response) => {
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  const file = path === '/' ? '/index.html' : path;
  const nonce = randomBytes(16).toString('base64');
  try {
    const body = readFileSync(join(built, file));
    response.setHeader('content-type', types.get(extname(file)) ?? 'application/octet-stream');
    if (file !== '/index.html') return response.end(body);
    response.setHeader('content-security-policy', contentSecurityPolicy(nonce));
    return response.end(body.toString().replace('__CSP_NONCE__', nonce));
  } catch {
    // The browser requests a favicon, which the gallery doesn't have.
    response.statusCode = path === '/favicon.ico' ? 204 : 404;
    return response.end();
  }
});

await build({
  root,
  logLevel: 'warn',
  plugins: [react()],
  build: {
    outDir: built,
    emptyOutDir: true,
    target: 'chrome140',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
  },
});
mkdirSync(shots, { recursive: true });
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;

const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--force-color-profile=srgb'],
  // Scrollbars take up space, as in the program.
  ignoreDefaultArgs: ['--hide-scrollbars'],
});
const wanted = process.argv.slice(2);
const faults: string[] = [];
for (const [name, { query, size = [1280, 800], act, media = {} }] of Object.entries(pictures)) {
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
  const page = await browser.newPage({ viewport: { width: size[0], height: size[1] } });
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${name}: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`${name}: ${error.message}`));
  await page.emulateMedia(media);
  await page.goto(`http://127.0.0.1:${port}/?${query}`);
  await page.waitForLoadState('networkidle');
  await act?.(page);
  await page.waitForTimeout(300);
  for (const fault of await accessibilityFaults(page)) faults.push(`${name}: ${fault}`);
  await page.screenshot({ path: join(shots, `${name}.png`) });
  await page.close();
}
await browser.close();
server.close();
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
