import { describe, expect, test } from 'vitest';
import type { Connection } from '../../../../electron/base/database/connect.ts';
import { enter, openCore, startCore } from '../../../support/core.ts';
import { openBeside } from '../../../support/data-key.ts';

/** Verifies a closed log with some entries after `forge` has changed it. */
async function verdictAfter(forge: (db: Connection) => void): Promise<unknown> {
  const core = await startCore();
  for (let count = 0; count < 5; count += 1) {
    await core.give('settings:update', { clipboardSeconds: 20 + count });
  }
  await core.give('workspace:lock', {});
  const db = await openBeside(core.home);
  forge(db);
  db.close();
  const next = openCore(core.home);
  await enter(next);
  const verdict = await next.call('activity:verify', {});
  await next.close();
  return verdict.ok ? verdict.value : verdict.error;
}

describe('the hash chain of the activity log', { tags: 'secrets/log-chain' }, () => {
  test('is valid for an unchanged log', async () => {
    expect(await verdictAfter(() => {})).toMatchObject({ brokenAt: null });
  });

  test.each([
    ['an edited entry', "UPDATE activity SET subject = 'x' WHERE id = 4", 4],
    ['a moved time', 'UPDATE activity SET at = at - 1 WHERE id = 4', 4],
    ['a missing entry', 'DELETE FROM activity WHERE id = 4', 5],
    ['a first entry that is gone', 'DELETE FROM activity WHERE id = 1', 2],
    ['a link that was removed', 'UPDATE activity SET chain = NULL WHERE id = 4', 4],
    [
      'two entries that changed places',
      `UPDATE activity SET id = 100 WHERE id = 4;
       UPDATE activity SET id = 4 WHERE id = 5;
       UPDATE activity SET id = 5 WHERE id = 100`,
      4,
    ],
    [
      'an entry that was put in',
      `INSERT INTO activity (id, at, kind, subject, detail, by_name, by_method, chain)
       SELECT 1000, at, kind, subject, detail, by_name, by_method, chain FROM activity WHERE id = 4`,
      1000,
    ],
  ])('finds %s', async (_name, sql, brokenAt) => {
    expect(await verdictAfter((db) => db.exec(sql))).toMatchObject({ brokenAt });
  });

  test('finds entries cut off at the end', async () => {
    const cut = await verdictAfter((db) =>
      db.exec('DELETE FROM activity WHERE id = (SELECT max(id) FROM activity)'),
    );
    expect(cut).toMatchObject({ brokenAt: expect.any(Number) });
  });

  test('finds a missing head, cut off together with the end of the log', async () => {
    const cut = await verdictAfter((db) =>
      db.exec(`DELETE FROM activity_head;
        DELETE FROM activity WHERE id = (SELECT max(id) FROM activity)`),
    );
    expect(cut).toMatchObject({ brokenAt: expect.any(Number) });
  });
});
