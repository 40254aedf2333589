import { describe, expect, onTestFinished, test } from 'vitest';
import { Key } from '../../../../electron/base/crypto/key.ts';
import { type Connection, connectInMemory } from '../../../../electron/base/database/connect.ts';
import { guardWrites, type WritableDb } from '../../../../electron/base/database/database.ts';
import { RefusedError } from '../../../../electron/base/database/database-error.ts';
import { migrateEmpty } from '../../../../electron/base/database/migrate.ts';
import {
  createActivityLog,
  type LogState,
} from '../../../../electron/features/activity/activity-log.ts';
import type { ActivityVerdict } from '../../../../shared/domain/activity.ts';
import { appError } from '../../../../shared/errors.ts';
import {
  byPassphrase,
  DAY,
  enter,
  openCore,
  PASSPHRASE,
  START,
  startCore,
  type TestCore,
} from '../../../support/core.ts';
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

function emptyWorkspace(): Connection {
  const memory = connectInMemory();
  onTestFinished(() => void memory.close());
  migrateEmpty(memory as unknown as WritableDb);
  return memory;
}

const pass = <T>(work: () => T): T => work();

/**
 * A log in memory, and how many of its entries are read.
 *
 * @param before the same log in an earlier session.
 */
function countedLog(
  state: Partial<LogState> = {},
  before: { readonly memory: Connection; readonly key: Key } | null = null,
) {
  const memory = before?.memory ?? emptyWorkspace();
  const db = memory as unknown as WritableDb;
  let rows = 0;
  const prepare = memory.prepare.bind(memory);
  const counting = (sql: string) => {
    const statement = prepare(sql);
    if (!sql.includes('FROM activity WHERE id >')) return statement;
    const all = statement.all.bind(statement);
    statement.all = (...bound) => {
      const found = all(...bound);
      rows += found.length;
      return found;
    };
    return statement;
  };
  memory.prepare = counting as typeof memory.prepare;
  const key = before?.key ?? Key.random();
  const clock = { now: START };
  const sound = { isInDoubt: () => false, isFrozen: () => false };
  const log = createActivityLog(db, key, () => clock.now, undefined, { ...sound, ...state });
  return {
    db,
    key,
    memory,
    clock,
    log,
    add(count: number): void {
      for (let nth = 0; nth < count; nth += 1) {
        log.record({ kind: 'settings/changed', subject: `${nth}` });
      }
    },
    /** A check, and how many entries it has read from the database. */
    check(which: 'every' | 'new'): ActivityVerdict & { readonly rows: number } {
      rows = 0;
      const steps = log.check(which);
      for (;;) {
        const step = steps.next();
        if (step.done === true) return { ...step.value, rows };
      }
    },
  };
}

describe('a check after the first', { tags: 'secrets/log-chain' }, () => {
  test('reads only what was added since, and says when every entry was last read', () => {
    const { clock, add, check } = countedLog();
    add(1200);
    expect(check('new')).toEqual({
      entries: 1200,
      read: 1200,
      rows: 1200,
      brokenAt: null,
      everyAt: null,
    });
    clock.now += DAY;
    add(3);
    const some = { entries: 1203, brokenAt: null, everyAt: START };
    expect(check('new')).toEqual({ ...some, read: 3, rows: 3 });
    expect(check('new')).toEqual({ ...some, read: 0, rows: 0 });
    expect(check('every')).toEqual({ ...some, read: 1203, rows: 1203, everyAt: null });
    add(1);
    expect(check('new')).toMatchObject({ entries: 1204, rows: 1, everyAt: START + DAY });
  });

  test.each([
    ['an edited entry', "UPDATE activity SET subject = 'x' WHERE id = 8", 8],
    ['a missing entry', 'DELETE FROM activity WHERE id = 8', 9],
    ['entries cut off at the end', 'DELETE FROM activity WHERE id > 8', 9],
    ['entries cut off up to the last check and before', 'DELETE FROM activity WHERE id > 3', 4],
    [
      'a link of the last check that was removed',
      'UPDATE activity SET chain = NULL WHERE id = 5',
      5,
    ],
    [
      'everything after the last check, with its head',
      'DELETE FROM activity WHERE id > 5; UPDATE activity_head SET last_id = 5',
      6,
    ],
  ])('finds %s', (_name, sql, brokenAt) => {
    const { memory, add, check } = countedLog();
    add(5);
    check('new');
    add(5);
    memory.exec(sql);
    expect(check('new')).toMatchObject({ brokenAt, everyAt: null });
    // It stays found.
    expect(check('new')).toMatchObject({ brokenAt });
  });

  test('doesn’t see an entry edited before the last check; a check of every entry does', () => {
    const opened = countedLog();
    const { memory, add, check } = opened;
    add(5);
    check('new');
    add(5);
    memory.exec("UPDATE activity SET subject = 'x' WHERE id = 2");
    expect(check('new')).toMatchObject({ brokenAt: null, rows: 5 });
    expect(check('every')).toMatchObject({ brokenAt: 2 });
    // It stays found, in a later session, too.
    expect(check('new')).toMatchObject({ brokenAt: 2 });
    expect(countedLog({}, opened).check('new')).toMatchObject({ brokenAt: 2, everyAt: null });
  });

  test('that began before an alteration was found doesn’t hide it', () => {
    const { memory, log, add, check } = countedLog();
    add(5);
    check('new');
    add(1200);
    const steps = log.check('new');
    expect(steps.next().done).toBe(false);
    memory.exec("UPDATE activity SET subject = 'x' WHERE id = 2");
    expect(check('every')).toMatchObject({ brokenAt: 2 });
    expect([...steps]).not.toEqual([]);
    expect(memory.prepare('SELECT checked_id FROM activity_head').pluck().get()).toBeNull();
    expect(check('new')).toMatchObject({ brokenAt: 2, everyAt: null });
  });

  test('of a file that must stay as it is finds again what it found', () => {
    const file = { isFrozen: false };
    const { memory, add, check } = countedLog({ isFrozen: () => file.isFrozen });
    add(5);
    check('new');
    file.isFrozen = true;
    memory.exec("UPDATE activity SET subject = 'x' WHERE id = 2");
    expect(check('every')).toMatchObject({ brokenAt: 2 });
    expect(check('new')).toMatchObject({ brokenAt: 2 });
  });

  test('names the first entry that doesn’t fit, even if it is before the last check', () => {
    const { memory, add, check } = countedLog();
    add(5);
    check('new');
    add(5);
    memory.exec("UPDATE activity SET subject = 'x' WHERE id IN (2, 8)");
    expect(check('new')).toMatchObject({ brokenAt: 2, everyAt: null });
  });

  test.each([
    ['moved forward', 'UPDATE activity_head SET checked_id = 10'],
    [
      'moved forward with the count',
      'UPDATE activity_head SET checked_id = 10, checked_entries = 10',
    ],
    ['that counts more', 'UPDATE activity_head SET checked_entries = 50'],
    ['with another time', 'UPDATE activity_head SET checked_every_at = checked_every_at + 1'],
    ['with another MAC', 'UPDATE activity_head SET checked_mac = zeroblob(32)'],
    ['with the head’s MAC', 'UPDATE activity_head SET checked_mac = mac'],
    ['with a MAC cut off', "UPDATE activity_head SET checked_mac = x''"],
    ['of an entry that isn’t there', 'UPDATE activity_head SET checked_id = 99'],
  ])('relies on no checkpoint %s', (_name, sql) => {
    const { memory, add, check } = countedLog();
    add(5);
    check('new');
    add(5);
    memory.exec(sql);
    memory.exec("UPDATE activity SET subject = 'x' WHERE id = 7");
    expect(check('new')).toMatchObject({ brokenAt: 7, everyAt: null });
    memory.exec("UPDATE activity SET subject = '1' WHERE id = 7");
    expect(check('new')).toMatchObject({ brokenAt: null, everyAt: null, rows: 10 });
  });

  test('reads more, never less, after an old checkpoint was put back', () => {
    const { memory, clock, add, check } = countedLog();
    const columns = 'checked_id, checked_entries, checked_every_at, checked_mac';
    add(5);
    check('new');
    memory.exec(`CREATE TEMP TABLE old AS SELECT ${columns} FROM activity_head`);
    add(5);
    clock.now += DAY;
    check('every');
    add(1);
    memory.exec(`UPDATE activity_head SET (${columns}) = (SELECT * FROM old)`);
    expect(check('new')).toMatchObject({ entries: 11, rows: 6, everyAt: START });
  });

  test('that fails leaves nothing to rely on', () => {
    const { memory, add, check } = countedLog();
    add(5);
    memory.exec("UPDATE activity SET subject = 'x' WHERE id = 2");
    check('new');
    memory.exec("UPDATE activity SET subject = '1' WHERE id = 2");
    expect(check('new')).toMatchObject({ brokenAt: null, rows: 5, everyAt: null });
  });

  test('reads every entry of a file in doubt, and writes nothing to it', () => {
    const file = { isDoubtful: false, isFrozen: false };
    const { memory, add, check } = countedLog({
      isInDoubt: () => file.isDoubtful,
      isFrozen: () => file.isFrozen,
    });
    const changes = () => memory.prepare('SELECT total_changes()').pluck().get();
    add(5);
    check('new');
    add(5);
    const before = changes();
    file.isDoubtful = true;
    expect(check('new')).toMatchObject({ rows: 10, everyAt: null });
    file.isDoubtful = false;
    // One that must stay as it is may be believed.
    file.isFrozen = true;
    expect(check('new')).toMatchObject({ rows: 5, everyAt: START });
    expect(check('every')).toMatchObject({ rows: 10 });
    expect(changes()).toBe(before);
  });

  test('tells its verdict even if it can’t be remembered; a defect isn’t hidden', () => {
    const { db, memory, add, check } = countedLog();
    add(5);
    guardWrites(db, {
      beforeWrite: () => {
        throw new RefusedError(appError('file/disk-full'));
      },
      afterCommit: () => false,
      fromReserve: pass,
      checkpoint: pass,
    });
    expect(check('new')).toMatchObject({ brokenAt: null, rows: 5 });
    expect(check('new')).toMatchObject({ rows: 5, everyAt: null });
    const free = { beforeWrite: () => {}, afterCommit: () => false };
    guardWrites(db, { ...free, fromReserve: pass, checkpoint: pass });
    memory.exec(
      "CREATE TRIGGER broken BEFORE UPDATE ON activity_head BEGIN SELECT RAISE(ABORT, 'cut'); END",
    );
    expect(() => check('new')).toThrow('cut');
  });
});

async function read(core: TestCore, every = false) {
  const verdict = await core.give('activity:verify', { every });
  expect(verdict.brokenAt).toBeNull();
  return { isWhole: verdict.everyAt === null, entries: verdict.entries, read: verdict.read };
}

describe('the checkpoint of a workspace', { tags: 'secrets/log-chain' }, () => {
  test('outlasts a lock, is no change of what is sealed, and is renewed by the weekly check', async () => {
    const core = await startCore();
    const { isWhole, entries } = await read(core);
    expect(isWhole).toBe(true);
    const seal = async (): Promise<unknown> => {
      const db = await openBeside(core.home, { readonly: true });
      try {
        return db.prepare('SELECT * FROM seal').get();
      } finally {
        db.close();
      }
    };
    const before = await seal();
    await read(core, true);
    expect(await seal()).toEqual(before);
    await core.restart();
    const later = await read(core);
    expect(later).toEqual({ isWhole: false, entries: entries + later.read, read: later.read });
    expect(later.read).toBeLessThan(entries + later.read);
    core.clock.now += DAY;
    expect((await core.give('backup:check-workspace', {})).findings).toEqual([]);
    expect(await core.give('activity:verify', {})).toMatchObject({ everyAt: core.clock.now });
    expect((await core.give('workspace:state', {})).doubt).toBeNull();
    expect(core.defects).toEqual([]);
  });

  test('hides an entry altered before it only until the weekly check, and not afterwards', async () => {
    const core = await startCore();
    await read(core);
    await core.give('workspace:lock', {});
    const db = await openBeside(core.home);
    db.exec("UPDATE activity SET subject = 'x' WHERE id = 1");
    db.close();
    await core.give('workspace:sign-in', byPassphrase);
    expect(await read(core)).toMatchObject({ isWhole: false });
    const { findings } = await core.give('backup:check-workspace', {});
    expect(findings).toEqual([{ kind: 'activity', what: '1' }]);
    expect(await core.give('activity:verify', {})).toMatchObject({ brokenAt: 1 });
    await core.restart();
    expect(await core.give('activity:verify', {})).toMatchObject({ brokenAt: 1, everyAt: null });
  });

  test('ends with the data key; the log stays whole', async () => {
    const core = await startCore();
    await read(core);
    await core.give('workspace:rotate-key', { passphrase: PASSPHRASE });
    expect(await read(core)).toMatchObject({ isWhole: true });
    expect(await read(core)).toMatchObject({ isWhole: false, read: 0 });
  });

  test('of a backup is valid in the restored workspace, and is no later one', async () => {
    const core = await startCore();
    const { entries } = await read(core);
    const { file } = await core.give('backup:create', {});
    await core.give('settings:update', { clipboardSeconds: 20 });
    await read(core, true);
    await core.give('backup:restore', { file, passphrase: PASSPHRASE });
    const restored = await read(core);
    expect(restored).toMatchObject({ isWhole: false, entries: entries + restored.read });
    expect(restored.read).toBeGreaterThan(0);
  });
});
