import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { makePetshop, reveal } from '../../support/drive-petshop.ts';
import { it } from '../../support/electron-app.ts';

const passphrase = 'nine green bottles on a wall';

describe('an export of the whole workspace', () => {
  it('is encrypted by default, and only its passphrase opens it', {
    tags: ['secrets/encrypted-export', 'secrets/plain-export'],
  }, async ({ shared: program, home }) => {
    const { page } = program;
    const token = await reveal(page, 'access-token', (await makePetshop(page)).tokenId);
    const sealed = join(home, 'tokens.json.jwe');
    const opened = join(home, 'tokens.json');

    await program.answerSave(sealed);
    await program.chooseMenu('Export tokens…');
    const asking = page.getByRole('dialog', { name: 'Export tokens' });
    const encrypted = asking.getByRole('radio', { name: 'Encrypted with a passphrase' });
    expect(await encrypted.isChecked()).toBe(true);
    await asking.getByRole('textbox', { name: 'Passphrase for the file' }).fill(passphrase);
    await asking.getByRole('textbox', { name: 'Repeat the passphrase' }).fill(passphrase);
    await asking.getByRole('button', { name: 'Export to file…' }).click();
    await asking.waitFor({ state: 'hidden' });
    const jwe = readFileSync(sealed, 'utf8');
    expect(jwe).toMatch(/^eyJ[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
    for (const part of token.split('.')) expect(jwe).not.toContain(part);

    await program.answerOpen([sealed]);
    await program.answerSave(opened);
    await program.chooseMenu('Open encrypted export…');
    const opening = page.getByRole('dialog', { name: 'Open tokens.json.jwe' });
    const field = opening.getByRole('textbox', { name: 'Passphrase for the file' });
    const decrypt = opening.getByRole('button', { name: 'Decrypt to file…' });
    await field.fill('ten green bottles on a wall');
    await decrypt.click();
    await opening.getByText('Wrong passphrase').waitFor();
    await field.fill(passphrase);
    await decrypt.click();
    await opening.waitFor({ state: 'hidden' });
    expect(JSON.parse(readFileSync(opened, 'utf8'))).toMatchObject({
      tokens: [{ accessToken: token }],
    });
    for (const path of [sealed, opened]) expect(statSync(path).mode & 0o777).toBe(0o600);
  });
});
