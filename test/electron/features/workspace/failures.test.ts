import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Connection } from '../../../../electron/base/database/connect.ts';
import { makeBlock } from '../../../../electron/features/workspace/key-block.ts';
import { writeMirror } from '../../../../electron/features/workspace/key-places.ts';
import { hits } from '../../../support/canary.ts';
import {
  byPassphrase,
  ownerDraft,
  PASSPHRASE,
  startCore,
  type TestCore,
  temporaryDirectory,
} from '../../../support/core.ts';
import { dataKeyOf, keyBlockOf, openBeside } from '../../../support/data-key.ts';
import { generate, makeApplication, makePetshop } from '../../../support/workspace.ts';

const wrong = { with: 'passphrase', passphrase: 'wrong' } as const;

/** Another program's connection to the same file, for the duration of the test. */
async function beside(core: TestCore): Promise<Connection> {
  const db = await openBeside(core.home);
  onTestFinished(() => void db.close());
  return db;
}

/** Makes each insert into the table fail from now on, as on a full disk. */
function breakInserts(db: Connection, table: string): void {
  db.exec(`CREATE TRIGGER broken BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'full'); END`);
}

const repair = (db: Connection): void => void db.exec('DROP TRIGGER broken');

async function keysSurviveALock(core: TestCore): Promise<void> {
  const { id } = await makeApplication(core, 'Survivor');
  const token = await generate(core, id);
  await core.give('workspace:lock', {});
  await core.give('workspace:sign-in', byPassphrase);
  await core.give('secret:reveal', { kind: 'access-token', id: token.id });
}

describe('creating a workspace', () => {
  test('twice at once creates one, and keeps what is stored in it', async () => {
    const core = await startCore({ fresh: true, entered: false });
    const made = await Promise.all([
      core.call('workspace:create', ownerDraft),
      core.call('workspace:create', ownerDraft),
    ]);
    const refusals = made.flatMap((result) => (result.ok ? [] : [result.error.code]));
    expect(refusals).toEqual(['workspace/not-new']);
    await keysSurviveALock(core);
  });

  test('that fails leaves nothing open, and can be repeated', async () => {
    const core = await startCore({ fresh: true, entered: false });
    // A file is in the place of the key slots' folder.
    const slots = join(core.home, 'slots');
    rmSync(slots, { recursive: true, force: true });
    writeFileSync(slots, '');
    await core.refuse('workspace:create', ownerDraft);
    expect(readdirSync(core.home)).toEqual(['slots', 'workspace.latchkey-lock']);
    expect(await core.give('workspace:state', {})).toMatchObject({ phase: 'new' });
    expect(await core.refuse('application:list', {})).toMatchObject({ code: 'workspace/locked' });
    rmSync(slots);
    await core.give('workspace:create', ownerDraft);
    await keysSurviveALock(core);
  });
});

describe('signing in', () => {
  test('that fails leaves it locked: a wrong passphrase is reported as wrong afterwards', async () => {
    const core = await startCore();
    await core.give('workspace:lock', {});
    const db = await beside(core);
    breakInserts(db, 'activity');
    await core.refuse('workspace:sign-in', byPassphrase);
    expect(await core.give('workspace:state', {})).toMatchObject({ phase: 'locked' });
    expect(await core.refuse('workspace:sign-in', wrong)).toMatchObject({
      code: 'workspace/wrong',
    });
    repair(db);
    await core.give('workspace:sign-in', byPassphrase);
  });

  test('with the keyring slot of another workspace opens nothing', {
    tags: ['secrets/sealed', 'authenticity/unlock'],
  }, async () => {
    const other = await startCore({ fresh: true, entered: false });
    other.shell.keyring = 'of one person';
    await other.give('workspace:create', { ...ownerDraft, keyring: true });
    const foreign = keyBlockOf(other.home).slots.filter(({ kind }) => kind === 'keyring');

    const core = await startCore();
    core.shell.keyring = 'of one person';
    await makePetshop(core);
    await core.give('workspace:lock', {});
    const { id, slots } = keyBlockOf(core.home);
    const forged = makeBlock(id, 7, [...slots, ...foreign], await dataKeyOf(other.home));
    writeMirror(core.home, forged);
    expect(await core.refuse('workspace:sign-in', { with: 'keyring' })).toEqual({
      code: 'workspace/no-keyring',
    });
    await core.give('workspace:sign-in', byPassphrase);
  });
});

describe('a lock', () => {
  test('that can’t be logged still locks', { tags: 'secrets/lock-refuses' }, async () => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    (await beside(core)).exec('BEGIN IMMEDIATE');
    await core.give('workspace:lock', {});
    expect(core.shell.locks).toBe(1);
    expect(core.defects).toHaveLength(1);
    const ref = { kind: 'access-token', id: token.id } as const;
    expect(await core.refuse('secret:reveal', ref)).toMatchObject({ code: 'workspace/locked' });
  });

  test('during a change of passphrase is reported as a lock', async () => {
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

  test('during an encrypted export writes no unlogged file', async () => {
    // Deriving the key takes long enough to interrupt it.
    const core = await startCore({ fresh: true, fullCost: true });
    await makePetshop(core);
    const path = join(temporaryDirectory(), 'tokens.json.jwe');
    core.shell.askWhereToSave = async () => {
      // A moment later the key is being derived.
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

test('after a change of passphrase the old slot is only in the earlier backup', {
  tags: 'secrets/deletion',
}, async () => {
  const core = await startCore();
  await core.restart();
  const sealed = keyBlockOf(core.home).slots.find(({ kind }) => kind === 'passphrase');
  const slot = sealed?.dataKeySealed.toString('base64') ?? '';
  const found = () => hits(core.home, [Buffer.from(slot)]);
  expect(found().length).toBeGreaterThan(0);
  const change = { current: PASSPHRASE, next: 'another passphrase', insist: false };
  await core.give('workspace:change-passphrase', change);
  expect(found().map((path) => relative(core.home, path))).toEqual([
    expect.stringMatching(/^backups\/.+ \(key-change\)\.latchkey/),
  ]);
});

test('switches to another workspace even if the list can’t be written', async () => {
  const core = await startCore();
  const list = join(core.home, 'workspaces.json');
  rmSync(list);
  mkdirSync(list);
  core.shell.saveTo = { path: join(temporaryDirectory(), 'other.latchkey') };
  expect(await core.give('workspace:begin', {})).toBe(true);
  expect(await core.give('workspace:state', {})).toMatchObject({ name: 'other' });
});
