import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { enterWorkspace } from '../../build/drive/enter.ts';
import { projectRoot } from '../../build/runtime/project.ts';
import { it as inWindow } from '../support/electron-app.ts';

const GRACE = 'nanoseconds are this long';
const picture = (name: string): string => join(projectRoot, 'out/e2e', `people-${name}.png`);

/** The file was written in three days. */
const it = inWindow.extend('window', { scope: 'file' }, ({ roaming }) =>
  roaming.goToNew({
    prepare: async (file) => {
      const inThreeDays = Date.now() / 1000 + 3 * 24 * 3600;
      await utimes(file, inThreeDays, inThreeDays);
    },
  }),
);

it('a colleague is added, signs in, is seen in Activity, and is removed', {
  tags: ['secrets/unlock-methods', 'durability/clock'],
}, async ({ locked: program }) => {
  const { page } = program;
  await enterWorkspace(page);
  await page.getByText('Is this computer’s clock behind?').waitFor();
  await program.screenshot(picture('clock'));
  await page.getByRole('button', { name: 'Got it' }).click();

  await page.getByRole('navigation').getByText('Settings').click();
  const methods = page.getByRole('grid', { name: 'Unlock methods' });
  await methods.scrollIntoViewIfNeeded();
  await expect.poll(() => methods.getByRole('row').count()).toBe(3);

  await page.getByRole('button', { name: 'Add a person…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Grace Hopper');
  await dialog.getByLabel('Their passphrase').fill(GRACE);
  await dialog.getByLabel('Repeat the passphrase').fill(GRACE);
  await program.screenshot(picture('add'));
  await dialog.getByRole('button', { name: 'Add person' }).click();
  await methods.getByText('Grace Hopper').waitFor();
  await program.screenshot(picture('list'));

  await program.chooseMenu('Lock workspace');
  await enterWorkspace(page, GRACE);
  await page.getByRole('navigation').getByText('Activity').click();
  await page
    .getByRole('row', { name: /Signed in/ })
    .first()
    .getByText('Grace Hopper')
    .waitFor();
  // By then, the first weekly check may have read every entry, or not yet.
  await page.getByText(/entry has been edited or removed/).waitFor();
  await program.screenshot(picture('activity'));

  await program.chooseMenu('Lock workspace');
  await enterWorkspace(page);
  await page.getByRole('navigation').getByText('Activity').click();
  await page.getByText(/every entry was last checked on/).waitFor();
  await program.screenshot(picture('activity-later'));
  await page.getByRole('button', { name: 'Check every entry' }).click();
  await page
    .getByRole('region', { name: /notification/i })
    .getByText('Complete')
    .waitFor();
  await program.screenshot(picture('activity-checked'));
  await page.getByRole('navigation').getByText('Settings').click();
  await page.getByRole('button', { name: 'Actions for Grace Hopper' }).click();
  await program.screenshot(picture('menu'));
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  await page
    .getByRole('alertdialog')
    .getByText(/can no longer open this workspace/)
    .waitFor();
  await program.screenshot(picture('remove'));
  await page.getByRole('button', { name: 'Remove Grace Hopper' }).click();
  await page.getByText('Grace Hopper can no longer unlock this workspace').waitFor();
  await expect.poll(() => methods.getByText('Grace Hopper').count()).toBe(0);

  await program.chooseMenu('Lock workspace');
  const passphrase = page.getByRole('textbox', { name: 'Passphrase', exact: true });
  await passphrase.fill(GRACE);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText(/doesn’t open this workspace/).waitFor();
  await enterWorkspace(page);
});
