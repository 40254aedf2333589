import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * What axe finds on the rendered screen. Ignores the headless library's live announcer, which for
 * some seconds refers to a spinner that is gone.
 *
 * @param include selector of the part to look at.
 * @param rules only these; all of them if it is empty.
 */
async function faults(
  page: Page,
  include: string,
  rules: readonly string[],
): Promise<readonly string[]> {
  // Don't inject axe twice: that takes as long as the check itself.
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe);
  const isPalette = (await page.locator(`${include} [role="menu"]`).count()) > 0;
  const where = JSON.stringify({ include: [include], exclude: ['[data-live-announcer]'] });
  const options = JSON.stringify({
    resultTypes: ['violations'],
    ...(rules.length > 0 && { runOnly: rules }),
    // A palette's list is scrolled by the keys of its field, which keeps the focus.
    ...(isPalette && { rules: { 'scrollable-region-focusable': { enabled: false } } }),
  });
  return page.evaluate(`axe.run(${where}, ${options}).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 160))))`);
}

/** What axe finds on the whole screen, with all its rules. */
export function screenFaults(page: Page): Promise<readonly string[]> {
  return faults(page, 'html', []);
}

/** One <main>, and nothing that axe finds with all its rules. */
export async function expectAccessible(page: Page, name: string): Promise<void> {
  const mains = await page.getByRole('main').count();
  const found = await faults(page, 'html', []);
  expect({ name, mains, faults: found }).toEqual({ name, mains: 1, faults: [] });
}

/** What axe finds in the colours of the dark and the contrast theme: no other rule depends on them. */
async function colourFaults(page: Page, include: string): Promise<readonly string[]> {
  const theme = String(await page.evaluate('document.documentElement.dataset.theme'));
  const found: string[] = [];
  for (const other of ['dark', 'contrast']) {
    await page.evaluate(`document.documentElement.dataset.theme = '${other}'`);
    const some = await faults(page, include, ['color-contrast', 'link-in-text-block']);
    found.push(...some.map((fault) => `${other}: ${fault}`));
  }
  await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
  return found;
}

/** One <main>, nothing that axe finds with all its rules, and no bad colour in another theme. */
export async function expectAccessibleInEachTheme(page: Page, name: string): Promise<void> {
  await expectAccessible(page, name);
  expect({ name, faults: await colourFaults(page, 'html') }).toEqual({ name, faults: [] });
}

/** What axe finds in the open dialog. @param inEachTheme its colours in the dark and the contrast one, too. */
export async function dialogFaults(page: Page, inEachTheme: boolean): Promise<readonly string[]> {
  const dialog = 'section[role$="dialog"]';
  const found = [await faults(page, dialog, [])];
  if (inEachTheme) found.push(await colourFaults(page, dialog));
  return found.flat();
}

/**
 * Hides the page behind a dialog while `look` runs. The dialog doesn't let it show through, but axe places each of its
 * elements before it asks for the colour behind a text, which takes longer than all else.
 */
export async function withoutPageBehind<T>(page: Page, look: () => Promise<T>): Promise<T> {
  const show = (visibility: string) =>
    page.evaluate(`document.getElementById('root').style.visibility = '${visibility}'`);
  await show('hidden');
  try {
    return await look();
  } finally {
    await show('');
  }
}
