import type { Page } from 'playwright-core';

/** The passphrase of every workspace driven here. */
export const PASSPHRASE = 'ten green bottles on a wall';

/**
 * Creates the workspace on a first start, otherwise signs in, through the screens as a person does.
 *
 * @returns the recovery code of a newly created workspace, otherwise null.
 */
export async function enterWorkspace(page: Page, passphrase = PASSPHRASE): Promise<string | null> {
  const create = page.getByRole('button', { name: 'Create workspace' });
  const signIn = page.getByRole('button', { name: 'Sign in' });
  await create.or(signIn).waitFor();
  const field = page.getByRole('textbox', { name: 'Passphrase', exact: true });
  if (await signIn.isVisible()) {
    await field.fill(passphrase);
    await signIn.click();
    await page.getByRole('navigation').waitFor();
    return null;
  }
  await page.getByRole('textbox', { name: 'Owner' }).fill('Ada Lovelace');
  await field.fill(passphrase);
  await page.getByRole('textbox', { name: 'Repeat the passphrase' }).fill(passphrase);
  await create.click();
  const code = await page.getByRole('group', { name: 'Recovery code' }).innerText();
  await page.getByRole('textbox', { name: 'Enter its last five characters' }).fill(code.slice(-5));
  await page.getByRole('button', { name: 'I have written it down' }).click();
  await page.getByRole('navigation').waitFor();
  return code;
}
