import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { refusedWith, startShop } from '../../support/command-line.ts';

test('secret: add, list, get and revoke, printing a secret only if asked for', async () => {
  const { clock, json, run } = await startShop();
  await json('keys', 'generate', 'Shop');
  const first = await json('secret', 'get', 'Shop');
  clock.now += 1000;
  const added = (await json('secret', 'add', 'Shop', '--note', 'app', '--expires', '90d')) as {
    id: string;
  };
  expect(added).toMatchObject({ note: 'app', state: 'active', revokedAt: null });
  const second = await json('secret', 'get', 'Shop');
  expect(second).not.toBe(first);
  const listed = await json('secret', 'list', 'Shop');
  expect(listed).toMatchObject([{ id: added.id }, { note: '', expiresAt: null }]);
  expect(JSON.stringify([added, listed])).not.toContain(String(second));
  expect(await json('secret', 'revoke', added.id)).toBeNull();
  expect(await json('secret', 'list', 'Shop')).toMatchObject([{ state: 'revoked' }, {}]);
  expect(await json('secret', 'get', 'Shop')).toBe(first);
  expect(await run('secret', 'revoke', 'nobody')).toEqual(
    refusedWith('No consumer secret with the ID “nobody”.'),
  );
});

test('secret add reads an existing secret from a file', async () => {
  const { clock, cwd, json } = await startShop();
  await json('keys', 'generate', 'Shop');
  clock.now += 1000;
  writeFileSync(join(cwd, 'secret'), 'from-elsewhere\n');
  await json('secret', 'add', 'Shop', '--secret-file', 'secret');
  expect(await json('secret', 'get', 'Shop')).toBe('from-elsewhere');
});
