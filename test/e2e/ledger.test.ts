import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { chooseMenu } from '../../build/drive/desktop.ts';
import { enterWorkspace } from '../../build/drive/enter.ts';
import { dismissToasts, open, openTab } from '../../build/drive/screens.ts';
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
  await expect.poll(() => page.getByRole('menu').count()).toBe(0);
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
  // What is found anew is selected anew: of the test before, nothing may be left.
  await grid.getByRole('row', { name: /Fresh/ }).waitFor({ state: 'detached' });
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

it('what expires is announced once, re-generated in two clicks, and goes into a calendar', async ({
  shared: program,
  home,
}) => {
  const { page } = program;
  const { applicationId } = await makePetshop(page, 'Brief');
  await page.evaluate(`latchkey.call('keys:generate', {
    applicationId: '${applicationId}', keyType: 'SANDBOX', validitySeconds: 600, scopes: [] })`);
  await program.chooseMenu('Lock workspace');
  // In its last tenth, so that the first look after a sign-in announces it.
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await enterWorkspace(page);
  await page.evaluate(`latchkey.call('keys:get', {
    applicationId: '${applicationId}', keyType: 'SANDBOX' }).then(({ value }) =>
    latchkey.call('token:regenerate', { applicationId: '${applicationId}', keyType: 'SANDBOX',
      replaces: value.token.id, validitySeconds: 59, scopes: [] }))`);
  // It looks twice a minute.
  await page
    .getByText(/^The access token of Brief, Sandbox expires in/)
    .waitFor({ timeout: 60_000 });
  if (pictures !== undefined) await program.screenshot(join(pictures, 'reminder.png'));
  await page.getByRole('button', { name: 'Re-generate…' }).last().click();
  const dialog = page.getByRole('alertdialog', { name: /^Re-generate the access token of Brief/ });
  await dialog.getByRole('button', { name: 'Re-generate' }).click();
  await page.getByText('Brief, Sandbox has a new access token').waitFor();
  const calendar = join(home, 'expiry.ics');
  await program.answerSave(calendar);
  await chooseMenu(program.electron, 'Export reminders to a calendar…');
  await page.getByText(/reminders exported$/).waitFor();
  const text = readFileSync(calendar, 'utf8');
  expect(text).toMatch(/SUMMARY:Access token of Brief\\, Sandbox expires/);
  await dismissToasts(page);
});

it('applications have attributes, and several are handled at once', async ({ shared: program }) => {
  const { page } = program;
  const picture = async (name: string) => {
    if (pictures !== undefined) await program.screenshot(join(pictures, `${name}.png`));
  };
  await makePetshop(page, 'ManyOne');
  await makePetshop(page, 'ManyTwo');
  await open(page, 'Settings');
  await page.getByRole('button', { name: 'Add attribute' }).click();
  await page.getByRole('textbox', { name: 'Attribute 1' }).fill('Cost center');
  await page.getByRole('button', { name: 'Save Application attributes' }).click();
  await page.getByRole('button', { name: 'Archive and delete expired tokens…' }).click();
  const archiving = page.getByRole('dialog', { name: 'Archive and delete expired tokens' });
  await archiving.getByText('No token expired that long ago').waitFor({ state: 'attached' });
  await picture('archive');
  await archiving.getByRole('button', { name: 'Cancel' }).click();

  await open(page, 'Applications');
  await page.getByRole('searchbox', { name: 'Search applications' }).fill('Many');
  const list = page.getByRole('listbox', { name: 'Applications' });
  await list.getByRole('option', { name: /ManyOne/ }).click();
  await page.getByRole('button', { name: 'Edit…', exact: true }).click();
  const editing = page.getByRole('dialog', { name: 'Edit ManyOne' });
  await editing.getByRole('button', { name: 'Group, owner and attributes' }).click();
  await editing.getByRole('textbox', { name: 'Cost center' }).fill('4711');
  await picture('attributes');
  await editing.getByRole('button', { name: 'Save' }).click();
  await openTab(page, 'Overview');
  await page.getByText('4711').waitFor();

  // “Not before”: gateways refuse older tokens, also those that nobody knows.
  await openTab(page, 'Production Keys');
  await page.getByRole('button', { name: 'Refuse older tokens' }).click();
  await picture('not-before');
  await page.getByRole('button', { name: 'Revoke older tokens…' }).click();
  const asking = page.getByRole('alertdialog');
  await asking.getByText(/^Revokes 1 active token of ManyOne, Production/).waitFor();
  await asking.getByRole('button', { name: 'Revoke older tokens' }).click();
  await page.getByRole('button', { name: /^Tokens issued before .* are refused/ }).waitFor();
  await dismissToasts(page);
  await picture('not-before-set');

  await list.getByRole('option', { name: /ManyOne/ }).click();
  await list.getByRole('option', { name: /ManyTwo/ }).click({ modifiers: ['ControlOrMeta'] });
  await page.getByRole('heading', { name: '2 applications selected' }).waitFor();
  await picture('many-chosen');
  await page.getByRole('button', { name: 'Re-generate…' }).click();
  await page.getByText('The current tokens of 2 applications').waitFor();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Re-generate 2 tokens' }).click();
  await page.getByText('2 of 2 tokens issued.').waitFor();
  await page.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('button', { name: 'Revoke 2 tokens…' }).click();
  await page.getByText(/^Revokes 2 active tokens/).waitFor();
  await picture('many-revoke');
  await page.getByRole('button', { name: 'Revoke 2 tokens', exact: true }).click();
  await page.getByText('2 of 2 tokens revoked.').waitFor();
  await picture('many-revoked');
  await page.getByRole('button', { name: 'Close' }).last().click();
});

it('catalogues say who uses what, and lead there', async ({ shared: program }) => {
  const { page } = program;
  const picture = async (name: string) => {
    if (pictures !== undefined) await program.screenshot(join(pictures, `${name}.png`));
  };
  await makePetshop(page, 'Catalogued');
  await page.evaluate(`latchkey.call('api:list', { name: 'Catalogued API' }).then(({ value: [{ id }] }) =>
    latchkey.call('api:get', { id }).then(({ value: { name, version, context, provider, description, businessPlanIds } }) =>
      latchkey.call('api:update', { id, name, version, context, provider, description, businessPlanIds,
        scopes: [{ name: 'shop:read', displayName: 'Read the shop', description: '' }] })))`);
  await open(page, 'Business plans');
  await page.getByRole('grid', { name: 'Business plans' }).waitFor();
  await picture('catalogue-plans');
  await page
    .getByRole('button', { name: /^\d+ subscriptions?$/ })
    .first()
    .click();
  const using = page.getByRole('dialog', { name: /^Used by: / });
  await using.getByRole('heading', { name: /application/ }).waitFor();
  await picture('catalogue-users');
  await using.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('tab', { name: 'Per-token quotas' }).click();
  await page.getByRole('button', { name: 'Add quota' }).click();
  const adding = page.getByRole('dialog', { name: 'Add quota' });
  await adding.getByRole('textbox', { name: 'Name' }).fill('Partners');
  await adding.getByRole('textbox', { name: 'Requests per minute' }).fill('200');
  await adding.getByRole('button', { name: 'Add quota' }).click();
  await page.getByRole('grid', { name: 'Per-token quotas' }).getByText('Partners').waitFor();
  await picture('catalogue-quotas');
  await page.getByRole('tab', { name: 'Scopes' }).click();
  const scopes = page.getByRole('grid', { name: 'Scopes' });
  await scopes.getByText('shop:read').waitFor();
  await picture('catalogue-scopes');
  await scopes.getByRole('button', { name: '1 API' }).first().click();
  await using.getByRole('button', { name: 'Catalogued', exact: true }).click();
  await page.getByRole('heading', { name: 'Catalogued', exact: true }).waitFor();
});
