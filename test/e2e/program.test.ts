import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect } from 'vitest';
import { crashPage, inPage } from '../../build/drive/crash.ts';
import { run } from '../../build/drive/dialog-steps.ts';
import { enterWorkspace, PASSPHRASE } from '../../build/drive/enter.ts';
import type { Program } from '../../build/drive/program.ts';
import { choose, open as openPage } from '../../build/drive/screens.ts';
import type { Language } from '../../shared/words/languages.ts';
import { homeOf, it } from '../support/electron-app.ts';

/** How long the program may take to quit, in milliseconds: only against hangs. */
const QUIT_TIMEOUT = 15_000;

/** A system in another language and region, whose direction isn't that of English. */
const arabic = { LC_ALL: 'ar_EG.UTF-8', LANG: 'ar_EG.UTF-8', LANGUAGE: 'ar' };

/** Language and direction follow the preference, not the system. */
async function speaksTheChosenLanguage({ page }: Program, language: Language): Promise<void> {
  const root = page.locator('html');
  expect(await root.getAttribute('lang')).toBe(language);
  expect(await root.getAttribute('dir')).toBe('ltr');
  expect(await root.getAttribute('data-region')).toMatch(/^ar/);
}

/** Changing the language reloads the page. */
async function readsFromTheRight({ page }: Program): Promise<void> {
  // The answer goes to a page that no longer exists.
  const chosen = page.evaluate(`latchkey.call('preferences:set', { language: 'ar-XB' })`);
  await chosen.catch(() => undefined);
  await page.locator('html[lang="ar-XB"][dir="rtl"]').waitFor();
  await page.locator('[aria-current="page"]', { hasText: /^Gåţéŵåýš~+$/ }).waitFor();
}

/** The menu bar's titles, without those that the system adds. */
function menuTitles({ electron }: Program): Promise<readonly string[]> {
  return electron.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).map(({ label }) => label),
  );
}

describe('the program in its window', () => {
  it('opens an empty data directory on the first page', async ({ roaming, watch }) => {
    const program = watch(await roaming.launch());
    const { page } = program;
    await enterWorkspace(page);
    const navigation = page.getByRole('navigation');
    expect(await navigation.getByRole('link').allTextContents()).toEqual([
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
    ]);
    expect(existsSync(join(await homeOf(program), 'chromium'))).toBe(true);
  });

  it('reports an error of its own and a CSP violation', async ({ window: program }) => {
    const before = program.problems.length;
    await program.page.evaluate(`
      setTimeout(() => { throw new Error('planted') }, 0);
      const script = document.createElement('script');
      script.textContent = 'planted = true';
      document.body.append(script);
    `);
    await expect
      .poll(() => program.problems.slice(before).toSorted())
      .toEqual([
        expect.stringContaining('Content Security Policy'),
        expect.stringContaining('Error: planted'),
      ]);
  });

  it('restores what was typed after its page crashed', {
    tags: 'durability/page-crash',
  }, async ({ roaming }) => {
    const program = await roaming.goToNew();
    // Playwright drops crashed pages.
    roaming.spoil();
    const { page, problems } = program;
    const before = problems.length;
    await enterWorkspace(page);
    await openPage(page, 'Applications');
    await page.getByRole('button', { name: 'New application' }).first().click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('Half a name');
    // Typed text is sent to the program after a pause in typing.
    await setTimeout(1000);
    await crashPage(program);
    const isBack = `document.querySelector('nav a[aria-current="page"]') !== null`;
    await expect.poll(() => inPage(program, isBack)).toBe(true);
    await run(program, 'application.new');
    const typed = `document.querySelector('section[role="dialog"] input')?.value`;
    await expect.poll(() => inPage(program, typed)).toBe('Half a name');
    expect(readFileSync(join(await homeOf(program), 'logs/latchkey.log'), 'utf8')).toContain(
      'the page crashed',
    );
    expect(problems.slice(before)).toEqual(['page: crashed']);
  });

  it('speaks the language chosen in Settings at once and after a restart, which reopens the page that was open last', async ({
    open,
    start,
  }) => {
    const first = await open(arabic);
    await speaksTheChosenLanguage(first, 'en');
    await openPage(first.page, 'Settings');
    await choose(first.page.getByRole('main'), 'Language', 'Deutsch');
    await first.page.locator('html[lang="de"][dir="ltr"]').waitFor();
    await first.page.locator('[aria-current="page"]', { hasText: 'Einstellungen' }).waitFor();
    expect(await menuTitles(first)).toEqual([
      'Datei',
      'Bearbeiten',
      'Token',
      'Gehe zu',
      'Ansicht',
      'Fenster',
      'Hilfe',
    ]);
    await first.page.locator('a[href="#gateways"]').click();
    await first.close();

    const second = await start([], arabic);
    const { page } = second;
    await page.getByRole('button', { name: 'Anmelden' }).waitFor();
    await speaksTheChosenLanguage(second, 'de');
    await page.getByRole('textbox').fill(PASSPHRASE);
    await page.keyboard.press('Enter');
    const current = page.locator('[aria-current="page"]');
    await current.waitFor();
    expect(await current.getAttribute('href')).toBe('#gateways');
    await readsFromTheRight(second);
  });

  it('speaks the system’s language where none was chosen', async ({ start }) => {
    const german = { LC_ALL: 'de_DE.UTF-8', LANG: 'de_DE.UTF-8', LANGUAGE: 'de' };
    const { page } = await start([], german);
    await page.getByRole('button', { name: 'Arbeitsbereich erstellen' }).waitFor();
    expect(await page.locator('html').getAttribute('data-region')).toMatch(/^de/);
  });

  it('quits in the very milliseconds in which a lock reloads the page', async ({
    roaming,
    watch,
  }) => {
    // At some of these delays, Chromium loses the query whether the page may close.
    for (const delay of [8, 10, 11, 12, 14]) {
      const { page: entry, electron, close } = watch(await roaming.goToNew());
      await enterWorkspace(entry);
      const ended = new Promise((resolve) => {
        electron.process().once('exit', () => resolve('ended'));
      });
      await electron.evaluate(({ app, BrowserWindow }, milliseconds) => {
        const page = BrowserWindow.getAllWindows()[0]?.webContents;
        page?.once('did-start-navigation', () =>
          globalThis.setTimeout(() => app.quit(), milliseconds),
        );
        void page?.executeJavaScript(`latchkey.call('workspace:lock', {})`);
      }, delay);
      // Checked before `close`, which would quit the program itself.
      const outcome = await Promise.race([ended, setTimeout(QUIT_TIMEOUT, 'still open')]);
      expect({ delay, outcome }).toEqual({ delay, outcome: 'ended' });
      await close();
    }
  });

  it('quits even if the page never answers whether it may close', async ({ fresh }) => {
    const { page, electron } = fresh;
    await enterWorkspace(page);
    const ended = once(electron.process(), 'exit');
    await page.evaluate('onbeforeunload = () => { for (;;); }');
    // Chromium asks only pages that had user interaction (beforeunload).
    await page.mouse.click(5, 5);
    await electron.evaluate(({ app }) => void globalThis.setTimeout(() => app.quit()));
    const late = setTimeout(QUIT_TIMEOUT, 'still open');
    expect(await Promise.race([ended, late])).toEqual([0, null]);
  });
});
