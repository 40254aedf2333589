import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import type { Program } from '../../build/drive/program.ts';
import { accessToken, dismissToasts, open } from '../../build/drive/screens.ts';
import { projectRoot } from '../../build/runtime/project.ts';
import { temporaryDirectory } from '../support/core.ts';
import { it } from '../support/electron-app.ts';

interface Counted {
  readonly clicks: number;
  readonly keys: number;
}

/** Written for who compares them with an earlier version. */
const measured: Record<string, Counted & { readonly seconds: number }> = {};

/** Counts what a person presses from now on. */
async function begin(page: Page): Promise<number> {
  await page.evaluate(`
    clicks = 0; keys = 0;
    globalThis.isCounting ??= (() => {
      addEventListener('pointerdown', () => { clicks += 1; }, true);
      // The palette passes each key on to its list, as an event of its own.
      const counts = ({ key, isTrusted }) => isTrusted && !['Shift', 'Control', 'Meta'].includes(key);
      addEventListener('keydown', (event) => { if (counts(event)) keys += 1; }, true);
      return true;
    })();`);
  return performance.now();
}

/** @param besides what the page doesn't see: keys of the menu bar, clicks in the system's dialogs. */
async function end(
  page: Page,
  name: string,
  started: number,
  besides: Counted = { clicks: 0, keys: 0 },
): Promise<Counted> {
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  const seen = await page.evaluate<Counted>('({ clicks, keys })');
  const counted = { clicks: seen.clicks + besides.clicks, keys: seen.keys + besides.keys };
  measured[name] = { ...counted, seconds };
  const folder = join(projectRoot, 'out/e2e');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'journeys.json'), `${JSON.stringify(measured, null, 2)}\n`);
  await dismissToasts(page);
  return counted;
}

const jwt = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Applications with a token each, through the page's bridge. */
function fill(page: Page, tokens: readonly (readonly [string, number])[], more: number) {
  return page.evaluate(`(async () => {
    const give = async (channel, input) => {
      const result = await latchkey.call(channel, input);
      if (!result.ok) throw new Error(channel + ': ' + JSON.stringify(result.error));
      return result.value;
    };
    const make = (name) => give('application:create', { name, description: '', perTokenQuota: 'Unlimited' });
    for (const [name, validitySeconds] of ${JSON.stringify(tokens)}) {
      const { id } = await make(name);
      await give('keys:generate', { applicationId: id, keyType: 'PRODUCTION', validitySeconds, scopes: [] });
    }
    for (let index = 1; index <= ${more}; index += 1) await make('Branch ' + index);
  })()`);
}

/** Confirms a bulk job of so many tokens, and closes its report. */
async function regenerateSelected({ page }: Program, count: string): Promise<void> {
  await page.getByRole('button', { name: 'Re-generate…' }).click();
  const form = page.getByRole('dialog', { name: 'Re-generate tokens' });
  await form.waitFor();
  if (count === '1 token') {
    await form.getByText('Other', { exact: true }).click();
    await page.keyboard.press('Tab');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('90d');
    await page.keyboard.press('Enter');
  } else await form.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: `Re-generate ${count}` }).click();
  await page.getByText(`issued.`).waitFor();
  // Close has the focus.
  await page
    .getByRole('dialog', { name: 'Report' })
    .getByRole('button', { name: 'Close' })
    .last()
    .click();
}

/** One window for all of them, in this order: a new user's days. */
describe('five journeys of a new user', () => {
  it('the first token: seven clicks, a name, and Enter', async ({
    shared: { page, clipboardText },
  }) => {
    await open(page, 'Home');
    const started = await begin(page);
    await page.getByRole('button', { name: 'Try 3 sample APIs' }).click();
    await page.getByRole('button', { name: 'New application' }).click();
    await page.keyboard.type('Shop');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Subscribe to APIs…' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Subscribe Shop to APIs' });
    await dialog.getByRole('button', { name: 'Select all' }).click();
    await dialog.getByRole('button', { name: 'Subscribe', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page
      .getByRole('button', { name: /Generate Keys/ })
      .first()
      .click();
    const form = page.getByRole('form', { name: 'Generate Keys' });
    await form.getByRole('button', { name: 'Generate Keys' }).click();
    await accessToken(page).waitFor();
    // Copy has the focus by now.
    await page.keyboard.press('Enter');
    await page.getByText('Access token of Shop, Production').waitFor();
    expect(await clipboardText()).toMatch(jwt);
    expect(await end(page, 'first token', started)).toEqual({ clicks: 7, keys: 6 });
  });

  it('find and copy among 300: the palette, three letters and Enter', async ({ shared }) => {
    const { page } = shared;
    const soon = [
      ['Kiosk terminals', 3 * 3600],
      ['Claims portal', 4 * 3600],
      ['Price feed', 5 * 3600],
    ] as const;
    await open(page, 'Bin');
    await fill(page, [...soon, ['ERP connector', -1]], 295);
    await open(page, 'Home');
    const started = await begin(page);
    await shared.chooseMenu('Command palette…');
    await page.getByRole('dialog', { name: 'Command palette' }).waitFor();
    await page.keyboard.type('cla');
    await page.getByRole('menuitem', { name: /^Copy access token of Claims portal/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Access token of Claims portal, Production').waitFor();
    expect(await shared.clipboardText()).toMatch(jwt);
    const palette = { clicks: 0, keys: 1 };
    expect(await end(page, 'find and copy among 300', started, palette)).toEqual({
      clicks: 0,
      keys: 5,
    });
  });

  it('renew three that expire: from Home, eight clicks', async ({ shared }) => {
    const { page } = shared;
    await open(page, 'Home');
    const started = await begin(page);
    await page
      .getByRole('button', { name: /^Review \d+: \d+ more tokens expire by tomorrow/ })
      .click();
    const rows = page.getByRole('grid', { name: 'Tokens' }).getByRole('row');
    const named = (name: RegExp) => rows.filter({ hasText: name });
    await named(/Kiosk/).waitFor();
    for (const name of [/Kiosk/, /Claims/, /Price/]) {
      await named(name).getByRole('checkbox').locator('xpath=ancestor::label[1]').click();
    }
    await regenerateSelected(shared, '3 tokens');
    expect(await end(page, 'renew three that expire', started)).toEqual({ clicks: 8, keys: 0 });
  });

  it('give a gateway its files: three clicks, and one in the system’s dialog', async ({
    shared,
  }) => {
    const { page } = shared;
    const path = join(temporaryDirectory(), 'haproxy.cfg');
    await shared.answerSave(path);
    const started = await begin(page);
    await open(page, 'Gateways');
    await page.getByRole('option', { name: /^HAProxy/ }).click();
    await page.getByRole('button', { name: /^Export \d+ files/ }).click();
    // The page names the file, too: only the notice says that all of them are written.
    await page.getByText(path).waitFor();
    const saved = { clicks: 1, keys: 0 };
    expect(await end(page, 'give a gateway its files', started, saved)).toEqual({
      clicks: 4,
      keys: 0,
    });
  });

  it('find and replace what never expires: a filter, a selection, another validity', async ({
    shared,
  }) => {
    const { page } = shared;
    const started = await begin(page);
    await open(page, 'Tokens');
    await page.getByRole('button', { name: 'Never expires', exact: true }).click();
    const row = page.getByRole('grid', { name: 'Tokens' }).getByRole('row', { name: /ERP/ });
    await row.getByRole('checkbox').locator('xpath=ancestor::label[1]').click();
    await regenerateSelected(shared, '1 token');
    expect(await end(page, 'replace what never expires', started)).toEqual({ clicks: 7, keys: 6 });
  });
});
