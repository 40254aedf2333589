import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { PASSPHRASE } from '../../build/drive/enter.ts';
import { dismissToasts, open } from '../../build/drive/screens.ts';
import { makePetshop } from '../support/drive-petshop.ts';
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
