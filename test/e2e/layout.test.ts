import type { Locator, Page } from 'playwright-core';
import { describe, expect, onTestFinished } from 'vitest';
import { type Program, until } from '../../build/drive/program.ts';
import { open } from '../../build/drive/screens.ts';
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
