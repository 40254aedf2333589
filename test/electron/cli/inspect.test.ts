import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startShop } from '../../support/command-line.ts';

async function shop() {
  const line = await startShop();
  const { cwd, json } = line;
  await json('keys', 'generate', 'Shop');
  const jwt = String(await json('token', 'get', 'Shop'));
  writeFileSync(join(cwd, 'token'), `${jwt}\n`);
  await json('export', 'jwks', '--out', 'jwks.json');
  return { ...line, jwt };
}

describe('token inspect', () => {
  test('verifies with the keys of the workspace', async () => {
    const { json } = await shop();
    expect(await json('token', 'inspect', 'token')).toEqual({
      valid: true,
      reasons: [],
      header: expect.objectContaining({ alg: 'RS256', typ: 'at+jwt' }),
      claims: expect.objectContaining({ keytype: 'PRODUCTION' }),
    });
  });

  test('verifies with the keys of a file, and opens no workspace for it', async () => {
    const { cwd, jwt, runWith } = await shop();
    const inspect = ['token', 'inspect', 'token', '--key', 'jwks.json', '--json'] as const;
    const good = await runWith({}, ...inspect);
    expect([good.exitCode, JSON.parse(good.stdout)]).toMatchObject([0, { valid: true }]);
    writeFileSync(join(cwd, 'token'), jwt.replace(/\.[^.]*$/, '.AAAA'));
    const forged = await runWith({}, ...inspect);
    expect(forged.exitCode).toBe(0);
    expect(JSON.parse(forged.stdout)).toMatchObject({
      valid: false,
      reasons: [{ code: 'signature-wrong', text: expect.stringContaining('RFC 7515') }],
    });
  });

  test('tells what a key is', async () => {
    const { cwd, runWith } = await shop();
    const told = await runWith({}, 'token', 'inspect', 'jwks.json', '--json');
    expect(JSON.parse(told.stdout)).toMatchObject({ valid: true, keys: [{ kind: 'RSA 2048' }] });
    // A name can't control the terminal.
    const { keys } = JSON.parse(readFileSync(join(cwd, 'jwks.json'), 'utf8'));
    writeFileSync(
      join(cwd, 'named'),
      JSON.stringify({ keys: [{ ...keys[0], kid: 'a\u001b[31m\n\u009b' }] }),
    );
    const { stdout } = await runWith({}, 'token', 'inspect', 'named');
    expect(stdout).toMatch(/^RSA 2048 {2}a \[31m \n-----BEGIN/);
  });

  test('exits with 1 for what is neither', async () => {
    const { cwd, runWith } = await shop();
    writeFileSync(join(cwd, 'letter'), 'Dear Ada');
    const refused = await runWith({}, 'token', 'inspect', 'letter');
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
    expect((await runWith({}, 'token', 'inspect', 'missing')).exitCode).toBe(1);
  });
});
