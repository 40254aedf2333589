import { describe, expect, test } from 'vitest';
import { type Issued, refusedWith, startShop } from '../../support/command-line.ts';

async function twoApps() {
  const line = await startShop();
  const { clock, json } = line;
  await json('app', 'create', 'Other');
  const shop = (await json('keys', 'generate', 'Shop', '--validity', '3d')) as Issued;
  clock.now += 86_400_000;
  const other = (await json('keys', 'generate', 'Other', '--validity', '90d')) as Issued;
  const states = async () => {
    const rows = (await json('token', 'list')) as { id: string; state: string }[];
    return Object.fromEntries(rows.map(({ id, state }) => [id, state]));
  };
  return { ...line, shop, other, states };
}

describe('token revoke', () => {
  test('--app revokes the tokens of one application', async () => {
    const { json, shop, other, states } = await twoApps();
    expect(await json('token', 'revoke', '--app', 'Shop')).toEqual({ revoked: 1 });
    expect(await states()).toMatchObject({ [shop.tokenId]: 'revoked', [other.tokenId]: 'active' });
  });

  test('--key revokes what a key has signed', async () => {
    const { json, run, states, shop, other } = await twoApps();
    const [{ kid } = { kid: '' }] = (await json('signing-key', 'list')) as { kid: string }[];
    expect(await run('token', 'revoke', '--key', 'nobody')).toEqual(
      refusedWith('No signing key with the ID “nobody”.'),
    );
    expect(await json('token', 'revoke', '--key', kid)).toEqual({ revoked: 2 });
    expect(await states()).toEqual({ [shop.tokenId]: 'revoked', [other.tokenId]: 'revoked' });
  });

  test('--issued-before revokes older ones, and says first how many', async () => {
    const { clock, json, run, states, shop, other } = await twoApps();
    const before = new Date(clock.now).toISOString();
    const options = ['token', 'revoke', '--issued-before', before] as const;
    expect(await json(...options, '--dry-run')).toEqual({ wouldRevoke: 1 });
    expect((await run(...options)).stdout).toBe('Revoked 1 token.\n');
    expect(await states()).toMatchObject({ [shop.tokenId]: 'revoked', [other.tokenId]: 'active' });
    expect((await run('token', 'revoke', '--issued-before', 'soon')).exitCode).toBe(1);
  });

  test('--consumer-key, and two conditions together', async () => {
    const { json, shop, other, states } = await twoApps();
    const none = await json('token', 'revoke', '--app=Other', `--consumer-key=${shop.consumerKey}`);
    expect(none).toEqual({ revoked: 0 });
    expect(await json('token', 'revoke', `--consumer-key=${other.consumerKey}`)).toEqual({
      revoked: 1,
    });
    expect(await states()).toMatchObject({ [other.tokenId]: 'revoked' });
  });

  test('needs a token or a condition, and not both', async () => {
    const { run, shop } = await twoApps();
    expect((await run('token', 'revoke')).exitCode).toBe(2);
    expect((await run('token', 'revoke', shop.tokenId, '--app', 'Shop')).exitCode).toBe(2);
  });

  test('refuses a dry run of one token, which would be revoked', async () => {
    const { run, shop, states } = await twoApps();
    expect((await run('token', 'revoke', shop.tokenId, '--dry-run')).exitCode).toBe(2);
    expect(await states()).toMatchObject({ [shop.tokenId]: 'active' });
  });
});

describe('token regenerate', () => {
  test('--expiring-within issues anew what ends soon, for as long as before', async () => {
    const { clock, json, run, shop, states, other } = await twoApps();
    expect(await json('token', 'regenerate', '--expiring-within', '1d')).toEqual([]);
    const issued = (await json('token', 'regenerate', '--expiring-within', '7d')) as Issued[];
    expect(issued).toMatchObject([
      {
        application: 'Shop',
        type: 'production',
        expiresAt: new Date(clock.now + 3 * 86_400_000).toISOString(),
      },
    ]);
    expect(await states()).toMatchObject({
      [shop.tokenId]: 'revoked',
      [issued[0]?.tokenId ?? '']: 'active',
      [other.tokenId]: 'active',
    });
    expect((await run('token', 'regenerate')).exitCode).toBe(2);
  });

  test('--key re-issues what a key has signed, and says first how many', async () => {
    const { json, run, shop, other, states } = await twoApps();
    const [{ kid } = { kid: '' }] = (await json('signing-key', 'list')) as { kid: string }[];
    const command = ['token', 'regenerate', '--key', kid] as const;
    expect(await json(...command, '--dry-run')).toEqual({
      wouldIssue: 2,
      wouldRevoke: 2,
      wouldLeaveOut: 0,
    });
    expect(await states()).toEqual({ [shop.tokenId]: 'active', [other.tokenId]: 'active' });
    const issued = (await json(...command, '--validity', '5d')) as { application: string }[];
    expect(issued.map(({ application }) => application).toSorted()).toEqual(['Other', 'Shop']);
    expect(await states()).toMatchObject({
      [shop.tokenId]: 'revoked',
      [other.tokenId]: 'revoked',
    });
    expect(await run('token', 'regenerate', '--key', 'nobody')).toEqual(
      refusedWith('No signing key with the ID “nobody”.'),
    );
    expect((await run('token', 'regenerate', 'Shop', '--key', kid)).exitCode).toBe(2);
    expect((await run('token', 'regenerate', 'Shop', '--dry-run')).exitCode).toBe(2);
  });
});

describe('keys generate', () => {
  test('--all generates for every application without keys, and says which have some', async () => {
    const { json, run } = await startShop();
    await json('app', 'create', 'Other');
    await json('keys', 'generate', 'Shop');
    expect(await json('keys', 'generate', '--all', '--dry-run')).toEqual({
      wouldIssue: 1,
      wouldRevoke: 0,
      wouldLeaveOut: 1,
    });
    const { stdout, stderr, exitCode } = await run('keys', 'generate', '--all', '--json');
    expect(JSON.parse(stdout)).toMatchObject([{ application: 'Other', type: 'production' }]);
    expect(stderr).toBe('latchkey: Shop: The keys have already been generated.\n');
    expect(exitCode).toBe(1);
  });

  test('several applications get all their scopes with --all-scopes', async () => {
    const { json, run } = await startShop();
    await json('app', 'create', 'Other');
    const issued = await json('keys', 'generate', 'Shop', 'Other', '--all-scopes');
    expect(issued).toMatchObject([{ application: 'Shop' }, { application: 'Other' }]);
    expect((await run('keys', 'generate')).exitCode).toBe(2);
    expect((await run('keys', 'generate', 'Shop', '--all')).exitCode).toBe(2);
    const both = ['--all-scopes', '--scope', 'x'] as const;
    expect((await run('keys', 'generate', 'Shop', ...both)).exitCode).toBe(2);
  });
});

test('token list --stale lists the current tokens that a new one would differ from', async () => {
  const { json, shop } = await twoApps();
  expect(await json('token', 'list', '--stale')).toEqual([]);
  await json('subscribe', 'Shop', 'Petshop', '--plan', 'Bronze');
  expect(await json('token', 'list', '--stale')).toMatchObject([{ id: shop.tokenId }]);
});
