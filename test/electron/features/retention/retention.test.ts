import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { DAY, PASSPHRASE as OWN, SECOND, START, startCore } from '../../../support/core.ts';
import { makePetshop, regenerate } from '../../../support/workspace.ts';

const PASSPHRASE = 'nine green bottles';

/** An old token that expired, and a current one that expired, too, after an hour. */
async function expired() {
  const reminderRhythm = { first: 1, every: 1 };
  const core = await startCore({ reminderRhythm });
  await core.give('settings:update', { keepOldToken: true, announceExpiry: false });
  const { token: old, application } = await makePetshop(core);
  core.clock.now += SECOND;
  const current = await regenerate(core, old);
  /** A new day, on which something is written to the log. */
  const on = async (day: number): Promise<void> => {
    core.clock.now = START + day * DAY;
    await core.give('settings:update', { clipboardSeconds: 30 });
  };
  const reveal = (id: string) => core.call('secret:reveal', { kind: 'access-token', id });
  return { core, old, current, application, on, reveal };
}

describe('the JWT of a token that expired', () => {
  test('is deleted after the time in Settings; its row stays, and says so', async () => {
    const { core, old, on, reveal } = await expired();
    await on(89);
    await on(90);
    expect(await reveal(old.id)).toMatchObject({ ok: true });
    await on(92);
    await on(94);
    await vi.waitFor(async () =>
      expect(await reveal(old.id)).toMatchObject({ error: { code: 'token/forgotten' } }),
    );
    expect((await core.give('token:list', { limit: 9 })).tokens).toHaveLength(2);
    const { entries } = await core.give('activity:list', { limit: 50 });
    const forgotten = entries.filter(({ kind }) => kind === 'token/forgotten');
    expect(forgotten.map(({ detail }) => detail)).toEqual([{ count: 2 }]);
    // Lists of facts have it, formats of nothing but tokens don't.
    core.shell.saveTo = { folder: core.home };
    const everything = { selection: { of: 'everything' }, encryption: null } as const;
    const json = await core.give('token:export', { ...everything, format: 'json' });
    expect(JSON.parse(readFileSync(json?.path ?? '', 'utf8')).tokens).toMatchObject([
      { accessToken: '' },
      { accessToken: '' },
    ]);
    expect(await core.give('token:export', { ...everything, format: 'env' })).toMatchObject({
      count: 0,
    });
    expect(core.defects).toEqual([]);
  });

  test('stays after one wrong look at the clock, and with 0 days', async () => {
    const { core, old, on, reveal } = await expired();
    core.clock.now = START + 400 * DAY;
    await core.give('settings:update', { keepExpiredDays: 0 });
    await on(500);
    await on(502);
    expect(await reveal(old.id)).toMatchObject({ ok: true });
  });
});

describe('expired tokens are deleted from the ledger', () => {
  test('after they were written to an encrypted file, which is read back', async () => {
    const { core, old, current, on } = await expired();
    await core.give('settings:update', { keepExpiredDays: 0 });
    await on(400);
    await on(402);
    await core.give('workspace:confirm', { passphrase: OWN });
    core.shell.saveTo = { folder: core.home };
    const purged = await core.give('token:purge', {
      expiredBefore: core.clock.now,
      archive: { passphrase: PASSPHRASE, insist: false },
    });
    expect(purged?.count).toBe(1);
    const { tokens } = await core.give('token:list', { limit: 9 });
    expect(tokens.map(({ id }) => id)).toEqual([current.id]);
    core.shell.files = [purged?.path ?? ''];
    const chosen = await core.give('encrypted-export:choose', {});
    const saved = await core.give('encrypted-export:save', {
      id: chosen?.id ?? '',
      passphrase: PASSPHRASE,
    });
    expect(JSON.parse(readFileSync(saved?.path ?? '', 'utf8')).tokens).toMatchObject([
      { jti: old.id, state: 'expired' },
    ]);
    // The keys can still be re-generated.
    await regenerate(core, current);
  });

  test('nothing is deleted when the dialog is closed, or by a clock that was wrong once', async () => {
    const { core, on } = await expired();
    await on(400);
    await core.give('workspace:confirm', { passphrase: OWN });
    const archive = { passphrase: PASSPHRASE, insist: false };
    core.shell.saveTo = null;
    await on(402);
    await core.give('workspace:confirm', { passphrase: OWN });
    const purge = (more: object) =>
      core.give('token:purge', { expiredBefore: core.clock.now, archive: null, ...more });
    expect(await purge({ archive })).toBeNull();
    expect((await core.give('token:list', { limit: 9 })).tokens).toHaveLength(2);
    expect(await purge({})).toEqual({ count: 1, path: null });
  });

  test('what was revoked stays on the revocation list until it has expired', async () => {
    const { core, old } = await expired();
    await core.give('token:revoke', { ids: [old.id] });
    core.clock.now += 2 * DAY;
    await core.give('settings:update', { clipboardSeconds: 31 });
    core.clock.now += 2 * DAY;
    await core.give('workspace:confirm', { passphrase: OWN });
    const input = { expiredBefore: core.clock.now, archive: null };
    // Revoked before it expired, so it counts as revoked and isn't purged as expired.
    expect(await core.refuse('token:purge', input)).toMatchObject({ code: 'export/nothing' });
  });
});

test('deleting asks who is there', async () => {
  const { core } = await expired();
  core.clock.elapsed += 10 * 60 * SECOND;
  const refused = await core.refuse('token:purge', { expiredBefore: 1, archive: null });
  expect(refused.code).toBe('workspace/confirm');
});
