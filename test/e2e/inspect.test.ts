import { join } from 'node:path';
import { expect } from 'vitest';
import { makePetshop, reveal } from '../support/drive-petshop.ts';
import { it } from '../support/electron-app.ts';

const pictures = process.env['LATCHKEY_PICTURES'];

it('a leaked token is inspected, found to be ours, and revoked from there', async ({
  shared: program,
}) => {
  const { page } = program;
  const picture = async (name: string) => {
    if (pictures !== undefined) await program.screenshot(join(pictures, `${name}.png`));
  };
  const { tokenId } = await makePetshop(page, 'Leaky');
  const jwt = await reveal(page, 'access-token', tokenId);
  await program.chooseMenu('Inspect a token or key…');
  const dialog = page.getByRole('dialog', { name: 'Inspect a token or key' });
  const field = dialog.getByRole('textbox', { name: 'Token or key' });
  await field.fill(jwt.replace(/\.[^.]*$/, '.AAAA'));
  await dialog.getByRole('button', { name: 'Inspect', exact: true }).click();
  await dialog.getByText('The signature is wrong (RFC 7515, section 5.2).').waitFor();
  await picture('inspect-refused');

  await field.fill(`Authorization: Bearer ${jwt}`);
  await dialog.getByRole('button', { name: 'Inspect', exact: true }).click();
  await dialog.getByText('Issued here, for Leaky, Production').waitFor();
  await picture('inspect-valid');
  await dialog.getByRole('button', { name: 'Revoke…' }).click();
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Revoke 1 token/ })
    .click();
  await dialog.getByText(/It has been revoked/).waitFor();
  await picture('inspect-revoked');
  const kept = await page.evaluate(
    `latchkey.call('drafts:get', {}).then((it) => JSON.stringify(it))`,
  );
  expect(kept).not.toContain(jwt.slice(-20));
});
