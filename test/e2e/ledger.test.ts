import { join } from 'node:path';
import { expect } from 'vitest';
import { chooseMenu } from '../../build/drive/desktop.ts';
import { dismissToasts, open } from '../../build/drive/screens.ts';
import { makePetshop } from '../support/drive-petshop.ts';
import { it } from '../support/electron-app.ts';

const pictures = process.env['LATCHKEY_PICTURES'];

it('stale tokens are found, explained, re-generated and compared with the old one', async ({
  shared: program,
}) => {
  const { page } = program;
  const picture = async (name: string) => {
    if (pictures !== undefined) await program.screenshot(join(pictures, `${name}.png`));
  };
  const { applicationId, tokenId } = await makePetshop(page, 'Outdated');
  await makePetshop(page, 'Fresh');
  await page.evaluate(`latchkey.call('token-form:update', {
    applicationId: '${applicationId}', profile: 'lean', algorithm: null, claims: '' })`);

  await open(page, 'Tokens');
  const grid = page.getByRole('grid', { name: 'Tokens' });
  await grid.getByRole('row', { name: /Fresh/ }).waitFor();
  await page.getByRole('button', { name: 'Stale', exact: true }).click();
  await grid.getByRole('row', { name: /Fresh/ }).waitFor({ state: 'detached' });
  const row = grid.getByRole('row', { name: /Outdated/ });
  await picture('ledger-stale');
  await row.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Why is it stale?…' }).click();
  const dialog = page.getByRole('dialog', { name: 'This token is out of date' });
  await dialog.getByText('The token format has changed.').waitFor();
  // The menu closes after a choice.
  expect(await page.getByRole('menu').count()).toBe(0);
  await picture('ledger-why');
  await dialog.getByRole('button', { name: 'Open application' }).click();

  await page.getByText('This token is out of date. Re-generate to update it.').waitFor();
  await picture('keys-stale');
  await page.getByRole('button', { name: 'Re-generate', exact: true }).click();
  await page.getByText(/has a new access token/).waitFor();
  await dismissToasts(page);
  const history = page.getByRole('grid', { name: 'History' });
  await history.getByText('Revoked').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Compare with the current token…' }).click();
  const comparing = page.getByRole('dialog', { name: /^Compare two tokens of Outdated/ });
  await comparing.getByRole('row', { name: 'subscribedAPIs' }).waitFor();
  await picture('compare');
  await comparing.getByRole('button', { name: 'Close' }).last().click();

  await open(page, 'Tokens');
  await page.getByRole('button', { name: 'Current', exact: true }).click();
  const old = `latchkey.call('token:list', { limit: 9, current: false }).then(({ value }) => value.tokens.map(({ id }) => id))`;
  expect(await page.evaluate(old)).toEqual([tokenId]);
  // The next test finds the whole ledger.
  for (const name of ['Stale', 'Current']) {
    await page.getByRole('button', { name, exact: true }).click();
  }
});

it('tokens are issued in bulk: announced in numbers, reported, and found again', async ({
  shared: program,
}) => {
  const { page } = program;
  const picture = async (name: string) => {
    if (pictures !== undefined) await program.screenshot(join(pictures, `${name}.png`));
  };
  await makePetshop(page, 'BulkOne');
  await makePetshop(page, 'BulkTwo');
  await open(page, 'Tokens');
  await page.getByRole('searchbox', { name: 'Search tokens' }).fill('Bulk');
  const grid = page.getByRole('grid', { name: 'Tokens' });
  await grid.getByRole('row', { name: /BulkTwo/ }).waitFor();
  await grid.getByRole('row', { name: /BulkTwo/ }).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.getByRole('button', { name: 'Re-generate…' }).click();
  await picture('bulk-form');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText(/^Re-generates 2 tokens\. Revokes 2 active tokens/).waitFor();
  await picture('bulk-confirm');
  await page.getByRole('button', { name: 'Re-generate 2 tokens' }).click();
  await page.getByText('2 of 2 tokens issued.').waitFor();
  await picture('bulk-report');
  await page.getByRole('button', { name: 'Close' }).last().click();
  await grid.getByRole('gridcell', { name: 'Revoked' }).first().waitFor();

  // From the menu bar; the new application is the only one without keys.
  await page.evaluate(`latchkey.call('application:create', {
    name: 'BulkThree', description: '', perTokenQuota: 'Unlimited' })`);
  await chooseMenu(program.electron, 'Generate Keys for many applications…');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText(/^Generates keys and a token for 1 application/).waitFor();
  await picture('bulk-generate');
  await page.getByRole('button', { name: 'Generate 1 token' }).click();
  await page.getByText(/^1 of \d+ tokens issued/).waitFor();
  await picture('bulk-left-out');
  await page.getByRole('button', { name: 'Close' }).last().click();

  await open(page, 'Signing keys');
  await page
    .getByRole('button', { name: /^Actions for key/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'Re-generate its tokens…' }).click();
  await page.getByText(/^Current active tokens signed with key/).waitFor();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: /^Re-generate \d+ tokens/ }).click();
  await page.getByText(/tokens issued/).waitFor();
  await page.getByRole('button', { name: 'Close' }).last().click();
  await chooseMenu(program.electron, 'Bulk jobs…');
  const history = page.getByRole('grid', { name: 'Bulk jobs' });
  await history.getByText('2 of 2 tokens issued.').waitFor();
  await picture('bulk-history');
});
