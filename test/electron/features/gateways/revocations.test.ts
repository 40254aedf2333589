import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DAY, START, startCore } from '../../../support/core.ts';
import { openBeside } from '../../../support/data-key.ts';
import { makePetshop } from '../../../support/workspace.ts';

/** More than two pages of them, some revoked at the same moment, some expired. */
const COUNT = 1300;

test('a list of many pages has each revoked token once, the oldest revocation first', async () => {
  const core = await startCore();
  const { token } = await makePetshop(core);
  core.clock.now += 500;
  await core.give('token:revoke', { ids: [token.id] });
  await core.give('workspace:lock', {});
  const db = await openBeside(core.home);
  const insert = db.prepare(
    'INSERT INTO purged_token (id, expires_at, revoked_at) VALUES (?, ?, ?)',
  );
  const rows = Array.from({ length: COUNT }, (_, nth) => ({
    id: `id-${(nth * 7919) % COUNT}`,
    at: START + Math.floor(nth / 50) * 100,
    end: nth % 10 === 0 ? START - DAY : START + DAY,
  }));
  db.transaction(() => {
    for (const { id, at, end } of rows) insert.run(id, end, at);
  })();
  db.close();
  await core.give('workspace:sign-in', {
    with: 'passphrase',
    passphrase: 'ten green bottles on a wall',
  });

  core.shell.saveTo = { folder: core.home };
  const exported = async (file: 'revocations' | 'revocations-json') => {
    await core.give('gateway:export', { file });
    const name = core.shell.asked.at(-1)?.suggestedName ?? '';
    return readFileSync(join(core.home, name), 'utf8');
  };
  const own = { id: token.id, at: START + 500, end: token.expiresAt };
  const expected = [...rows, own]
    .filter(({ end }) => end > core.clock.now)
    .toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const lines = (await exported('revocations')).trimEnd().split('\n');
  expect(lines).toEqual(expected.map(({ id }) => id));
  const list = JSON.parse(await exported('revocations-json'));
  expect(list.revoked.map(({ jti }: { jti: string }) => jti)).toEqual(lines);
  expect((await core.give('gateway:get', {})).revokedCount).toBe(lines.length);
});
