import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { PASSPHRASE } from '../../build/drive/enter.ts';
import { dismissToasts, open, openTab } from '../../build/drive/screens.ts';
import { makePetshop, reveal } from '../support/drive-petshop.ts';
import { it } from '../support/electron-app.ts';

const pictures = process.env['LATCHKEY_PICTURES'];

describe('signing keys', () => {
  it('a key is created, published and rotated to, and an older one retired at once', async ({
    shared: program,
  }) => {
    const { page } = program;
    const picture = async (name: string) => {
      if (pictures !== undefined) await program.screenshot(join(pictures, `${name}.png`));
    };
    await makePetshop(page, 'Rotating');
    await open(page, 'Signing keys');
    await page.getByRole('heading', { level: 1, name: 'Signing keys' }).waitFor();
    const current = page.getByRole('article', { name: /^Current key/ });
    await current.getByText('Signed 1 active token in 1 application.').waitFor();

    await current.getByRole('button', { name: 'Create next key…' }).click();
    const creating = page.getByRole('dialog', { name: 'Create next signing key' });
    await creating.getByRole('textbox', { name: 'Certificate name (CN)' }).fill('tokens.example');
    await picture('keys-create');
    await creating.getByRole('button', { name: 'Create key' }).click();
    const next = page.getByRole('article', { name: /^Next key/ });
    await next.getByText('Published, but doesn’t sign yet').waitFor();
    await dismissToasts(page);
    await picture('keys-next');

    await next.getByRole('button', { name: 'Rotate now…' }).click();
    const rotating = page.getByRole('alertdialog');
    await rotating.getByText(/Its 1 active token in 1 application stays valid/).waitFor();
    await picture('keys-rotate');
    await rotating.getByRole('button', { name: 'Rotate signing key' }).click();
    const previous = page.getByRole('article', { name: /^Previous key/ });
    await previous.getByText('Verifies 1 active token in 1 application.').waitFor();
    await dismissToasts(page);
    await picture('keys-previous');
    await page.getByRole('button', { name: 'Show as table' }).click();
    await page.getByRole('grid', { name: 'Rotation' }).waitFor();
    await page.getByRole('button', { name: 'Show as timeline' }).click();

    await previous.getByRole('button', { name: /^Actions for key/ }).click();
    await page.getByRole('menuitem', { name: 'Retire at once…' }).click();
    const retiring = page.getByRole('alertdialog');
    await retiring.getByText(/refuse 1 active token in 1 application/).waitFor();
    await retiring.getByText('Rotating (1 active token)').waitFor();
    await picture('keys-retire');
    await retiring.getByRole('button', { name: 'Retire key' }).click();
    // What has to be issued again comes next.
    await page.getByText(/^Current active tokens signed with key/).waitFor();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'Re-generate 1 token' }).click();
    await page.getByText('1 of 1 token issued.').waitFor();
    await page.getByRole('button', { name: 'Close' }).last().click();
    await page.getByRole('button', { name: '1 retired key' }).waitFor();
    const revoked = await page.evaluate(
      `latchkey.call('token:list', { limit: 10, state: 'revoked' }).then(({ value }) => value.tokens.length)`,
    );
    expect(revoked).toBe(1);
    const reissued = await page.evaluate(
      `latchkey.call('token:list', { limit: 10, state: 'active' }).then(({ value }) => value.tokens.length)`,
    );
    expect(reissued).toBe(1);
  });

  it('a key is imported, and exported only with the passphrase', async ({ home, shared }) => {
    const { page } = shared;
    await open(page, 'Signing keys');
    await dismissToasts(page);
    const file = join(home, 'foreign.pem');
    const { privateKey } = generateKeyPairSync('ed25519');
    writeFileSync(
      file,
      privateKey.export({
        type: 'pkcs8',
        format: 'pem',
        cipher: 'aes-256-cbc',
        passphrase: 'of the file',
      }),
    );
    await shared.answerOpen([file]);
    await page.getByRole('button', { name: 'Import a key…' }).click();
    const importing = page.getByRole('dialog', { name: 'Import a signing key' });
    await importing.getByRole('button', { name: 'Choose file…' }).click();
    const passphrase = importing.getByRole('textbox', { name: 'Passphrase of the file' });
    await passphrase.fill('a guess');
    await importing.getByRole('button', { name: 'Import key' }).click();
    await importing.getByText('Wrong passphrase, or the file is damaged.').waitFor();
    await passphrase.fill('of the file');
    await importing.getByRole('button', { name: 'Import key' }).click();
    const next = page.getByRole('article', { name: /^Next key/ });
    await next.getByText(/^EdDSA/).waitFor();

    const saved = join(home, 'exported.pem');
    await shared.answerSave(saved);
    await next.getByRole('button', { name: /^Actions for key/ }).click();
    await page.getByRole('menuitem', { name: 'Export private key…' }).click();
    const exporting = page.getByRole('dialog', { name: /^Export private key/ });
    await exporting.getByRole('textbox', { name: 'Passphrase of this workspace' }).fill(PASSPHRASE);
    await exporting
      .getByRole('textbox', { name: 'Passphrase of the file' })
      .fill('another long passphrase');
    if (pictures !== undefined) await shared.screenshot(join(pictures, 'keys-export.png'));
    await exporting.getByRole('button', { name: 'Export private key' }).click();
    await page.getByText('Private key exported').waitFor();
    expect(readFileSync(saved, 'utf8')).toContain('BEGIN ENCRYPTED PRIVATE KEY');
  });
});

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
