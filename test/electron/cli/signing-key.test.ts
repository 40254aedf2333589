import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { refusedWith, startShop } from '../../support/command-line.ts';

const kidsOf = (path: string): string[] =>
  (JSON.parse(readFileSync(path, 'utf8')) as { keys: { kid: string }[] }).keys.map(
    ({ kid }) => kid,
  );

describe('signing-key', () => {
  test('rotate: new tokens have the new key, and the JWKS has both', async () => {
    const { cwd, clock, json } = await startShop();
    await json('keys', 'generate', 'Shop', '--validity', '90d');
    clock.now += 1000;
    const [before] = (await json('signing-key', 'list')) as { kid: string }[];
    expect(before).toMatchObject({ state: 'current', activeTokens: 1, applications: 1 });
    const rotated = (await json('signing-key', 'rotate')) as { kid: string };
    await json('token', 'regenerate', 'Shop');
    const tokens = (await json('token', 'list')) as { kid: string }[];
    expect(tokens.map(({ kid }) => kid)).toEqual([rotated.kid, before?.kid]);
    await json('export', 'jwks', '--out', 'jwks.json');
    expect(kidsOf(join(cwd, 'jwks.json'))).toEqual([rotated.kid, before?.kid]);
    expect(await json('signing-key', 'list')).toMatchObject([
      { kid: rotated.kid, state: 'current', algorithm: 'RS256' },
      { kid: before?.kid, state: 'previous' },
    ]);
  });

  test('next is published first, and rotate uses it', async () => {
    const { json, run } = await startShop();
    const next = (await json('signing-key', 'next', '--alg', 'ES256')) as { kid: string };
    const again = await run('signing-key', 'next', '--alg', 'ES256');
    expect(again.exitCode).toBe(1);
    expect(await json('signing-key', 'rotate', '--alg', 'ES256')).toEqual({
      kid: next.kid,
      algorithm: 'ES256',
    });
  });

  test('import and retire', async () => {
    const { cwd, json, run } = await startShop();
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const passphrase = 'of the file';
    const options = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase } as const;
    writeFileSync(join(cwd, 'key.pem'), privateKey.export(options));
    writeFileSync(join(cwd, 'opens'), passphrase);
    expect((await run('signing-key', 'import', 'key.pem')).exitCode).toBe(1);
    const imported = await json('signing-key', 'import', 'key.pem', '--key-passphrase-file=opens');
    expect(imported).toMatchObject({ algorithm: 'ES384' });
    const { kid } = imported as { kid: string };
    expect(await json('signing-key', 'retire', kid)).toEqual({ kid });
    // One key in 64 has an ID that begins with a dash.
    for (const kid of ['-szanOFkKfLQgpcALDMJlWt8DHBUQ6xsDFsMOgAzy4w', `--${'h'.repeat(41)}`]) {
      expect(await run('signing-key', 'retire', kid, '--json')).toMatchObject({
        exitCode: 1,
        stderr: expect.stringContaining(kid),
      });
    }
    expect(await run('signing-key', 'retire', 'nobody')).toEqual(
      refusedWith('No signing key with the ID “nobody”.'),
    );
  });
});
