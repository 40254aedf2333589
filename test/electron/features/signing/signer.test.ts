import { createSecretKey, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { createCipher } from '../../../../electron/base/crypto/cipher.ts';
import { openDatabase } from '../../../../electron/base/database/open.ts';
import { createSigner } from '../../../../electron/features/signing/signer.ts';
import { SECOND, START, startCore } from '../../../support/core.ts';
import { makePetshop } from '../../../support/workspace.ts';

test('however many ask at once for the first key, one is made', async () => {
  const opened = openDatabase(':memory:');
  if (!opened.ok) throw new Error(opened.error.code);
  const cipher = createCipher(createSecretKey(randomBytes(32)));
  const signer = createSigner(opened.value, cipher, () => START);
  const keys = await Promise.all(Array.from({ length: 5 }, () => signer.currentKey()));
  expect(new Set(keys.map(({ kid }) => kid)).size).toBe(1);
  expect(opened.value.prepare('SELECT count(*) AS count FROM signing_key').get()).toEqual({
    count: 1,
  });
  const signed = await signer.sign({ typ: 'at+jwt' }, { sub: 'x' });
  expect(signed.ok && signed.value.key.kid).toBe(keys[0]?.kid);
});

/** The first key retired by hand; the next start makes the second. */
async function rotated() {
  const core = await startCore();
  const { token } = await makePetshop(core);
  const db = new Database(join(core.home, 'workspace.latchkey'));
  db.prepare('UPDATE signing_key SET retired_at = ?').run(START);
  db.close();
  core.clock.now += SECOND;
  await core.restart();
  const kids = async () => (await core.give('gateway:get', {})).publicKeys.map(({ kid }) => kid);
  return { core, token, kids };
}

describe('a key that signs no longer', () => {
  test('is published, after the new one, until the last token that it signed has expired', async () => {
    const { core, token, kids } = await rotated();
    const [fresh, old] = await kids();
    expect(old).toBe(token.kid);
    expect(fresh).not.toBe(token.kid);
    core.clock.now = token.expiresAt - 1;
    expect(await kids()).toEqual([fresh, old]);
    core.clock.now = token.expiresAt;
    expect(await kids()).toEqual([fresh]);
  });

  test('of both, all files have their part', async () => {
    const { core, kids } = await rotated();
    const { jwks } = await core.give('gateway:get', {});
    expect(JSON.parse(jwks)).toMatchObject({ keys: (await kids()).map((kid) => ({ kid })) });
    core.shell.saveTo = { folder: core.home };
    expect(await core.give('gateway:export', { file: 'certificate' })).toMatchObject({ count: 2 });
    // The configuration, the revocations and two keys.
    expect(await core.give('gateway:export', { file: 'haproxy' })).toMatchObject({ count: 4 });
  });
});
