import type { Locator, Page } from 'playwright-core';

/** Goes to a page of the navigation. */
export async function open(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
}

/** Goes to a tab of the application that is open. */
export async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name, exact: true }).click();
}

/** The current access token of the keys that are open: Reveal, Copy, Export. */
export function accessToken(page: Page): Locator {
  return page.getByRole('group', { name: 'Access token', exact: true });
}

/** What was said a step ago would cover what comes next. */
export async function dismissToasts(page: Page): Promise<void> {
  const dismiss = page.getByRole('button', { name: 'Dismiss' });
  while ((await dismiss.count()) > 0) await dismiss.first().click();
}

/** Chooses from a field that opens a list. */
export async function choose(within: Locator, field: string, option: string): Promise<void> {
  const button = within.getByRole('button', { name: field });
  if ((await button.innerText()).trim() === option) return;
  await button.click();
  await within.page().getByRole('option').filter({ hasText: option }).first().click();
}

/** A checkbox's own element is not what is seen: its label is. */
export async function tick(box: Locator): Promise<void> {
  if (!(await box.isChecked())) await box.locator('xpath=ancestor::label[1]').click();
}
