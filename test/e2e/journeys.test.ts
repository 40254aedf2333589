import { createPublicKey, verify } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { enterWorkspace } from '../../build/drive/enter.ts';
import type { Program } from '../../build/drive/program.ts';
import {
  accessToken,
  dismissToasts,
  open,
  openRegenerateForm,
  openTab,
  tick,
} from '../../build/drive/screens.ts';
import { projectRoot } from '../../build/runtime/project.ts';
import { temporaryDirectory } from '../support/core.ts';
import { it } from '../support/electron-app.ts';
import { largeOpenApi } from '../support/large-openapi.ts';
import { expectReading } from '../support/reading.ts';

const petshopFile = join(projectRoot, 'build/samples/petshop.yaml');

/** The claims of a compact JWT, after verifying its signature with the JWKS. */
function verified(jwt: string, jwks: string): Record<string, unknown> {
  const [header = '', payload = '', signature = ''] = jwt.split('.');
  const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString());
  const { keys } = JSON.parse(jwks) as { keys: (Record<string, unknown> & { kid: string })[] };
  const key = keys.find((candidate) => candidate.kid === kid);
  if (key === undefined) throw new Error(`No key ${kid} in the set`);
  const isGood = verify(
    'RSA-SHA256',
    Buffer.from(`${header}.${payload}`),
    createPublicKey({ key, format: 'jwk' }),
    Buffer.from(signature, 'base64url'),
  );
  if (!isGood) throw new Error('The signature is not that of the key');
  return JSON.parse(Buffer.from(payload, 'base64url').toString());
}

async function newApplication({ page }: Program, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New application' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New application' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('button', { name: 'Create application' }).click();
}

/** Creates an application with keys, faster than a person could. */
async function withKeys(program: Program, name: string): Promise<void> {
  await newApplication(program, name);
  await program.page.getByRole('heading', { name }).waitFor();
  await openTab(program.page, 'Production Keys');
  await program.page.getByRole('button', { name: 'Generate Keys' }).click();
  await accessToken(program.page).waitFor();
  await dismissToasts(program.page);
}

it('from first start to first copied token, verified by another implementation', async ({
  roaming,
  watch,
}) => {
  const program = watch(await roaming.launch());
  const { page } = program;
  await enterWorkspace(page);

  await program.answerOpen([petshopFile]);
  await page.getByRole('button', { name: 'Import APIs…' }).first().click();
  const review = page.getByRole('dialog', { name: 'Review import' });
  await review.getByRole('button', { name: 'Import 1 API' }).click();
  await review.waitFor({ state: 'hidden' });

  await open(page, 'Applications');
  await newApplication(program, 'Pet shop');
  await page.getByRole('heading', { name: 'Pet shop' }).waitFor();
  await openTab(page, 'Subscriptions');
  await page.getByRole('button', { name: 'Subscribe to APIs…' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Subscribe Pet shop to APIs' });
  await tick(dialog.getByRole('checkbox').first());
  await dialog.getByRole('button', { name: 'Subscribe', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });

  await openTab(page, 'Production Keys');
  await page.getByRole('button', { name: 'Generate Keys' }).click();
  await accessToken(page).getByRole('button', { name: 'Copy' }).click();
  await page.getByText('Access token of Pet shop, Production').waitFor();

  const jwt = await program.clipboardText();
  const view = await page.evaluate(() => window.latchkey.call('gateway:get', {}));
  if (!view.ok) throw new Error(view.error.code);
  const claims = verified(jwt, view.value.jwks);
  expect(claims).toMatchObject({
    keytype: 'PRODUCTION',
    aut: 'APPLICATION',
    scope: 'default',
    application: { name: 'Pet shop', owner: 'Ada Lovelace' },
    subscribedAPIs: [{ name: 'Petshop', subscriptionTier: 'Bronze' }],
  });
  expect(Number(claims['exp']) - Number(claims['iat'])).toBe(3600);
});

it('Re-generate replaces the old token, and History shows a revoked one', async ({ shared }) => {
  const { page } = shared;
  await withKeys(shared, 'Petshop');
  await accessToken(page).getByRole('button', { name: 'Copy' }).click();
  await page.getByText('Access token of Petshop, Production').waitFor();
  const first = await shared.clipboardText();
  await dismissToasts(page);

  const form = await openRegenerateForm(page);
  await form.getByText('is revoked immediately').waitFor();
  await form.getByRole('button', { name: 'Re-generate' }).click();
  await page.getByText('Petshop, Production has a new access token').waitFor();
  await accessToken(page).getByRole('button', { name: 'Copy' }).click();
  await expect.poll(() => shared.clipboardText()).not.toBe(first);

  const rows = page.getByRole('grid', { name: 'History' }).getByRole('row');
  await expect.poll(() => rows.count()).toBe(3);
  await expect.poll(() => rows.nth(1).innerText()).toMatch(/Active/);
  await expect.poll(() => rows.nth(2).innerText()).toMatch(/Revoked/);
});

describe('each error is shown at its field, and nothing is generated', () => {
  it('of the validity period', async ({ shared }) => {
    const { page } = shared;
    await newApplication(shared, 'Zoo');
    await page.getByRole('heading', { name: 'Zoo' }).waitFor();
    await openTab(page, 'Production Keys');
    const field = page.getByRole('textbox', { name: 'Access token validity period' });
    for (const [typed, error] of [
      ['', 'Enter a validity period'],
      ['0', 'Enter 1 or more seconds'],
      ['1.5', 'Enter a duration such as'],
      ['an hour', 'Enter a duration such as'],
      ['2147483648', 'Enter 2,147,483,647 or less'],
    ] as const) {
      await field.fill(typed);
      await page.getByRole('button', { name: 'Generate Keys' }).click();
      await page.getByText(error).first().waitFor();
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      // The typed value is still there, so that it can be corrected.
      expect(await field.inputValue()).toBe(typed);
    }
    expect(await accessToken(page).count()).toBe(0);
    await field.fill('60');
    await page.getByRole('button', { name: 'Generate Keys' }).click();
    await accessToken(page).waitFor();
  });

  it('of an application’s name', async ({ shared }) => {
    const { page } = shared;
    await newApplication(shared, 'Été');
    await page.getByRole('heading', { name: 'Été' }).waitFor();
    await open(page, 'Applications');
    await page.getByRole('button', { name: 'New application' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'New application' });
    const field = dialog.getByRole('textbox', { name: 'Name' });
    for (const [typed, error] of [
      ['', 'Enter a name'],
      [' Petshop', 'Remove the space'],
      ['x'.repeat(71), 'Use 70 characters or fewer'],
      ['ÉTÉ', 'already exists'],
    ] as const) {
      await field.fill(typed);
      await dialog.getByRole('button', { name: 'Create application' }).click();
      await dialog.getByText(error).first().waitFor();
      expect(await field.inputValue()).toBe(typed);
    }
    await field.fill('été 2');
    await dialog.getByRole('button', { name: 'Create application' }).click();
    await page.getByRole('heading', { name: 'été 2' }).waitFor();
  });
});

it('the window stays responsive while an OpenAPI file of several megabytes is read', async ({
  shared,
}) => {
  const { page } = shared;
  const file = join(temporaryDirectory(), 'webhooks.json');
  writeFileSync(file, largeOpenApi());
  expect(readFileSync(file).length).toBeGreaterThan(1_000_000);
  await shared.answerOpen([file]);
  const order = await page.evaluate(async () => {
    const done: string[] = [];
    const reading = window.latchkey.call('api-import:choose', {}).then(() => done.push('import'));
    await window.latchkey.call('application:list', {}).then(() => done.push('list'));
    await window.latchkey.call('gateway:get', {}).then(() => done.push('gateways'));
    await reading;
    return done;
  });
  expect(order).toEqual(['list', 'gateways', 'import']);

  await open(page, 'APIs');
  await page.getByRole('button', { name: 'Import APIs…' }).first().click();
  const review = page.getByRole('dialog', { name: 'Review import' });
  await review.getByRole('button', { name: 'Import 1 API' }).click();
  await review.waitFor({ state: 'hidden' });
  const apis = page.getByRole('listbox', { name: 'APIs' }).getByRole('option');
  await expect.poll(() => apis.count()).toBe(1);
});

it('quick copy: two letters and Enter, the token is on the clipboard and the window gone', async ({
  shared,
}) => {
  const { page, electron } = shared;
  await open(page, 'Applications');
  await withKeys(shared, 'Quokka');
  const opened = electron.waitForEvent('window');
  await shared.chooseMenu('Quick copy…');
  const quick = await opened;
  await quick
    .getByRole('menuitem', { name: /Quokka/ })
    .first()
    .waitFor();
  await quick.keyboard.type('qu');
  const closed = quick.waitForEvent('close');
  // The window may be gone before the key is up.
  await Promise.all([closed, quick.keyboard.press('Enter').catch(() => undefined)]);
  expect(await shared.clipboardText()).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
});

/** The entries of the icon beside the clock, as the main process gave them to the system last. */
function trayLabels({ electron }: Program): Promise<readonly string[]> {
  return electron.evaluate(() => {
    const { trayMenu } = globalThis as unknown as { trayMenu?: Electron.Menu };
    return (trayMenu?.items ?? []).map(({ label }) => label);
  });
}

function chooseInTray({ electron }: Program, label: string): Promise<void> {
  return electron.evaluate((_, wanted) => {
    const { trayMenu } = globalThis as unknown as { trayMenu?: Electron.Menu };
    trayMenu?.items.find((item) => item.label === wanted)?.click();
  }, label);
}

it('the icon beside the clock: what expires soon, a copy, and the lock that empties it', async ({
  shared,
}) => {
  const { page, electron } = shared;
  await open(page, 'Applications');
  await withKeys(shared, 'Tapir');
  await electron.evaluate(({ Tray, clipboard }) => {
    clipboard.clear();
    const give = Tray.prototype.setContextMenu;
    Tray.prototype.setContextMenu = function setContextMenu(menu) {
      Object.assign(globalThis, { trayMenu: menu });
      give.call(this, menu);
    };
  });
  await page.evaluate(`latchkey.call('preferences:set', { tray: true })`);
  await expect
    .poll(() => trayLabels(shared))
    .toEqual(expect.arrayContaining(['Expires soon', 'Tapir, Production', 'Quick copy…']));
  await chooseInTray(shared, 'Tapir, Production');
  await expect.poll(() => shared.clipboardText()).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  await expect.poll(() => trayLabels(shared)).toContain('Recently used');
  await chooseInTray(shared, 'Lock workspace');
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await expect.poll(() => trayLabels(shared)).toEqual(['Show Latchkey', '', 'Quit']);
  await page.evaluate(`latchkey.call('preferences:set', { tray: false })`);
});

/** Presses Tab until the button with this name has the focus, once it is there to be seen. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  // Nobody tabs past a button that is about to appear, and then around the whole page.
  await page.getByRole('button', { name, disabled: false }).first().waitFor();
  const focused = `(() => { const at = document.activeElement;
    return at === document.body ? 'nothing' : at.getAttribute('aria-label') ?? at.textContent; })()`;
  for (let presses = 0; presses < 40; presses += 1) {
    const here = String(await page.evaluate(focused));
    if (name.test(here)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never came to ${String(name)}`);
}

async function focusIsKept(page: Page): Promise<void> {
  const isLost = () => page.evaluate('document.activeElement === document.body');
  await expect.poll(isLost).toBe(false);
}

/** Counts the keys from the empty workspace to the copied token; the focus is never lost. */
it('the first token takes under sixty keys, without a mouse', async ({ fresh }) => {
  const { page, clipboardText } = fresh;
  await enterWorkspace(page);
  await page.evaluate(`keys = 0; addEventListener('keydown', () => { keys += 1; }, true);`);
  await expectReading(page.locator('#root'), '1-home');
  await tabTo(page, /^Try 3 sample APIs/);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'New application' }).waitFor();
  await focusIsKept(page);
  await tabTo(page, /^New application/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'New application' }).waitFor();
  await expectReading(page.getByRole('dialog'), '2-new-application');
  await page.keyboard.type('Shop');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Subscribe to APIs…' }).first().waitFor();
  await focusIsKept(page);
  await expectReading(page.getByRole('main'), '3-application');
  await tabTo(page, /^Subscribe to APIs…/);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Subscribe Shop to APIs' });
  await dialog.waitFor();
  await expectReading(dialog, '4-subscribe');
  await tabTo(page, /^Select all/);
  await page.keyboard.press('Enter');
  await tabTo(page, /^Subscribe$/);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await focusIsKept(page);
  await tabTo(page, /Generate Keys/);
  await page.keyboard.press('Enter');
  await page.getByRole('form', { name: 'Generate Keys' }).waitFor();
  await focusIsKept(page);
  await expectReading(page.getByRole('main'), '5-generate-keys');
  await tabTo(page, /^Generate Keys$/);
  await page.keyboard.press('Enter');
  await accessToken(page).waitFor();
  await tabTo(page, /^Copy token/);
  await page.keyboard.press('Enter');
  await page.getByText('Access token of Shop, Production').waitFor();
  await expectReading(page.locator('#root'), '6-token');
  expect(await clipboardText()).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  expect(Number(await page.evaluate('keys'))).toBeLessThan(60);
});
