import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished } from 'vitest';
import { enterWorkspace } from '../../build/drive/enter.ts';
import { open, openTab } from '../../build/drive/screens.ts';
import { projectRoot } from '../../build/runtime/project.ts';
import type { Language } from '../../shared/words/languages.ts';
import { makePetshop } from '../support/drive-petshop.ts';
import { it } from '../support/electron-app.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds on the rendered screen, with all its rules. Ignores the headless library's live
 * announcer, which for some seconds refers to a spinner that is gone.
 */
async function faults(page: Page): Promise<unknown> {
  // Don't inject axe twice: that takes as long as the check itself.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe);
  const options = `{ resultTypes: ['violations'] }`;
  return page.evaluate(`axe.run({ exclude: ['[data-live-announcer]'] }, ${options}).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 160))))`);
}

async function expectAccessible(page: Page, name: string): Promise<void> {
  const mains = await page.getByRole('main').count();
  expect({ name, mains, faults: await faults(page) }).toEqual({ name, mains: 1, faults: [] });
}

/** Changes the language, which reloads the page: the answer goes to the old page. */
async function speak(page: Page, language: Language): Promise<void> {
  const set = `latchkey.call('preferences:set', { language: '${language}' })`;
  await page.evaluate(set).catch(() => undefined);
  await page.locator(`html[lang="${language}"]`).waitFor();
  await page.getByRole('navigation').waitFor();
}

async function expectNothingWider(page: Page): Promise<void> {
  const wider = await page.evaluate(`document.documentElement.scrollWidth - innerWidth`);
  expect(wider).toBe(0);
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
  it('before the workspace is open', async ({ openLocked }) => {
    const program = await openLocked();
    const { page } = program;
    await page.getByRole('button', { name: 'Create workspace' }).waitFor();
    await expectAccessible(page, 'Create workspace');
    await enterWorkspace(page);
    await program.chooseMenu('Lock workspace');
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await expectAccessible(page, 'Sign in');
  });

  it('while it is empty', async ({ shared: { page } }) => {
    for (const name of pages) {
      await open(page, name);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expectAccessible(page, `${name}, empty`);
    }
  });

  it.for(['light', 'dark'])(
    'with an application in it, %s',
    async (theme, { shared: { page } }) => {
      await makePetshop(page, `Petshop-${theme}`);
      await page.evaluate(`latchkey.call('preferences:set', { theme: '${theme}' })`);
      for (const name of pages) {
        await open(page, name);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await expectAccessible(page, name);
      }
      await open(page, 'Applications');
      for (const tab of tabs) {
        await openTab(page, tab);
        await expectAccessible(page, tab);
      }
    },
  );

  it.for(['de', 'en-XA', 'ar-XB'] as const)(
    'in %s, without anything wider than the window',
    async (language, { shared: { page } }) => {
      onTestFinished(() => speak(page, 'en'));
      await speak(page, language);
      const links = page.getByRole('navigation').getByRole('link');
      for (const link of await links.all()) {
        await link.click();
        await page.getByRole('heading', { level: 1 }).waitFor();
        await expectAccessible(page, `${language}: ${await link.innerText()}`);
        await expectNothingWider(page);
      }
    },
  );
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
