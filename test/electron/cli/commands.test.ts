import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type Issued,
  refusedWith,
  sample,
  startCommandLine,
  startShop,
} from '../../support/command-line.ts';
import { SECOND, START } from '../../support/core.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const JWT = /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/;

describe('workspace create', () => {
  test('prints the recovery code and nothing else', async () => {
    const { run, runWith } = await startCommandLine({ fresh: true });
    const { exitCode, stdout, stderr } = await run('workspace', 'create', '--owner', 'Ada');
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^[0-9A-Z]{5}(-[0-9A-Z]{5}){5}\n$/);
    expect(await runWith({}, 'app', 'list', '--passphrase-file', 'passphrase')).toMatchObject({
      exitCode: 0,
    });
  });

  test('prints a string with --json', async () => {
    const { json } = await startCommandLine({ fresh: true });
    expect(await json('workspace', 'create', '--owner', 'Ada')).toMatch(/^[0-9A-Z-]{35}$/);
  });

  test('refuses an existing workspace, and an invalid owner', async () => {
    const { run } = await startCommandLine();
    expect(await run('workspace', 'create', '--owner', 'Ada')).toMatchObject({ exitCode: 1 });
    const fresh = await startCommandLine({ fresh: true });
    const refused = await fresh.run('workspace', 'create', '--owner', ' Ada');
    expect(refused).toEqual(refusedWith('--owner: Remove the space at the beginning or end.'));
  });

  test('accepts a short passphrase only with the option for it', async () => {
    const { cwd, home, runWith } = await startCommandLine({ fresh: true });
    writeFileSync(join(cwd, 'short'), 'short');
    const create = ['workspace', 'create', '--owner', 'Ada', '--passphrase-file', 'short'];
    expect(await runWith({}, ...create)).toEqual(
      refusedWith('Use a passphrase of 12 characters or more, or add --allow-short-passphrase.'),
    );
    expect(existsSync(join(home, 'workspace.latchkey'))).toBe(false);
    expect(await runWith({}, ...create, '--allow-short-passphrase')).toMatchObject({ exitCode: 0 });
  });
});

describe('api import', () => {
  test('prints what it imported', async () => {
    const { json } = await startCommandLine();
    expect(await json('api', 'import', sample('petshop.yaml'), sample('orders.yaml'))).toEqual([
      {
        name: 'Petshop',
        version: '1.2.0',
        context: '/petshop',
        scopes: ['pets:read', 'pets:write', 'visits:book'],
        notes: expect.arrayContaining([expect.stringContaining('ends with the version 1.2.0')]),
      },
      expect.objectContaining({ name: 'Orders' }),
    ]);
  });

  test('imports the valid files, names each refused one on stderr and exits with 1', async () => {
    const { cwd, run } = await startCommandLine();
    writeFileSync(join(cwd, 'letter.txt'), 'Dear Ada');
    writeFileSync(join(cwd, 'again.yaml'), readFileSync(sample('petshop.yaml')));
    const files = ['letter.txt', 'missing.yaml', sample('petshop.yaml'), 'again.yaml'];
    const { exitCode, stdout, stderr } = await run('api', 'import', ...files, '--json');
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject([{ name: 'Petshop' }]);
    expect(stderr.split('\n').map((text) => text.split(':', 2).join(':'))).toEqual([
      'latchkey: letter.txt',
      'latchkey: missing.yaml',
      'latchkey: again.yaml',
      '',
    ]);
    const plain = await run('api', 'import', 'letter.txt', '--json');
    expect([plain.exitCode, plain.stdout]).toEqual([1, '[]\n']);
  });

  test('offers every business plan, or the named ones', async () => {
    const { json, run } = await startCommandLine();
    await json('app', 'create', 'Shop');
    await json('api', 'import', sample('petshop.yaml'), '--plan', 'gold');
    const subscribe = ['subscribe', 'Shop', 'Petshop', '--plan'];
    expect(await run(...subscribe, 'Bronze')).toEqual(
      refusedWith('Petshop 1.2.0 doesn’t offer Bronze.'),
    );
    // Importing it again keeps the plans that it offers.
    await json('api', 'import', sample('petshop.yaml'));
    expect(await run(...subscribe, 'Bronze')).toMatchObject({ exitCode: 1 });
    expect(await run(...subscribe, 'Gold')).toMatchObject({ exitCode: 0 });
  });
});

describe('app', () => {
  test('create and list print id, name and number of subscriptions', async () => {
    const { json } = await startShop();
    const made = await json('app', 'create', 'Büro');
    expect(made).toEqual([{ id: expect.stringMatching(UUID), name: 'Büro', subscriptions: 0 }]);
    expect(await json('app', 'list')).toEqual([
      { id: expect.stringMatching(UUID), name: 'Büro', subscriptions: 0 },
      { id: expect.stringMatching(UUID), name: 'Shop', subscriptions: 1 },
    ]);
  });

  test('refuses an existing name, in any case', async () => {
    const { run } = await startShop();
    const refused = await run('app', 'create', 'SHOP');
    expect(refused).toEqual(refusedWith('NAME: “SHOP” already exists. Choose another name.'));
  });

  test('prints a table without --json', async () => {
    const { run } = await startShop();
    const { stdout } = await run('app', 'list');
    expect(stdout).toMatch(/^ID +NAME {2}SUBSCRIPTIONS\n[0-9a-f-]{36} {2}Shop {2}1\n$/);
  });
});

describe('subscribe', () => {
  test('accepts names in any case, ids, and a version', async () => {
    const { json, run } = await startShop();
    const [{ id }] = (await json('app', 'list')) as [{ id: string }];
    expect(await json('subscribe', 'shop', 'PETSHOP@1.2.0', '--plan', 'bronze')).toBeNull();
    expect(await run('subscribe', id, 'petshop', '--plan', 'Silver')).toEqual({
      exitCode: 0,
      stdout: 'Subscribed Shop to Petshop 1.2.0 with Silver.\n',
      stderr: '',
    });
  });

  test('asks for a version if there are several', async () => {
    const { cwd, json, run } = await startShop();
    const next = readFileSync(sample('petshop.yaml'), 'utf8').replaceAll('1.2.0', '2.0.0');
    writeFileSync(join(cwd, 'next.yaml'), next);
    await json('api', 'import', 'next.yaml');
    expect(await run('subscribe', 'Shop', 'Petshop', '--plan', 'Silver')).toEqual(
      refusedWith('“Petshop” has several versions. Choose one: 1.2.0, 2.0.0.'),
    );
    expect(await json('subscribe', 'Shop', 'Petshop@2.0.0', '--plan', 'Silver')).toBeNull();
  });

  test.each([
    [['Ship', 'Petshop', '--plan', 'Gold'], 'No application named “Ship”.'],
    [['Shop', 'Petshop@3', '--plan', 'Gold'], 'No API named “Petshop@3”.'],
    [
      ['Shop', 'Petshop', '--plan', 'Platinum'],
      'No business plan named “Platinum”. Choose one of: Bronze, Silver, Gold, Unlimited.',
    ],
    [
      ['Shop', 'Petshop', '--plan', 'Gold'],
      'Already subscribed to Petshop 1.2.0 with Gold. Choose another plan.',
    ],
  ])('refuses %j', async (args, line) => {
    const { run } = await startShop();
    expect(await run('subscribe', ...args)).toEqual(refusedWith(line));
  });
});

describe('keys generate', () => {
  test('prints the consumer key, the token ID and its expiry, never a secret', async () => {
    const { json } = await startShop();
    const issued = await json('keys', 'generate', 'Shop', '--scope', 'pets:read');
    expect(issued).toEqual({
      consumerKey: expect.stringMatching(/^\w{28}$/),
      tokenId: expect.stringMatching(UUID),
      expiresAt: new Date(START + 3600 * SECOND).toISOString(),
    });
  });

  test('accepts a validity, scopes and a key type', async () => {
    const { json } = await startShop();
    const sandbox = ['Shop', '--type', 'sandbox'];
    const scopes = ['--scope', 'pets:read', '--scope', 'pets:write'];
    await json('keys', 'generate', ...sandbox, '--validity', '60', ...scopes);
    const jwt = String(await json('token', 'get', ...sandbox));
    const claims = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());
    expect(claims).toMatchObject({ scope: 'pets:read pets:write', keytype: 'SANDBOX' });
    expect(claims.exp - claims.iat).toBe(60);
  });

  test('accepts a profile, an algorithm and a validity in months', async () => {
    const { json } = await startShop();
    const chosen = ['--profile', 'jwt', '--alg', 'ES256', '--validity', '18 months'];
    await json('keys', 'generate', 'Shop', ...chosen);
    const [header, claims] = String(await json('token', 'get', 'Shop'))
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
    expect(header).toMatchObject({ typ: 'JWT', alg: 'ES256' });
    expect(claims.exp - claims.iat).toBe(47_304_000);
  });

  test('creates a token that never expires from a negative validity', async () => {
    const { json } = await startShop();
    const { expiresAt } = (await json('keys', 'generate', 'Shop', '--validity=-1')) as Issued;
    expect(Date.parse(expiresAt)).toBe(START + 2_147_483_647 * SECOND);
  });

  test.each([
    ['--validity=0', /^latchkey: --validity: .+\n$/],
    ['--validity=soon', /^latchkey: --validity: Enter a duration such as 3600, 1h or 90d\.\n$/],
    ['--validity=2147483648', /^latchkey: --validity: Enter 2,147,483,647 or less\.\n$/],
    ['--scope=pets:eat', /^latchkey: --scope: No subscribed API has the scope pets:eat\.\n$/],
  ])('refuses %s, and generates nothing', async (option, line) => {
    const { json, run } = await startShop();
    const refused = await run('keys', 'generate', 'Shop', option, '--json');
    expect(refused).toMatchObject({ exitCode: 1, stdout: '' });
    expect(refused.stderr).toMatch(line);
    expect(await json('token', 'list')).toEqual([]);
  });

  test('is refused the second time', async () => {
    const { json, run } = await startShop();
    await json('keys', 'generate', 'Shop');
    expect(await run('keys', 'generate', 'Shop')).toEqual(
      refusedWith('The keys have already been generated.'),
    );
  });
});

describe('token get', () => {
  test('prints only the token; a string with --json', async () => {
    const { json, run } = await startShop();
    await json('keys', 'generate', 'Shop');
    const { exitCode, stdout, stderr } = await run('token', 'get', 'shop');
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout.trimEnd()).toMatch(JWT);
    expect(await json('token', 'get', 'shop')).toBe(stdout.trimEnd());
  });

  test('refuses an expired, a revoked and a missing one', async () => {
    const { clock, json, run } = await startShop();
    expect(await run('token', 'get', 'Shop')).toEqual(
      refusedWith('No keys yet. Generate them first.'),
    );
    await json('keys', 'generate', 'Shop', '--validity', '60');
    clock.now += 60 * SECOND;
    expect(await run('token', 'get', 'Shop', '--json')).toEqual(
      refusedWith(
        'The access token of Shop, Production expired on 2026-11-23T08:01:00.000Z. Re-generate it.',
      ),
    );
    const { tokenId } = (await json('token', 'regenerate', 'Shop')) as Issued;
    await json('token', 'revoke', tokenId);
    expect(await run('token', 'get', 'Shop')).toEqual(
      refusedWith(
        'The access token of Shop, Production was revoked on 2026-11-23T08:01:00.000Z. Re-generate it.',
      ),
    );
  });
});

describe('token regenerate', () => {
  test('replaces the token of the same consumer key and revokes the old one', async () => {
    const { json } = await startShop();
    const first = (await json('keys', 'generate', 'Shop')) as Issued;
    const second = (await json('token', 'regenerate', 'Shop', '--validity', '90')) as Issued;
    expect(second.consumerKey).toBe(first.consumerKey);
    expect(second.tokenId).not.toBe(first.tokenId);
    expect(await json('token', 'list')).toMatchObject([
      { id: second.tokenId, state: 'active' },
      { id: first.tokenId, state: 'revoked' },
    ]);
  });

  test('needs keys', async () => {
    const { run } = await startShop();
    expect(await run('token', 'regenerate', 'Shop')).toMatchObject({ exitCode: 1 });
  });
});

describe('token list', () => {
  test('prints every detail except the token', async () => {
    const { json } = await startShop();
    const { tokenId } = (await json('keys', 'generate', 'Shop')) as Issued;
    expect(await json('token', 'list')).toEqual([
      {
        id: tokenId,
        application: 'Shop',
        type: 'production',
        state: 'active',
        issuedAt: new Date(START).toISOString(),
        expiresAt: new Date(START + 3600 * SECOND).toISOString(),
        kid: expect.stringMatching(/^[\w-]{43}$/),
      },
    ]);
  });

  test('filters by application and state', async () => {
    const { json, run } = await startShop();
    await json('app', 'create', 'Other');
    const { tokenId } = (await json('keys', 'generate', 'Shop')) as Issued;
    await json('keys', 'generate', 'Other');
    await json('token', 'revoke', tokenId);
    const ids = async (...filter: string[]) =>
      ((await json('token', 'list', ...filter)) as { application: string }[]).map(
        ({ application }) => application,
      );
    expect(await ids()).toEqual(['Other', 'Shop']);
    expect(await ids('--state', 'revoked')).toEqual(['Shop']);
    expect(await ids('--app', 'other', '--state', 'active')).toEqual(['Other']);
    expect(await ids('--app', 'other', '--state', 'expired')).toEqual([]);
    expect((await run('token', 'list', '--state', 'expired')).stdout).toBe('None.\n');
    expect(await run('token', 'list', '--app', 'third')).toMatchObject({ exitCode: 1 });
  });
});

describe('token revoke', () => {
  test.each(['9c7f3f51-3b8f-4b0e-9b38-3c1f4f1c1d11', 'soon'])('refuses %s', async (id) => {
    const { run } = await startShop();
    const refused = await run('token', 'revoke', id);
    expect(refused).toEqual(refusedWith(`No token with the ID “${id}”.`));
  });

  test('refuses the second time', async () => {
    const { json, run } = await startShop();
    const { tokenId } = (await json('keys', 'generate', 'Shop')) as Issued;
    expect(await json('token', 'revoke', tokenId.toUpperCase())).toBeNull();
    expect(await run('token', 'revoke', tokenId)).toMatchObject({ exitCode: 1 });
  });
});
