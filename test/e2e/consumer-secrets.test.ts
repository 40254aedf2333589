import { join } from 'node:path';
import { expect } from 'vitest';
import { dismissToasts, open, openTab } from '../../build/drive/screens.ts';
import { makePetshop, reveal } from '../support/drive-petshop.ts';
import { it } from '../support/electron-app.ts';

const pictures = process.env['LATCHKEY_PICTURES'];

it('a second consumer secret is added, the first revoked, and the keys removed', async ({
  shared: program,
}) => {
  const { page } = program;
  const picture = async (name: string) => {
    if (pictures !== undefined) await program.screenshot(join(pictures, `${name}.png`));
  };
  const { keysId } = await makePetshop(page, 'Secretive');
  const first = await reveal(page, 'consumer-secret', keysId);
  await open(page, 'Applications');
  await page.getByRole('option', { name: /^Secretive/ }).click();
  await openTab(page, 'Production Keys');
  const section = page.getByRole('region', { name: 'Consumer secrets' });
  await section.getByRole('button', { name: 'Add secret…' }).click();
  const adding = page.getByRole('dialog', { name: 'Add a consumer secret' });
  await adding.getByRole('textbox', { name: 'Note' }).fill('Mobile app');
  await picture('secrets-add');
  await adding.getByRole('button', { name: 'Add secret' }).click();
  const grid = section.getByRole('grid', { name: 'Consumer secrets' });
  await grid.getByRole('row', { name: /Mobile app/ }).waitFor();
  expect(await reveal(page, 'consumer-secret', keysId)).not.toBe(first);
  await dismissToasts(page);
  await section.scrollIntoViewIfNeeded();
  await picture('secrets');

  const old = grid.getByRole('row', { name: /No note/ });
  await old.getByRole('button', { name: /^Actions for the secret/ }).click();
  await page.getByRole('menuitem', { name: 'Revoke…' }).click();
  const revoking = page.getByRole('alertdialog');
  await revoking.getByText(/1 other secret of Secretive, Production keeps working/).waitFor();
  await revoking.getByRole('button', { name: 'Revoke secret' }).click();
  await grid.getByText('Revoked').waitFor();
  await dismissToasts(page);

  await page.getByRole('button', { name: 'Grant types and callback URL' }).click();
  await page.getByRole('textbox', { name: 'Callback URL' }).fill('https://shop.example/back');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Grant types and callback URL saved').waitFor();
  await picture('secrets-hand-over');
  await dismissToasts(page);

  await page.getByRole('button', { name: 'Remove keys…' }).click();
  const removing = page.getByRole('alertdialog');
  await picture('secrets-remove');
  await removing.getByRole('button', { name: 'Remove keys' }).click();
  await page
    .getByText('1 active token was revoked. Give your gateways the revocation list.')
    .waitFor();

  await dismissToasts(page);
  await page.getByRole('button', { name: 'Use existing keys' }).click();
  await page.getByRole('textbox', { name: 'Consumer key' }).fill('from-elsewhere');
  await page.getByRole('textbox', { name: 'Consumer secret' }).fill('of-elsewhere');
  await picture('secrets-existing');
  await page.getByRole('button', { name: 'Generate Keys' }).click();
  await page.getByText('from-elsewhere').waitFor();
});
