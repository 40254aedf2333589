import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  byPassphrase,
  openCore,
  PASSPHRASE,
  startCore,
  type TestCore,
  temporaryDirectory,
} from '../../../support/core.ts';
import { keyBlockOf } from '../../../support/data-key.ts';
import { canMount, smallDisk } from '../../../support/full-disk.ts';
import { generate, makeApplication, makePetshop } from '../../../support/workspace.ts';

const fileIn = (home: string): string => join(home, 'workspace.latchkey');

async function names(core: TestCore): Promise<string[]> {
  return (await core.give('application:list', {})).map(({ name }) => name);
}

async function recentOf(core: TestCore): Promise<string[]> {
  return (await core.give('workspace:state', {})).recent.map(({ file }) => file);
}

describe('renaming', () => {
  test('moves all files of the workspace, which stays open', async () => {
    const core = await startCore();
    await makePetshop(core);
    const before = await recentOf(core);
    await core.give('workspace:rename', { name: 'Work keys' });
    const file = join(core.home, 'Work keys.latchkey');
    expect(await core.give('workspace:state', {})).toMatchObject({
      phase: 'open',
      file,
      name: 'Work keys',
    });
    await makeApplication(core, 'Later');
    expect(before).toEqual([fileIn(core.home)]);
    expect(await recentOf(core)).toEqual([file]);
    await core.restart();
    expect(await core.give('workspace:state', {})).toMatchObject({ phase: 'open', file });
    expect(await names(core)).toEqual(['Later', 'Petshop']);
    const old = readdirSync(core.home).filter((name) => name.startsWith('workspace.'));
    expect(old).toEqual([]);
    const { entries } = await core.give('activity:list', { limit: 50 });
    expect(entries).toContainEqual(
      expect.objectContaining({ kind: 'workspace/moved', subject: 'Work keys' }),
    );
  });

  test('to an existing name is refused at its field, and everything stays', async () => {
    const core = await startCore();
    writeFileSync(join(core.home, 'taken.latchkey'), 'something else');
    expect(await core.refuse('workspace:rename', { name: 'taken' })).toMatchObject({
      code: 'workspace/exists',
      field: 'name',
    });
    await makeApplication(core, 'Kept');
    expect(await core.give('workspace:state', {})).toMatchObject({ file: fileIn(core.home) });
    expect(readFileSync(join(core.home, 'taken.latchkey'), 'utf8')).toBe('something else');
  });

  test.each(['a/b', 'a\\b', '..', 'what?', 'end.', ''])('to %j is refused', async (name) => {
    const core = await startCore();
    expect(await core.refuse('workspace:rename', { name })).toMatchObject({ field: 'name' });
  });
});

describe('moving', () => {
  test('to another folder takes the keys along and leaves nothing behind', async () => {
    const core = await startCore();
    await makeApplication(core, 'Kept');
    const file = join(temporaryDirectory(), 'elsewhere.latchkey');
    core.shell.saveTo = { path: file };
    expect(await core.give('workspace:move', {})).toEqual({ file });
    await core.restart();
    expect(await names(core)).toEqual(['Kept']);
    await core.give('workspace:lock', {});
    expect(existsSync(fileIn(core.home))).toBe(false);
    // Without the data directory: the file contains its own slots.
    const mailed = join(temporaryDirectory(), 'mailed.latchkey');
    cpSync(file, mailed);
    const other = openCore(temporaryDirectory());
    await other.call('workspace:open', {}, { paths: [mailed] });
    expect(await other.call('workspace:sign-in', byPassphrase)).toMatchObject({ ok: true });
    await other.close();
  });

  test.skipIf(!canMount)('to another file system copies, checks and then removes', async () => {
    const core = await startCore();
    await makeApplication(core, 'Kept');
    const disk = smallDisk(4 * 2 ** 20);
    const file = join(disk, 'stick.latchkey');
    core.shell.saveTo = { path: file };
    expect(await core.give('workspace:move', {})).toEqual({ file });
    expect(await names(core)).toEqual(['Kept']);
    expect(existsSync(fileIn(core.home))).toBe(false);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    core.shell.saveTo = { path: fileIn(core.home) };
    await core.give('workspace:move', {});
    expect(await names(core)).toEqual(['Kept']);
    expect(readdirSync(disk)).toEqual([]);
  });

  test.skipIf(!canMount)('to a disk that is too small leaves it where it is', async () => {
    const core = await startCore();
    await makeApplication(core, 'Kept');
    const disk = smallDisk(64 * 1024);
    core.shell.saveTo = { path: join(disk, 'stick.latchkey') };
    expect(await core.refuse('workspace:move', {})).toMatchObject({ code: 'file/disk-full' });
    expect(await names(core)).toEqual(['Kept']);
    expect(await core.give('workspace:state', {})).toMatchObject({ file: fileIn(core.home) });
    expect(readdirSync(disk)).toEqual([]);
  });

  test('interrupted by a kill is completed or rolled back at the next start', async () => {
    const core = await startCore();
    await makeApplication(core, 'Kept');
    await core.give('workspace:lock', {});
    const from = fileIn(core.home);
    const to = join(core.home, 'new.latchkey');
    const listFile = join(core.home, 'workspaces.json');
    const list = JSON.parse(readFileSync(listFile, 'utf8')) as object;
    const begun = JSON.stringify({
      ...list,
      moving: { from: 'workspace.latchkey', to: 'new.latchkey' },
    });
    const states: Record<string, () => void> = {
      'before the rename': () => {},
      'after it': () => renameSync(from, to),
      'with both, on two file systems': () => cpSync(to, from),
    };
    const found: string[] = [];
    for (const prepare of Object.values(states)) {
      prepare();
      writeFileSync(listFile, begun);
      const again = openCore(core.home);
      const state = await again.call('workspace:state', {});
      found.push((state as { value: { name: string } }).value.name);
      expect(await again.call('workspace:sign-in', byPassphrase)).toMatchObject({ ok: true });
      await again.close();
    }
    expect(found).toEqual(['workspace', 'new', 'new']);
    expect(existsSync(from)).toBe(false);
  });
});

describe('a copy', () => {
  test('is one complete file that opens by itself; the original stays open', async () => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    const file = join(temporaryDirectory(), 'copy.latchkey');
    core.shell.saveTo = { path: file };
    expect(await core.give('workspace:save-copy', {})).toEqual({ file });
    await makeApplication(core, 'Later');
    expect(await core.give('workspace:state', {})).toMatchObject({ file: fileIn(core.home) });
    expect(readdirSync(join(file, '..'))).toEqual(['copy.latchkey']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const other = openCore(temporaryDirectory());
    await other.call('workspace:open', {}, { paths: [file] });
    expect(await other.call('workspace:sign-in', byPassphrase)).toMatchObject({ ok: true });
    const ref = { kind: 'access-token', id: token.id };
    expect(await other.call('secret:reveal', ref)).toMatchObject({ ok: true });
    expect(await other.call('application:list', {})).toMatchObject({
      value: [{ name: 'Petshop' }],
    });
    expect(await other.call('activity:verify', {})).toMatchObject({ value: { brokenAt: null } });
    await other.close();
  });

  test('never overwrites a file', async () => {
    const core = await startCore();
    const file = join(temporaryDirectory(), 'there.latchkey');
    writeFileSync(file, 'something else');
    core.shell.saveTo = { path: file };
    expect(await core.refuse('workspace:save-copy', {})).toMatchObject({
      code: 'workspace/exists',
    });
    expect(readFileSync(file, 'utf8')).toBe('something else');
  });

  test.skipIf(!canMount)('that does not fit leaves nothing', async () => {
    const core = await startCore();
    const disk = smallDisk(64 * 1024);
    core.shell.saveTo = { path: join(disk, 'copy.latchkey') };
    expect(await core.refuse('workspace:save-copy', {})).toMatchObject({ code: 'file/disk-full' });
    expect(readdirSync(disk)).toEqual([]);
    await makeApplication(core, 'Kept');
  });
});

describe('deleting', () => {
  test('shows first what will be deleted, in numbers', async () => {
    const core = await startCore();
    const { id } = await makeApplication(core, 'Petshop');
    await generate(core, id);
    expect(await core.give('workspace:contents', {})).toEqual({
      applications: 1,
      apis: 0,
      tokens: 1,
      signingKeys: 1,
    });
  });

  test('asks for the passphrase', async () => {
    const core = await startCore();
    expect(await core.refuse('workspace:delete', { passphrase: 'wrong' })).toMatchObject({
      code: 'workspace/wrong',
      field: 'passphrase',
    });
    expect(existsSync(fileIn(core.home))).toBe(true);
  });

  test('removes the file and everything that belongs to it; the next start is a first one', async () => {
    const core = await startCore();
    await makePetshop(core);
    const { id } = keyBlockOf(core.home);
    await core.give('workspace:delete', { passphrase: PASSPHRASE });
    const left = readdirSync(core.home, { recursive: true }).map(String);
    expect(left.filter((name) => name.includes(id) || name.includes('.latchkey'))).toEqual([]);
    expect(await core.give('workspace:state', {})).toMatchObject({
      phase: 'new',
      problem: null,
      recent: [{ file: fileIn(core.home), isThere: false }],
    });
    expect(core.shell.locks).toBeGreaterThan(0);
  });

  test('opens another workspace of the list, if there is one', async () => {
    const core = await startCore();
    const other = join(core.home, 'other.latchkey');
    core.shell.saveTo = { path: other };
    await core.give('workspace:save-copy', {});
    await core.give('workspace:open', {}, { paths: [other] });
    await core.give('workspace:sign-in', byPassphrase);
    await core.give('workspace:delete', { passphrase: PASSPHRASE });
    expect(await core.give('workspace:state', {})).toMatchObject({
      phase: 'locked',
      file: fileIn(core.home),
    });
  });
});

async function closed(): Promise<TestCore> {
  const core = await startCore();
  await makeApplication(core, 'Kept');
  await core.give('workspace:lock', {});
  return core;
}

describe('a workspace that was opened before', () => {
  test('and is missing isn’t a first start: nothing is created over it', async () => {
    const core = await closed();
    const file = fileIn(core.home);
    renameSync(file, join(core.home, 'away'));
    const state = await core.give('workspace:state', {});
    expect(state).toMatchObject({
      phase: 'locked',
      problem: { code: 'workspace/missing', detail: { file, openedAt: core.clock.now } },
      recent: [{ file, isThere: false }],
    });
    const draft = { owner: 'Eve', passphrase: PASSPHRASE, insist: false, keyring: false };
    expect(await core.refuse('workspace:create', draft)).toMatchObject({
      code: 'workspace/missing',
    });
    expect(await core.refuse('workspace:sign-in', byPassphrase)).toMatchObject({
      code: 'workspace/missing',
    });
    expect(existsSync(file)).toBe(false);
    renameSync(join(core.home, 'away'), file);
    await core.give('workspace:sign-in', byPassphrase);
  });

  test('and is empty reports what it contained; its bytes and the list stay', async () => {
    const core = await closed();
    const file = fileIn(core.home);
    truncateSync(file, 0);
    expect(await core.give('workspace:state', {})).toMatchObject({
      phase: 'locked',
      problem: { code: 'database/empty', detail: { file, openedAt: core.clock.now } },
      recent: [{ file }],
    });
    const draft = { owner: 'Eve', passphrase: PASSPHRASE, insist: false, keyring: false };
    expect(await core.refuse('workspace:create', draft)).toMatchObject({ code: 'database/empty' });
    expect(statSync(file).size).toBe(0);
  });

  test('can be left for a new one elsewhere', async () => {
    const core = await closed();
    rmSync(fileIn(core.home));
    core.shell.saveTo = { path: join(temporaryDirectory(), 'new.latchkey') };
    expect(await core.give('workspace:begin', {})).toBe(true);
    const draft = { owner: 'Ada', passphrase: PASSPHRASE, insist: false, keyring: false };
    await core.give('workspace:create', draft);
    expect(await recentOf(core)).toContain(fileIn(core.home));
  });

  test('and was removed from the list is a first start again', async () => {
    const core = await closed();
    rmSync(fileIn(core.home));
    await core.give('workspace:forget', { file: fileIn(core.home) });
    expect(await core.give('workspace:state', {})).toMatchObject({ phase: 'new' });
  });
});
