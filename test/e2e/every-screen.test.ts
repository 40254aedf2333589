import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, onTestFinished } from 'vitest';
import { closeDialogs, openDialog } from '../../build/drive/dialog-steps.ts';
import { dialogs } from '../../build/drive/dialogs.ts';
import { enterWorkspace, PASSPHRASE } from '../../build/drive/enter.ts';
import { open, openTab } from '../../build/drive/screens.ts';
import { settled } from '../../build/drive/settled.ts';
import { projectRoot } from '../../build/runtime/project.ts';
import { fillWorkspace } from '../../build/tour/fill-workspace.ts';
import type { Language } from '../../shared/words/languages.ts';
import {
  dialogFaults,
  expectAccessible,
  expectAccessibleInEachTheme,
  expectAccessibleWords,
} from '../support/axe.ts';
import { it as inWindow } from '../support/electron-app.ts';

/** The window that these tests share begins without a workspace, which is looked at, too. */
const it = inWindow.extend('window', { scope: 'file' }, ({ roaming }) => roaming.launch());

/** Changes the language, which reloads the page: the answer goes to the old page. */
async function speak(page: Page, language: Language): Promise<void> {
  const set = `latchkey.call('preferences:set', { language: '${language}' })`;
  await page.evaluate(set).catch(() => undefined);
  await page.locator(`html[lang="${language}"]`).waitFor();
  await page.getByRole('navigation').waitFor();
}

/** Opens a page without a pointer: the window would be drawn for each of its moves. */
async function visit(page: Page, link: Locator): Promise<void> {
  await link.dispatchEvent('click');
  await page.getByRole('heading', { level: 1 }).waitFor();
}

async function expectNothingWider(page: Page): Promise<void> {
  const wider = await page.evaluate(`document.documentElement.scrollWidth - innerWidth`);
  expect(wider).toBe(0);
}

/** Some of everything, in the window that the tests of this file share. */
async function fillOnce(page: Page): Promise<void> {
  const found = await page.evaluate<number>(
    `latchkey.call('application:count', { search: 'Petshop website' }).then(({ value }) => value)`,
  );
  if (found === 0) await fillWorkspace(page);
}

/** What still moves although the system asks for no motion: its name and seconds. */
function moving(page: Page): Promise<unknown> {
  return page.evaluate(`[...document.querySelectorAll('*')].flatMap((element) => {
    const { transitionDuration, animationDuration, animationName } = getComputedStyle(element);
    const longest = (text) => Math.max(...text.split(',').map(Number.parseFloat));
    // A spinner changes its tone instead of turning.
    const isMoving = longest(transitionDuration) > 0.001 ||
      (animationName !== 'none' && longest(animationDuration) > 0.001 && element.role !== 'progressbar');
    return isMoving ? [element.outerHTML.slice(0, 120)] : [];
  })`);
}

const pages = [
  'Home',
  'Applications',
  'APIs',
  'Tokens',
  'Gateways',
  'Signing keys',
  'Activity',
  'Business plans',
  'Bin',
  'Settings',
];
const tabs = ['Overview', 'Production Keys', 'Sandbox Keys', 'Subscriptions'];

describe('every screen has one <main> and no axe violation, with every rule on', () => {
  it('before the workspace is open', async ({ window: program }) => {
    const { page } = program;
    await page.getByRole('button', { name: 'Create workspace' }).waitFor();
    await expectAccessible(page, 'Create workspace');
    await enterWorkspace(page);
    await program.chooseMenu('Lock workspace');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await expectAccessible(page, 'Sign in');
    expect(program.problems).toEqual([]);
  });

  it('while it is empty', async ({ shared: { page } }) => {
    for (const name of pages) {
      await open(page, name);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expectAccessible(page, `${name}, empty`);
    }
  });

  it('with some of everything in it, in each theme, and nothing moves where the system asks for that', async ({
    shared: { page },
  }) => {
    await fillOnce(page);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    onTestFinished(() => page.emulateMedia({ reducedMotion: null }));
    await page.evaluate(`latchkey.call('preferences:set', { theme: 'light' })`);
    const faulty: unknown[] = [];
    for (const name of [...pages, 'Applications', ...tabs]) {
      await (tabs.includes(name) ? openTab(page, name) : open(page, name));
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await settled(page);
      await expectAccessibleInEachTheme(page, name);
      const found = await moving(page);
      if ((found as unknown[]).length > 0) faulty.push({ name, found });
    }
    expect(faulty).toEqual([]);
  });

  it('in every dialog and theme, and nothing moves where the system asks for that', async ({
    shared: program,
  }) => {
    const { page } = program;
    await fillOnce(page);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    onTestFinished(() => page.emulateMedia({ reducedMotion: null }));
    await page.evaluate(`latchkey.call('preferences:set', { theme: 'light' })`);
    const faulty: unknown[] = [];
    const seen = new Set<string>();
    for (const { name, shows, open: openIt } of dialogs) {
      await openIt(program);
      await openDialog(page).waitFor();
      await settled(page);
      const inEachTheme = !seen.has(shows);
      const faults = await dialogFaults(page, inEachTheme);
      const found = [faults, await moving(page)].flat();
      seen.add(shows);
      if (found.length > 0) faulty.push({ name, found });
      await closeDialogs(page);
    }
    expect(faulty).toEqual([]);
  });
});

/** Every list and table with rows that something can be done with, and how to get to it. */
const withMenus = [
  ['applications', 'listbox', 'Applications'],
  ['apis', 'listbox', 'APIs'],
  ['tokens', 'grid', 'Tokens'],
  ['business-plans', 'grid', 'Business plans'],
  ['bin', 'grid', 'Deleted items'],
  ['settings', 'grid', 'Unlock methods'],
  ['Production Keys', 'grid', 'Consumer secrets'],
  ['Production Keys', 'grid', 'History'],
  ['Subscriptions', 'grid', 'Subscriptions'],
] as const;

it('every list and table has its menu: by a right click, and by Shift+F10', async ({
  shared: { page },
}) => {
  await fillOnce(page);
  await open(page, 'Applications');
  await page.getByRole('option').filter({ hasText: 'Petshop website' }).click();
  // An earlier test looked at what expires.
  await open(page, 'Tokens');
  await settled(page);
  const filter = page.getByRole('button', { name: 'Expiring', pressed: true });
  if ((await filter.count()) > 0) await filter.click();
  for (const [where, role, name] of withMenus) {
    if (/^[A-Z]/.test(where)) {
      await open(page, 'Applications');
      await openTab(page, where);
    } else await page.locator(`a[href="#${where}"]`).click();
    if (where === 'business-plans') await openTab(page, name);
    const list = page.getByRole(role, { name, exact: true });
    const row = list.getByRole(role === 'grid' ? 'rowheader' : 'option').first();
    await row.click({ button: 'right' });
    await page.getByRole('menu').getByRole('menuitem').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
    await row.focus();
    await page.keyboard.press('Shift+F10');
    const byKey = page.getByRole('menu').getByRole('menuitem').first();
    await byKey.waitFor();
    expect({ name, entries: await page.getByRole('menu').count() }).toEqual({ name, entries: 1 });
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
  }
});

it('the focus is never lost: after a delete, a search, a lock and a sign-in', async ({
  shared: program,
}) => {
  const { page } = program;
  const isLost = () => page.evaluate('document.activeElement === document.body');
  await fillOnce(page);
  await open(page, 'Applications');
  const search = page.getByRole('searchbox', { name: 'Search applications' });
  await search.fill('Ticket');
  // Once: the results need not be on screen.
  await search.press('Enter');
  await page.getByRole('heading', { name: 'Ticket printer' }).waitFor();
  expect(await isLost()).toBe(false);
  await search.fill('');
  const rows = page.getByRole('listbox', { name: 'Applications' }).getByRole('option');
  await rows.filter({ hasText: 'Ticket printer' }).click();
  await page.keyboard.press('Delete');
  const question = page.getByRole('alertdialog', { name: 'Delete Ticket printer?' });
  await question.getByRole('button', { name: 'Delete', exact: true }).click();
  await question.waitFor({ state: 'hidden' });
  await expect.poll(isLost).toBe(false);
  await program.chooseMenu('Lock workspace');
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await expect.poll(isLost).toBe(false);
  await page.keyboard.type(PASSPHRASE);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').waitFor();
  await expect.poll(isLost).toBe(false);
});

it('a file dropped outside every drop zone is refused while it hovers', async ({
  shared: { page },
}) => {
  await page.evaluate(`addEventListener('dragover', ({ defaultPrevented, dataTransfer }) => {
    refusal = { defaultPrevented, dropEffect: dataTransfer.dropEffect };
  })`);
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: [join(projectRoot, 'package.json')], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, x: 80, y: 300, data });
  }
  expect(await page.evaluate('refusal')).toEqual({ defaultPrevented: true, dropEffect: 'none' });
  expect(await page.getByRole('main').count()).toBe(1);
});

// Last: each change of the language loads the page anew, so none goes back to English.
describe('every screen has one <main> and no axe violation, with every rule but the colours', () => {
  it.for(['de', 'en-XA', 'ar-XB'] as const)(
    'in %s, without anything wider than the window',
    async (language, { shared: { page } }) => {
      await speak(page, language);
      const links = page.getByRole('navigation').getByRole('link');
      for (const link of await links.all()) {
        await visit(page, link);
        await expectAccessibleWords(page, `${language}: ${await link.innerText()}`);
        await expectNothingWider(page);
      }
    },
  );
});
