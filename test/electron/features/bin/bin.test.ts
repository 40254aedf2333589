import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { DAY, SECOND, START, startCore, type TestCore } from '../../../support/core.ts';
import { openBeside } from '../../../support/data-key.ts';
import {
  generate,
  jwtOf,
  makeApplication,
  makePetshop,
  regenerate,
} from '../../../support/workspace.ts';

async function ledger(core: TestCore) {
  return (await core.give('token:list', { limit: 100 })).tokens;
}

async function revokedCount(core: TestCore): Promise<number> {
  return (await core.give('gateway:get', {})).revokedCount;
}

describe('an application in the bin', () => {
  test('has all its tokens revoked, and they are on the revocation list', async () => {
    const core = await startCore();
    const { application, token } = await makePetshop(core);
    core.clock.now += SECOND;
    await core.give('application:delete', { id: application.id });
    expect(await ledger(core)).toEqual([{ ...token, revokedAt: START + SECOND }]);
    expect(await revokedCount(core)).toBe(1);
    expect((await core.give('token:list', { limit: 9, state: 'active' })).tokens).toEqual([]);
    expect(await core.give('application:list', {})).toEqual([]);
  });

  test('issues nothing and reveals no secret', async () => {
    const core = await startCore();
    const { application, token } = await makePetshop(core);
    await core.give('application:delete', { id: application.id });
    await expect(regenerate(core, token)).rejects.toThrow('missing/application');
    await expect(generate(core, application.id)).rejects.toThrow('missing/application');
    for (const kind of ['consumer-key', 'consumer-secret'] as const) {
      expect(await core.refuse('secret:reveal', { kind, id: token.keysId })).toEqual({
        code: 'missing/keys',
      });
    }
  });

  test('is restored with everything, its tokens active again', async () => {
    const core = await startCore();
    const { application, token } = await makePetshop(core);
    const before = await core.give('application:get', { id: application.id });
    const of = { applicationId: application.id, keyType: 'PRODUCTION' } as const;
    const keys = await core.give('keys:get', of);
    const jwt = await jwtOf(core, token);
    await core.give('application:delete', { id: application.id });
    await core.give('bin:restore', { kind: 'application', id: application.id });
    expect(await core.give('application:get', { id: application.id })).toEqual(before);
    expect(await core.give('keys:get', of)).toEqual(keys);
    expect(await jwtOf(core, token)).toBe(jwt);
    expect(await revokedCount(core)).toBe(0);
    expect(await core.give('bin:list', {})).toEqual([]);
  });

  test('doesn’t restore tokens that were revoked before', async () => {
    const core = await startCore();
    const { application, token } = await makePetshop(core);
    await core.give('token:revoke', { ids: [token.id] });
    core.clock.now += SECOND;
    await core.give('application:delete', { id: application.id });
    expect((await ledger(core))[0]?.revokedAt).toBe(START);
    await core.give('bin:restore', { kind: 'application', id: application.id });
    expect((await ledger(core))[0]?.revokedAt).toBe(START);
  });
});

describe('deleted permanently', () => {
  test('an application leaves the ids that gateways must keep refusing', async () => {
    const core = await startCore();
    const { application, token } = await makePetshop(core);
    const short = await generate(core, application.id, { keyType: 'SANDBOX', validitySeconds: 60 });
    const long = await regenerate(core, short, { validitySeconds: -1 });
    await core.give('application:delete', { id: application.id });
    // The short-lived token has expired by now; the other three haven't.
    core.clock.now += 61 * SECOND;
    await core.give('bin:purge', { kind: 'application', id: application.id });
    expect(await ledger(core)).toEqual([]);
    const folder = core.home;
    core.shell.saveTo = { folder };
    await core.give('gateway:export', { file: 'revocations' });
    const ids = readFileSync(join(folder, 'revocations.txt'), 'utf8').trim().split('\n');
    expect(ids.toSorted((one, other) => one.localeCompare(other))).toEqual(
      [token.id, long.id].toSorted((one, other) => one.localeCompare(other)),
    );
  });

  test('its secrets are in no file, not even encrypted', {
    tags: 'secrets/deletion',
  }, async () => {
    const core = await startCore();
    const { application } = await makePetshop(core);
    const db = await openBeside(core.home, { readonly: true });
    const rows = db
      .prepare(
        `SELECT jwt_sealed AS sealed FROM token_secret
         UNION ALL SELECT secret_sealed FROM consumer_secret`,
      )
      .all();
    db.close();
    const sealed = z.array(z.object({ sealed: z.instanceof(Buffer) })).parse(rows);
    const hits = async () => {
      const beside = await openBeside(core.home, { readonly: true });
      // Every page decrypted, including free ones. Newer changes are still in the WAL.
      const pages = beside.serialize();
      beside.close();
      return sealed.filter((row) => pages.includes(row.sealed.subarray(0, 40)));
    };
    expect(await hits()).toHaveLength(2);
    await core.give('application:delete', { id: application.id });
    await core.give('bin:purge', { kind: 'application', id: application.id });
    expect(await hits()).toEqual([]);
    expect(statSync(join(core.home, 'workspace.latchkey-wal')).size).toBe(0);
  });

  test('an API deletes its subscriptions, and tokens stay', async () => {
    const core = await startCore();
    const { api, token, application } = await makePetshop(core);
    await core.give('api:delete', { id: api.id });
    await core.give('bin:purge', { kind: 'api', id: api.id });
    expect(await core.give('subscription:list', { applicationId: application.id })).toEqual([]);
    expect(await ledger(core)).toEqual([{ ...token, stale: true }]);
    const view = await core.give('keys:get', {
      applicationId: application.id,
      keyType: 'PRODUCTION',
    });
    expect(view.coverage.removed).toEqual(['Pets 1.0.0']);
  });

  test('only items in the bin can be deleted permanently', async () => {
    const core = await startCore();
    const { application, api, subscription } = await makePetshop(core);
    const refs = [
      { kind: 'application', id: application.id },
      { kind: 'api', id: api.id },
      { kind: 'subscription', id: subscription.id },
      { kind: 'api', id: application.id },
    ] as const;
    for (const ref of refs) {
      expect(await core.refuse('bin:purge', ref)).toEqual({ code: 'missing/bin-entry' });
      expect(await core.refuse('bin:restore', ref)).toEqual({ code: 'missing/bin-entry' });
    }
  });
});

test('the bin lists its items and until when', async () => {
  const core = await startCore();
  const { application, api, subscription } = await makePetshop(core);
  await core.give('subscription:delete', { id: subscription.id });
  core.clock.now += SECOND;
  await core.give('api:delete', { id: api.id });
  core.clock.now += SECOND;
  await core.give('application:delete', { id: application.id });
  const bin = await core.give('bin:list', {});
  expect(
    bin.map(({ kind, name, deletedAt, purgedAt }) => [kind, name, deletedAt, purgedAt]),
  ).toEqual([
    ['application', 'Petshop', START + 2 * SECOND, START + 2 * SECOND + 30 * DAY],
    ['api', 'Pets 1.0.0', START + SECOND, START + SECOND + 30 * DAY],
    ['subscription', 'Petshop: Pets 1.0.0, Gold', START, START + 30 * DAY],
  ]);
});

async function threeDeleted() {
  const core = await startCore();
  const { application, api, subscription, token } = await makePetshop(core);
  await core.give('subscription:delete', { id: subscription.id });
  await core.give('api:delete', { id: api.id });
  await core.give('application:delete', { id: application.id });
  const left = async () => (await core.give('bin:list', {})).length;
  const purged = async () =>
    (await core.give('activity:list', { search: 'bin/purged', limit: 9 })).entries.length;
  return { core, token, left, purged };
}

describe('after 30 days', () => {
  test.each([
    [30 * DAY - 1, DAY, 3],
    [30 * DAY, DAY - 1, 3],
    [30 * DAY, DAY, 0],
  ])('a start after %d ms and one %d ms later leave %d items in it', async (later, then, count) => {
    const { core, left, purged } = await threeDeleted();
    core.clock.now += later;
    await core.restart();
    core.clock.now += then;
    await core.restart();
    expect(await left()).toBe(count);
    // The subscription was deleted with its parent.
    expect(await purged()).toBe(count === 0 ? 2 : 0);
  });

  test('it is also emptied while the program stays open', async () => {
    const { core, left } = await threeDeleted();
    core.clock.now += 30 * DAY;
    await makeApplication(core, 'Meanwhile');
    expect(await left()).toBe(3);
    core.clock.now += DAY;
    core.shell.changes.length = 0;
    expect(await left()).toBe(0);
    expect(core.shell.changes).toEqual([['tokens', 'activity']]);
    expect(await left()).toBe(0);
    expect(core.shell.changes).toHaveLength(1);
  });

  test('a call purges at most a page of items, and a sign-in continues until none is left', async () => {
    const core = await startCore();
    const COUNT = 450;
    for (let nth = 0; nth < COUNT; nth += 1) {
      const { id } = await makeApplication(core, `Application ${nth}`);
      await core.give('application:delete', { id });
    }
    core.clock.now += 30 * DAY;
    await core.restart();
    core.clock.now += DAY;
    await core.give('bin:list', { limit: 1 });
    expect(await core.give('bin:count', {})).toBe(250);
    await core.restart();
    await expect.poll(() => core.give('bin:count', {})).toBe(0);
  });

  test('a clock that was ahead at one start deletes nothing', async () => {
    const { core, left } = await threeDeleted();
    for (const ahead of [31 * DAY, 33 * DAY]) {
      core.clock.now = START + ahead;
      await core.restart();
      expect(await left()).toBe(3);
      core.clock.now = START + SECOND;
      await core.restart();
      expect(await left()).toBe(3);
    }
    expect(await revokedCount(core)).toBe(1);
  });

  test('a clock that was ahead for days loses no revocation', async () => {
    const { core, token, left } = await threeDeleted();
    for (const ahead of [31 * DAY, 33 * DAY]) {
      core.clock.now = START + ahead;
      await core.restart();
    }
    expect(await left()).toBe(0);
    expect(await revokedCount(core)).toBe(0);
    core.clock.now = token.expiresAt - 1;
    expect(await revokedCount(core)).toBe(1);
  });

  test('a bin that can’t be emptied doesn’t block the workspace', async () => {
    const { core, left } = await threeDeleted();
    core.clock.now += 30 * DAY;
    await core.restart();
    const db = await openBeside(core.home);
    // Purging the application would insert its token a second time.
    db.exec('INSERT INTO purged_token SELECT id, expires_at, 0 FROM token');
    db.close();
    core.clock.now += DAY;
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    onTestFinished(() => said.mockRestore());
    await core.restart();
    expect(await left()).toBe(3);
    expect(said).toHaveBeenCalledWith(expect.stringContaining('purged_token'));
  });
});
