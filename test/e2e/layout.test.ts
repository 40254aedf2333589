import type { Locator, Page } from 'playwright-core';
import { describe, expect, onTestFinished } from 'vitest';
import { type Program, until } from '../../build/drive/program.ts';
import { accessToken, open } from '../../build/drive/screens.ts';
import { makePetshop } from '../support/drive-petshop.ts';
import { it } from '../support/electron-app.ts';

async function box(what: Locator): Promise<{ left: number; right: number; width: number }> {
  const found = await what.boundingBox();
  if (found === null) throw new Error('it is not drawn');
  return { left: found.x, right: found.x + found.width, width: found.width };
}

async function makeApi(page: Page, draft: Readonly<Record<string, unknown>>): Promise<void> {
  await page.evaluate(`latchkey.call('business-plan:list', {}).then(({ value: [plan] }) =>
    latchkey.call('api:create', {
      ...${JSON.stringify({ provider: '', description: '', scopes: [], ...draft })},
      businessPlanIds: [plan.id],
    })).then((made) => { if (!made.ok) throw new Error(JSON.stringify(made)); })`);
}

/** A window of 900 × 600 at 200 %: half as many CSS pixels. */
async function zoom({ electron, page }: Program): Promise<void> {
  const before = await page.evaluate(() => [innerWidth, innerHeight] as const);
  const show = async (width: number, height: number, factor: number): Promise<void> => {
    await electron.evaluate(
      ({ BrowserWindow }, as) => {
        const [window] = BrowserWindow.getAllWindows();
        window?.setContentSize(as.width, as.height);
        window?.webContents.setZoomFactor(as.factor);
      },
      { width, height, factor },
    );
    await until(page, `innerWidth === ${width / factor}`);
  };
  onTestFinished(() => show(...before, 1));
  await show(900, 600, 2);
}

describe('at 200 % zoom', () => {
  it('scrolls the rows of a table into view', async ({ shared }) => {
    const { page } = shared;
    await zoom(shared);
    await open(page, 'Activity');
    const row = page.getByRole('grid', { name: 'Activity' }).getByText('Workspace created');
    await row.scrollIntoViewIfNeeded();
    // Fails if something covers the row or cuts it off.
    await row.click({ trial: true });
  });

  it('leaves more than four fifths of the window to the page', async ({ shared }) => {
    const { page } = shared;
    await zoom(shared);
    for (const name of ['Home', 'Applications', 'Tokens', 'Settings']) {
      await open(page, name);
      const frame = await page.getByRole('navigation').boundingBox();
      const share = ((frame?.width ?? 450) * (frame?.height ?? 300)) / (450 * 300);
      expect({ name, isSmall: share < 0.2 }).toEqual({ name, isSmall: true });
    }
  });

  it('shows the whole navigation, and nothing wider than the window below it', async ({
    shared,
  }) => {
    const { page } = shared;
    await zoom(shared);
    for (const name of ['Applications', 'Tokens', 'Settings']) {
      await open(page, name);
      const navigation = page.getByRole('navigation');
      expect((await box(navigation.getByRole('button', { name: 'Lock' }))).right).toBeLessThan(450);
      const hidden = await navigation.evaluate((element) => {
        const { scrollHeight, clientHeight } = element.firstElementChild ?? element;
        return scrollHeight - clientHeight;
      });
      expect({ name, hidden }).toEqual({ name, hidden: 0 });
    }
  });
});

it('a long version or a short context doesn’t break an API row', async ({ shared: { page } }) => {
  const name = 'Petshop of the whole town';
  await makeApi(page, { name, version: '2026-11-23-preview-of-the-next-thing', context: '/p' });
  await open(page, 'APIs');
  const row = page.getByRole('listbox', { name: 'APIs' }).getByRole('option');
  const title = await box(row.getByText(name, { exact: true }));
  expect(title.right).toBeLessThan((await box(row.getByText(/^2026/))).left);
  expect((await box(row.getByText('/p', { exact: true }))).width).toBeLessThan(30);
});

it('a name that is cut off is read in a tooltip, for as long as the mouse is on it', async ({
  shared: { page },
}) => {
  const name = 'A name of seventy characters that no list of this window has room for.';
  await makeApi(page, { name, version: '1', context: '/seventy' });
  await open(page, 'APIs');
  const row = page.getByRole('listbox', { name: 'APIs' }).getByRole('option', { name });
  const title = row.getByText(name, { exact: true });
  await title.hover();
  await expect.poll(() => title.getAttribute('title')).toBe(name);
  await page.getByRole('searchbox', { name: 'Search APIs' }).hover();
  await expect.poll(() => title.getAttribute('title')).toBeNull();
});

it('a field with the focus has one ring, around all of it', async ({ shared: { page } }) => {
  await open(page, 'Applications');
  await page.getByRole('button', { name: 'New application' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New application' });
  const field = dialog.getByRole('textbox', { name: 'Name' });
  await expect.poll(() => field.evaluate((one) => one === document.activeElement)).toBe(true);
  const rings = await field.evaluate((input) =>
    [input, input.parentElement ?? input].map((one) => getComputedStyle(one).outlineStyle),
  );
  expect(rings).toEqual(['none', 'solid']);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
});

it('a notice doesn’t cover the bar of what is selected', async ({ shared: { page } }) => {
  await makePetshop(page, 'Covered');
  await open(page, 'Tokens');
  const row = page.getByRole('grid', { name: 'Tokens' }).getByRole('row', { name: /Covered/ });
  await row.getByRole('checkbox').locator('xpath=ancestor::label[1]').click();
  const bar = page.getByRole('toolbar', { name: 'Selected tokens' });
  await bar.getByRole('button', { name: 'Copy' }).click();
  const named = { name: 'Access token of Covered, Production' };
  const notice = await page.getByRole('alertdialog', named).boundingBox();
  const above = await bar.boundingBox();
  expect((notice?.y ?? 0) + (notice?.height ?? 0)).toBeLessThanOrEqual(above?.y ?? 0);
});

it('the buttons of a token begin at one edge, on however many lines they are', async ({
  shared: program,
}) => {
  const { page } = program;
  await makePetshop(page, 'Edges');
  await open(page, 'Applications');
  await page.getByRole('option', { name: /Edges/ }).click();
  await page.getByRole('tab', { name: 'Production Keys' }).click();
  const card = accessToken(page);
  onTestFinished(() => program.resize(1280, 800));
  for (const width of [900, 1000, 1100, 1200, 1440]) {
    await program.resize(width, 800);
    const copy = await card.getByRole('button', { name: /^Copy token/ }).boundingBox();
    const last = await card.getByRole('button', { name: 'Export…' }).boundingBox();
    const word = await card.getByRole('button', { name: 'Export…' }).locator('svg').boundingBox();
    const isBelow = (last?.y ?? 0) > (copy?.y ?? 0) + (copy?.height ?? 0) - 1;
    const edge = isBelow ? Math.round((word?.x ?? 0) - (copy?.x ?? 0)) : 0;
    expect({ width, edge }).toEqual({ width, edge: 0 });
  }
});

it('the timeline never cuts the word that says which token is current', async ({
  shared: { page },
}) => {
  const { applicationId, tokenId } = await makePetshop(page, 'Timeline');
  await page.evaluate(`latchkey.call('token:regenerate', { applicationId: '${applicationId}',
    keyType: 'PRODUCTION', validitySeconds: 31536000, scopes: [], replaces: '${tokenId}' })`);
  await open(page, 'Applications');
  await page.getByRole('option', { name: /Timeline/ }).click();
  await page.getByRole('tab', { name: 'Production Keys' }).click();
  const grid = page.getByRole('grid', { name: 'History' });
  await grid.getByText('Revoked', { exact: true }).waitFor();
  const history = page.getByRole('region', { name: 'History' });
  const words = history.getByText('Current', { exact: true });
  await expect.poll(() => words.count()).toBe(2);
  for (const word of await words.all()) {
    expect(await word.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
    const place = await box(word);
    expect(place.right).toBeLessThanOrEqual((await box(history)).right);
  }
});

it('a long context stays beside its subscribed plans', async ({ shared: { page } }) => {
  const context = `/${'averylongcontext'.repeat(8)}`;
  await makeApi(page, { name: 'Long', version: '1', context });
  await page.evaluate(`latchkey.call('application:create',
    { name: 'Shop', description: '', perTokenQuota: 'Unlimited' })`);
  await open(page, 'Applications');
  await page.getByRole('tab', { name: 'Subscriptions' }).click();
  await page.getByRole('button', { name: 'Subscribe to APIs…' }).first().click();
  const dialog = page.getByRole('dialog');
  const plan = await box(dialog.getByRole('button', { name: /Business plan/ }).first());
  expect((await box(dialog.getByText(context))).right).toBeLessThanOrEqual(plan.left);
});

it('applies another theme at once', async ({ shared: { page } }) => {
  const theme = (): Promise<unknown> => page.evaluate('document.documentElement.dataset.theme');
  onTestFinished(() => page.evaluate(`latchkey.call('preferences:set', { theme: 'system' })`));
  expect(await theme()).toBeUndefined();
  await page.evaluate(`latchkey.call('preferences:set', { theme: 'dark' })`);
  await expect.poll(theme).toBe('dark');
});
