import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { decryptExport } from '../../../electron/features/export/encrypted-export.ts';
import { typedSecret } from '../../../shared/domain/passphrase.ts';
import { type Issued, refusedWith, startShop } from '../../support/command-line.ts';
import { PASSPHRASE } from '../../support/core.ts';

const JWT = /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/;

describe('export', () => {
  test('jwks verifies the token', async () => {
    const { cwd, clock, json } = await startShop();
    await json('keys', 'generate', 'Shop');
    expect(await json('export', 'jwks', '--out', 'jwks.json')).toBeNull();
    const keys = createLocalJWKSet(JSON.parse(readFileSync(join(cwd, 'jwks.json'), 'utf8')));
    const jwt = String(await json('token', 'get', 'Shop'));
    const currentDate = new Date(clock.now);
    const { payload } = await jwtVerify(jwt, keys, { currentDate });
    expect(payload['application']).toMatchObject({ name: 'Shop' });
  });

  test.each([
    ['certificate', '-----BEGIN CERTIFICATE-----'],
    ['haproxy', 'frontend '],
  ])('%s is written to the given path', async (file, content) => {
    const { cwd, run } = await startShop();
    expect(await run('export', file, '--out', 'there')).toEqual({
      exitCode: 0,
      stdout: 'Saved there.\n',
      stderr: '',
    });
    expect(readFileSync(join(cwd, 'there'), 'utf8')).toContain(content);
  });

  test('revocations contains the id of a revoked token', async () => {
    const { cwd, json } = await startShop();
    const { tokenId } = (await json('keys', 'generate', 'Shop')) as Issued;
    await json('token', 'revoke', tokenId);
    await json('export', 'revocations', '--out', 'revoked.txt');
    expect(readFileSync(join(cwd, 'revoked.txt'), 'utf8')).toBe(`${tokenId}\n`);
  });

  test('refuses a path that can’t be written', async () => {
    const { run } = await startShop();
    const refused = await run('export', 'jwks', '--out', 'missing/jwks.json');
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^latchkey: .*no such file or folder.*\n$/);
  });

  test('encrypts tokens with the workspace’s passphrase', async () => {
    const { cwd, json } = await startShop();
    await json('keys', 'generate', 'Shop');
    await json('export', 'tokens', '--out', 'tokens.jwe');
    const text = readFileSync(join(cwd, 'tokens.jwe'), 'utf8');
    expect(text.split('.')).toHaveLength(5);
    expect(await decrypted(text, PASSPHRASE)).toContain('"application": "Shop"');
    expect((statSync(join(cwd, 'tokens.jwe')).mode & 0o777).toString(8)).toBe('600');
  });

  test('encrypts tokens with another passphrase, or writes plain text if asked to', async () => {
    const { cwd, json, run } = await startShop();
    await json('keys', 'generate', 'Shop');
    writeFileSync(join(cwd, 'other'), 'eleven green bottles');
    const out = ['export', 'tokens', '--out', 'tokens'];
    await json(...out, '--export-passphrase-file', 'other');
    const text = readFileSync(join(cwd, 'tokens'), 'utf8');
    expect(await decrypted(text, PASSPHRASE)).toBeNull();
    expect(await decrypted(text, 'eleven green bottles')).toContain('"application": "Shop"');
    await json(...out, '--plain', '--app', 'shop', '--format', 'jwt');
    expect(readFileSync(join(cwd, 'tokens'), 'utf8').trimEnd()).toMatch(JWT);
    writeFileSync(join(cwd, 'short'), 'short');
    // There is no option to allow it here.
    expect(await run(...out, '--export-passphrase-file', 'short')).toEqual(
      refusedWith('Use a passphrase of 12 characters or more.'),
    );
    const both = await run(...out, '--plain', '--export-passphrase-file', 'other');
    expect(both).toMatchObject({ exitCode: 2, stdout: '' });
  });

  test('refuses if there are no tokens', async () => {
    const { run } = await startShop();
    expect(await run('export', 'tokens', '--out', 'tokens')).toEqual(
      refusedWith('No active tokens to export.'),
    );
  });
});

async function decrypted(text: string, passphrase: string): Promise<string | null> {
  const opened = await decryptExport(text, typedSecret(passphrase));
  return opened.ok ? opened.value : null;
}
