import type { Locator, Page } from 'playwright-core';

/** Opens a page from the navigation. */
export async function open(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
}

/** Opens a tab of the current application. */
export async function openTab(page: Page, name: string): Promise<void> {
  await page.getByRole('tab', { name, exact: true }).click();
}

/** The current access token of the open keys, with its buttons. */
export function accessToken(page: Page): Locator {
  return page.getByRole('group', { name: 'Access token', exact: true });
}

/** Unfolds the form for a different validity or scopes. */
export async function openRegenerateForm(page: Page): Promise<Locator> {
  const form = page.getByRole('form', { name: 'Re-generate' });
  if (!(await form.isVisible())) {
    await page.getByRole('button', { name: 'Different validity or scopes' }).click();
  }
  return form;
}

/** Dismisses toasts of earlier steps: they would cover what comes next. */
export async function dismissToasts(page: Page): Promise<void> {
  const dismiss = page.getByRole('button', { name: 'Dismiss' });
  while ((await dismiss.count()) > 0) {
    await dismiss
      .first()
      .click({ timeout: 2000 })
      .catch(async (error: unknown) => {
        // The last one may have gone by itself.
        if ((await dismiss.count()) > 0) throw error;
      });
  }
}

/** Chooses an option of a select field. */
export async function choose(within: Locator, field: string, option: string): Promise<void> {
  const button = within.getByRole('button', { name: field });
  if ((await button.innerText()).trim() === option) return;
  await button.click();
  await within.page().getByRole('option').filter({ hasText: option }).first().click();
}

/** Clicks the label, since the checkbox's own element isn't visible. */
export async function tick(box: Locator): Promise<void> {
  if (!(await box.isChecked())) await box.locator('xpath=ancestor::label[1]').click();
}
