import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { makePetshop, reveal } from '../support/drive-petshop.ts';
import { it } from '../support/electron-app.ts';

const pictures = process.env['LATCHKEY_PICTURES'];

const openssl = (command: string) => execFileSync('openssl', command.split(' '), { stdio: 'pipe' });

it('a leaked token leads to its revocation, to a new one, and to who must reload', async ({
  shared: program,
  home,
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
  await dialog.getByText(/^Revoked. Re-generate it/).waitFor();
  await dialog.getByRole('button', { name: 'Re-generate', exact: true }).click();
  await page.getByText('Leaky, Production has a new access token').waitFor();
  await dialog
    .getByRole('button', { name: 'Re-generate', exact: true })
    .waitFor({ state: 'hidden' });
  // No gateway has a list yet: the plain one is offered.
  await dialog.getByText('Doesn’t list this token yet.').waitFor();
  await picture('inspect-revoked');
  const list = join(home, 'revocations.txt');
  await program.answerSave(list);
  await dialog.getByRole('button', { name: 'Export…' }).click();
  await dialog.getByText('Lists this token. Reload its gateway.').waitFor();
  expect(readFileSync(list, 'utf8')).toContain(tokenId);
  await picture('inspect-exported');
  // No verdict stands below another text than its own.
  await field.fill('another text');
  await dialog.getByText('Issued here, for Leaky, Production').waitFor({ state: 'hidden' });
  const kept = await page.evaluate(
    `latchkey.call('drafts:get', {}).then((it) => JSON.stringify(it))`,
  );
  expect(kept).not.toContain(jwt.slice(-20));
  await dialog.getByRole('button', { name: 'Close' }).last().click();
});

it('a PKCS #12 file is inspected with its passphrase', async ({ shared: program, home }) => {
  const { page } = program;
  const file = join(home, 'key.p12');
  const [key, certificate] = [join(home, 'key.pem'), join(home, 'cert.pem')];
  openssl(
    `req -x509 -newkey rsa:2048 -nodes -subj /CN=partner.example -keyout ${key} -out ${certificate}`,
  );
  openssl(`pkcs12 -export -inkey ${key} -in ${certificate} -out ${file} -passout pass:secret`);
  await program.chooseMenu('Inspect a token or key…');
  const dialog = page.getByRole('dialog', { name: 'Inspect a token or key' });
  await program.answerOpen([file]);
  await dialog.getByRole('button', { name: 'Choose file…' }).click();
  await dialog.getByText(/^An encrypted private key/).waitFor();
  const passphrase = dialog.getByRole('textbox', { name: 'Passphrase of the key' });
  await passphrase.fill('a guess');
  await dialog.getByRole('button', { name: 'Choose file…' }).click();
  await dialog.getByText('Wrong passphrase, or the file is damaged.').waitFor();
  await passphrase.fill('secret');
  await dialog.getByRole('button', { name: 'Choose file…' }).click();
  await dialog.getByText('CN=partner.example').waitFor();
  await expect.poll(() => dialog.getByText('RSA 2048').count()).toBe(2);
  if (pictures !== undefined) await program.screenshot(join(pictures, 'inspect-p12.png'));
  expect(await dialog.innerText()).not.toContain('PRIVATE KEY');
});

it('an export is imported again, under the limits of the organization', async ({ open, home }) => {
  const policy = join(home, 'policy.json');
  mkdirSync(join(home, 'copies'));
  writeFileSync(
    policy,
    JSON.stringify({
      longestValidity: '90d',
      smallestRsaKey: 2048,
      profiles: ['standard', 'jwt'],
      encryptedExportsOnly: true,
      backupFolder: join(home, 'copies'),
    }),
    { mode: 0o644 },
  );
  const program = await open({ LATCHKEY_TEST_POLICY: policy });
  const { page } = program;
  const picture = async (name: string) => {
    if (pictures !== undefined) await program.screenshot(join(pictures, `${name}.png`));
  };
  const passphrase = 'eleven blue bottles';
  const { applicationId, tokenId } = await makePetshop(page, 'Moving');
  const file = join(home, 'tokens.json.jwe');
  await program.answerSave(file);
  await page.evaluate(
    `latchkey.call('token:export', { selection: { of: 'everything' }, format: 'json',
      encryption: { passphrase: '${passphrase}', insist: true } })`,
  );
  await page.evaluate(
    `latchkey.call('token:revoke', { ids: ['${tokenId}'] }).then(() =>
      latchkey.call('application:delete', { id: '${applicationId}' }))`,
  );

  await program.chooseMenu('Import applications and tokens…');
  const dialog = page.getByRole('dialog', { name: 'Import applications and tokens' });
  await dialog.getByRole('button', { name: 'Choose file…' }).waitFor();
  await picture('takeover-choose');
  await program.answerOpen([file]);
  await dialog.getByRole('button', { name: 'Choose file…' }).click();
  await dialog.getByRole('textbox', { name: 'Passphrase of the file' }).fill(passphrase);
  await dialog.getByRole('button', { name: 'Preview' }).click();
  // It lies in the bin: nothing is brought back behind its back.
  await dialog.getByText(/is in the bin/).waitFor();
  await picture('takeover-left-out');
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await page.evaluate(
    `latchkey.call('bin:purge', { kind: 'application', id: '${applicationId}' })`,
  );
  await program.chooseMenu('Import applications and tokens…');
  await program.answerOpen([file]);
  await dialog.getByRole('button', { name: 'Choose file…' }).click();
  await dialog.getByRole('textbox', { name: 'Passphrase of the file' }).fill(passphrase);
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await dialog.getByText('New applications').waitFor();
  await picture('takeover-preview');
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText('tokens.json.jwe imported').waitFor();
  await page.getByRole('option', { name: /^Moving/ }).waitFor();

  await program.chooseMenu('Settings');
  await page.getByRole('heading', { name: 'Managed by your organization' }).waitFor();
  await page.getByText('90 days', { exact: true }).waitFor();
  await picture('policy-settings');
  await page.getByRole('button', { name: 'Token format', exact: true }).click();
  await picture('policy-locked');
});
