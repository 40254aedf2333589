import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { type PlainKey, t } from '../../shared/words/words.ts';
import { projectRoot } from '../runtime/project.ts';
import type { Program } from './program.ts';

/** The steps that lead to dialogs. Words are those of the language that is loaded here. */

/** The application that everything is opened at, and one whose token never expires. */
const PETSHOP = 'Petshop website';
export const ENDLESS = 'ERP connector';

type At = Page | Locator;

/** Presses a button by its whole name, so that "Delete…" isn't "Delete Bronze". */
export async function press(at: At, name: string): Promise<void> {
  await at.getByRole('button', { name, exact: true }).first().click();
}

export async function choose(page: Page, label: string): Promise<void> {
  await page.getByRole('menuitem', { name: label, exact: true }).click();
}

/** A command of the menu bar, by its id: labels differ between languages. */
export async function run({ electron }: Program, command: string): Promise<void> {
  await electron.evaluate(({ BrowserWindow }, id) => {
    BrowserWindow.getAllWindows()[0]?.webContents.send('latchkey:event', 'command', id);
  }, command);
}

/** Who is on a page needn't go there. */
export async function go(page: Page, to: string): Promise<void> {
  const link = page.locator(`a[href="#${to}"]`);
  if ((await link.getAttribute('aria-current')) !== 'page') await link.click();
}

function option(page: Page, list: PlainKey, text: string): Locator {
  return page
    .getByRole('listbox', { name: t(list) })
    .getByRole('option')
    .filter({ hasText: text });
}

export async function openApplication(page: Page, name = PETSHOP): Promise<void> {
  await go(page, 'applications');
  const heading = page.getByRole('heading', { name, exact: true });
  if (!(await heading.isVisible())) await option(page, 'application.list', name).click();
  await heading.waitFor();
}

export async function openKeys(page: Page, name = PETSHOP): Promise<void> {
  await openApplication(page, name);
  await page.getByRole('tab', { name: t('frame.tabs.production-keys') }).click();
  await page.getByRole('group', { name: t('keys.accessToken'), exact: true }).waitFor();
}

/** The row of a table that contains a text. */
export function row(page: Page, table: PlainKey, text: string | RegExp): Locator {
  const grid = page.getByRole('grid', { name: t(table), exact: true });
  return grid
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') })
    .filter({ hasText: text });
}

export async function rowMenu(at: Locator, label: string): Promise<void> {
  await at.first().getByRole('rowheader').click({ button: 'right' });
  await choose(at.page(), label);
}

/** The page's "More actions" menu of the open application. */
export async function moreOfApplication(page: Page, label: string): Promise<void> {
  await openApplication(page);
  await press(page, t('ui.moreActions'));
  await choose(page, label);
}

export async function selectTwoApplications(page: Page): Promise<void> {
  await openApplication(page, 'Price feed');
  await option(page, 'application.list', PETSHOP).click({ modifiers: ['ControlOrMeta'] });
}

/** A tab of the page of business plans, which remembers the last one. */
export async function openCatalogue(page: Page, tab: 'plans' | 'quotas' | 'scopes'): Promise<void> {
  await go(page, 'business-plans');
  await page.getByRole('tab', { name: t(`catalogue.tabs.${tab}`), exact: true }).click();
}

export async function selectApi(page: Page): Promise<void> {
  await go(page, 'apis');
  await option(page, 'api.list', 'Catalogue').click();
}

/** A key's card is named after its state and its ID. */
function keyCard(page: Page, state: 'current' | 'next'): Locator {
  const kid = '\u0000';
  const name = t('signingKeys.cardName', { state: t(`signingKeys.states.${state}`), kid });
  const [before = ''] = name.split(kid);
  const begins = new RegExp(`^${before.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
  return page.getByRole('article', { name: begins }).first();
}

export async function keyMenu(page: Page, label: string): Promise<void> {
  await go(page, 'signing-keys');
  await keyCard(page, 'current').getByRole('button').first().click();
  await choose(page, label);
}

export async function setting(page: Page, label: string): Promise<void> {
  await go(page, 'settings');
  await press(page, label);
}

export async function methodMenu(page: Page, label: string): Promise<void> {
  await go(page, 'settings');
  const found = row(page, 'unlock.title', t('unlock.kinds.recovery-code'));
  await found.first().getByRole('button').click();
  await choose(page, label);
}

export async function importFiles(program: Program, files: readonly string[]): Promise<void> {
  await program.answerOpen(files.map((file) => join(projectRoot, file)));
  await go(program.page, 'apis');
  await press(program.page, t('api.import'));
}

/** A review that was closed is kept: then a question comes first. */
export async function reviewImport(program: Program): Promise<void> {
  await importFiles(program, ['build/samples/petshop.yaml', 'build/samples/orders.yaml']);
  const review = program.page.getByRole('dialog', { name: t('import.title') });
  const replace = program.page.getByRole('button', { name: t('import.replaceConfirm') });
  await review.or(replace).first().waitFor();
  if (await replace.isVisible()) await replace.click();
  await review.waitFor();
}

/** The dialog that is open. A toast has the role too, but is no section. */
export function openDialog(page: Page): Locator {
  return page.locator('section[role$="dialog"]').last();
}

/** More Escapes than any dialog needs. */
const MOST_ESCAPES = 4;

/** Closes whatever is open: a field with a text, or a question over a dialog, takes its own Escape. */
export async function closeDialogs(page: Page): Promise<void> {
  const open = page.locator('section[role$="dialog"]');
  for (let presses = 0; (await open.count()) > 0; presses += 1) {
    if (presses === MOST_ESCAPES) throw new Error('Escape doesn’t close the dialog');
    await page.keyboard.press('Escape');
    await open
      .last()
      .waitFor({ state: 'hidden', timeout: 2000 })
      .catch(() => undefined);
  }
}
