import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../../electron/base/database/open.ts';
import {
  byPassphrase,
  ownerDraft,
  PASSPHRASE,
  startCore,
  type TestCore,
  temporaryDirectory,
} from '../../../support/core.ts';
import { generate, makeApplication, makePetshop } from '../../../support/workspace.ts';

const wrong = { with: 'passphrase', passphrase: 'wrong' } as const;

const fileOf = (core: TestCore): string => join(core.home, 'workspace.latchkey');

/** Another program at the same file, for as long as the test runs. */
function beside(core: TestCore): Database.Database {
  const db = new Database(fileOf(core));
  onTestFinished(() => void db.close());
  return db;
}

/** From now on each insert into the table fails, as on a disk that is full. */
function breakInserts(db: Database.Database, table: string): void {
  db.exec(`CREATE TRIGGER broken BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'full'); END`);
}

const mend = (db: Database.Database): void => void db.exec('DROP TRIGGER broken');

async function keysSurviveALock(core: TestCore): Promise<void> {
  const { id } = await makeApplication(core, 'Survivor');
  const token = await generate(core, id);
  await core.give('workspace:lock', {});
  await core.give('workspace:sign-in', byPassphrase);
  await core.give('secret:reveal', { kind: 'access-token', id: token.id });
}

describe('making a workspace', () => {
  test('twice at once makes one, and keeps what is put into it', async () => {
    const core = await startCore({ fresh: true, entered: false });
    const made = await Promise.all([
      core.call('workspace:create', ownerDraft),
      core.call('workspace:create', ownerDraft),
    ]);
    const refusals = made.flatMap((result) => (result.ok ? [] : [result.error.code]));
    expect(refusals).toEqual(['workspace/not-new']);
    await keysSurviveALock(core);
  });

  test('in vain leaves nothing open, and can be done again', async () => {
    const core = await startCore({ fresh: true, entered: false });
    const empty = openDatabase(fileOf(core));
    if (empty.ok) empty.value.close();
    const db = beside(core);
    breakInserts(db, 'business_plan');
    await core.refuse('workspace:create', ownerDraft);
    expect(await core.give('workspace:state', {})).toMatchObject({ phase: 'new' });
    expect(await core.refuse('application:list', {})).toMatchObject({ code: 'workspace/locked' });
    mend(db);
    await core.give('workspace:create', ownerDraft);
    await keysSurviveALock(core);
  });
});

describe('signing in', () => {
  test('in vain leaves it locked: a wrong word is wrong afterwards', async () => {
    const core = await startCore();
    await core.give('workspace:lock', {});
    const db = beside(core);
    breakInserts(db, 'activity');
    await core.refuse('workspace:sign-in', byPassphrase);
    expect(await core.give('workspace:state', {})).toMatchObject({ phase: 'locked' });
    expect(await core.refuse('workspace:sign-in', wrong)).toMatchObject({
      code: 'workspace/wrong',
    });
    mend(db);
    await core.give('workspace:sign-in', byPassphrase);
  });

  test('with the keyring slot of another workspace opens nothing', {
    tags: 'secrets/sealed',
  }, async () => {
    const other = await startCore({ fresh: true, entered: false });
    other.shell.keyring = 'of one person';
    await other.give('workspace:create', { ...ownerDraft, keyring: true });
    const slot = beside(other)
      .prepare("SELECT data_key_sealed FROM key_slot WHERE kind = 'keyring'")
      .pluck()
      .get();

    const core = await startCore();
    core.shell.keyring = 'of one person';
    await makePetshop(core);
    await core.give('workspace:lock', {});
    beside(core)
      .prepare(
        "INSERT INTO key_slot (kind, kdf, data_key_sealed, created_at) VALUES (?, '{}', ?, 0)",
      )
      .run('keyring', slot);
    expect(await core.refuse('workspace:sign-in', { with: 'keyring' })).toEqual({
      code: 'workspace/no-keyring',
    });
    await core.give('workspace:sign-in', byPassphrase);
  });
});

describe('a lock', () => {
  test('that cannot be logged locks all the same', { tags: 'secrets/lock-refuses' }, async () => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    beside(core).exec('BEGIN IMMEDIATE');
    await core.give('workspace:lock', {});
    expect(core.shell.locks).toBe(1);
    expect(core.defects).toHaveLength(1);
    const ref = { kind: 'access-token', id: token.id } as const;
    expect(await core.refuse('secret:reveal', ref)).toMatchObject({ code: 'workspace/locked' });
  });

  test('in the middle of another passphrase is told as a lock', async () => {
    const core = await startCore();
    const change = { current: PASSPHRASE, next: PASSPHRASE, insist: false };
    const answers = new Set<string>();
    for (let delay = 0; delay < 20; delay += 1) {
      const changing = core.call('workspace:change-passphrase', change);
      await setTimeout(delay / 2);
      await core.give('workspace:lock', {});
      const changed = await changing;
      answers.add(changed.ok ? 'done' : changed.error.code);
      await core.give('workspace:sign-in', byPassphrase);
    }
    answers.delete('done');
    expect([...answers]).toEqual(['workspace/locked']);
    expect(core.defects).toEqual([]);
  });

  test('while an export is encrypted: nothing is written that is not logged', async () => {
    const core = await startCore();
    await makePetshop(core);
    const path = join(temporaryDirectory(), 'tokens.json.jwe');
    core.shell.askWhereToSave = async () => {
      // A moment later the passphrase is being made a key.
      void setTimeout(20).then(() => core.call('workspace:lock', {}));
      return path;
    };
    const request = {
      selection: { of: 'everything' },
      format: 'json',
      encryption: { passphrase: 'nine green bottles', insist: false },
    } as const;
    expect(await core.refuse('token:export', request)).toEqual({ code: 'workspace/locked' });
    expect(existsSync(path)).toBe(false);
  });
});

test('after a change of the passphrase the old slot is in none of the files', {
  tags: 'secrets/deletion',
}, async () => {
  const core = await startCore();
  const slot = beside(core)
    .prepare<[], Buffer>("SELECT data_key_sealed FROM key_slot WHERE kind = 'passphrase'")
    .pluck()
    .get() as unknown as Buffer;
  const isThere = () =>
    ['', '-wal'].some((ending) => readFileSync(`${fileOf(core)}${ending}`).includes(slot));
  expect(isThere()).toBe(true);
  const change = { current: PASSPHRASE, next: 'another passphrase', insist: false };
  await core.give('workspace:change-passphrase', change);
  expect(isThere()).toBe(false);
});

test('where the list of workspaces cannot be written, another one is gone to all the same', async () => {
  const core = await startCore();
  const list = join(core.home, 'workspaces.json');
  rmSync(list);
  mkdirSync(list);
  core.shell.saveTo = { path: join(temporaryDirectory(), 'other.latchkey') };
  expect(await core.give('workspace:begin', {})).toBe(true);
  expect(await core.give('workspace:state', {})).toMatchObject({ name: 'other' });
});
