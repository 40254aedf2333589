/**
 * @module-tag durability/backup
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { backupPlace } from '../../../../electron/features/backup/make-backup.ts';
import {
  byPassphrase,
  DAY,
  enter,
  openCore,
  PASSPHRASE,
  START,
  startCore,
  type TestCore,
  temporaryDirectory,
} from '../../../support/core.ts';
import { keyBlockOf } from '../../../support/data-key.ts';
import { makeApplication } from '../../../support/workspace.ts';

/** Opens a copy of `backup` as the workspace of another machine. @returns its applications. */
async function openedElsewhere(backup: string, passphrase = PASSPHRASE): Promise<unknown> {
  const home = temporaryDirectory();
  cpSync(backup, join(home, 'workspace.latchkey'));
  const core = openCore(home, { now: () => START });
  try {
    const entered = await core.call('workspace:sign-in', { with: 'passphrase', passphrase });
    if (!entered.ok) return entered.error.code;
    const listed = await core.call('application:list', {});
    return listed.ok ? (listed.value as { name: string }[]).map(({ name }) => name) : listed.error;
  } finally {
    await core.close();
  }
}

async function filesOf(core: TestCore): Promise<string[]> {
  const { backups } = await core.give('backup:list', {});
  return backups.map(({ file }) => file);
}

test('a backup is one file that opens elsewhere with the passphrase of its day', async () => {
  const core = await startCore();
  await makeApplication(core, 'Kept');
  const made = await core.give('backup:create', {});
  await makeApplication(core, 'Later');
  expect(readdirSync(join(made.file, '..'))).toEqual([basename(made.file)]);
  expect(statSync(made.file).mode & 0o777).toBe(0o600);
  expect(await openedElsewhere(made.file)).toEqual(['Kept']);
  expect(await core.give('backup:list', {})).toMatchObject({
    backups: [{ file: made.file, at: START, reason: 'manual', place: 'home', bytes: made.bytes }],
    succeededAt: START,
    error: null,
    folder: null,
  });
  const { entries } = await core.give('activity:list', { limit: 3 });
  expect(entries).toContainEqual(
    expect.objectContaining({ kind: 'backup/created', subject: basename(made.file) }),
  );
  expect(core.defects).toEqual([]);
});

test('one is created before a key change, and opens with the earlier passphrase', async () => {
  const core = await startCore();
  const next = 'another passphrase';
  await core.give('workspace:change-passphrase', { current: PASSPHRASE, next, insist: false });
  const [before = ''] = await filesOf(core);
  expect(before).toContain('(key-change)');
  expect(await openedElsewhere(before)).toEqual([]);
  expect(await openedElsewhere(before, next)).toBe('workspace/wrong');
});

/** In milliseconds, for a busy machine. */
const patience = { timeout: 20_000 };

test('one is created daily while the workspace is open, and old ones are deleted', async () => {
  const home = temporaryDirectory();
  const template = await startCore();
  await template.give('workspace:lock', {});
  cpSync(template.home, home, { recursive: true });
  const clock = { now: START };
  const core = openCore(home, { now: () => clock.now, backupRhythm: { first: 1, every: 5 } });
  try {
    await core.call('workspace:sign-in', byPassphrase);
    const names = async (): Promise<string[]> => {
      const listed = await core.call('backup:list', {});
      const { value } = listed as unknown as { value: { backups: { file: string }[] } };
      return value.backups.map(({ file }) => basename(file));
    };
    await vi.waitFor(async () => expect(await names()).toHaveLength(1), patience);
    clock.now += DAY / 2;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await names()).toEqual(['workspace 2026-11-23 08.00.00 (daily).latchkey']);
    for (let day = 1; day <= 9; day += 1) {
      clock.now = START + day * DAY;
      const name = `workspace 2026-${isoDay(clock.now)} 08.00.00 (daily).latchkey`;
      await vi.waitFor(async () => expect(await names()).toContain(name), patience);
    }
    // 29 November is the last day of its week, 30 November of its month.
    await vi.waitFor(async () =>
      expect((await names()).map((name) => name.slice(15, 20))).toEqual([
        '12-02',
        '12-01',
        '11-30',
        '11-29',
        '11-28',
        '11-27',
        '11-26',
      ]),
    );
  } finally {
    await core.close();
  }
});

test.each([0, 1, 2, 5, 10, 20, 40])(
  'a workspace closed %d ms after its upkeep begins reports nothing',
  async (ms) => {
    const reported: unknown[] = [];
    const report = (error: unknown): void => {
      reported.push(error);
    };
    const core = openCore(temporaryDirectory(), { backupRhythm: { first: 1, every: 5 }, report });
    await enter(core);
    await new Promise((resolve) => setTimeout(resolve, ms));
    await core.close();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(reported).toEqual([]);
  },
);

const isoDay = (at: number): string => new Date(at).toISOString().slice(5, 10);

test('a second folder gets a copy of each, and its state is reported', async () => {
  const core = await startCore();
  const stick = join(temporaryDirectory(), 'stick');
  mkdirSync(stick);
  const first = await core.give('backup:create', {});
  core.shell.folder = stick;
  expect(await core.give('backup:choose-folder', {})).toBe(true);
  const copy = join(stick, basename(first.file));
  expect(await openedElsewhere(copy)).toEqual([]);
  expect((await core.give('backup:list', {})).folder).toEqual({
    path: stick,
    succeededAt: START,
    error: null,
  });

  rmSync(stick, { recursive: true });
  core.clock.now += 2 * DAY;
  const second = await core.give('backup:create', {});
  expect(second.folderError).toMatchObject({ code: 'backup/folder-missing' });
  expect(existsSync(stick)).toBe(false);
  expect((await core.give('backup:list', {})).folder).toMatchObject({
    succeededAt: START,
    error: { code: 'backup/folder-missing' },
  });

  await core.give('backup:forget-folder', {});
  expect((await core.give('backup:list', {})).folder).toBeNull();
});

test('a failed one leaves no file, and is reported', async () => {
  const core = await startCore();
  // A file is in the place of the folder.
  writeFileSync(join(core.home, 'backups'), '');
  expect(await core.refuse('backup:create', {})).toMatchObject({ code: 'file/unwritable' });
  expect(await core.give('backup:list', {})).toMatchObject({
    backups: [],
    succeededAt: null,
    error: { code: 'file/unwritable' },
  });
  // The passphrase can still be changed.
  const change = { current: PASSPHRASE, next: 'another passphrase', insist: false };
  await core.give('workspace:change-passphrase', change);
});

test('the backups of a locked workspace are listed', async () => {
  const core = await startCore();
  const { file } = await core.give('backup:create', {});
  await core.give('workspace:lock', {});
  expect(await filesOf(core)).toEqual([file]);
  expect(await core.refuse('backup:create', {})).toMatchObject({ code: 'workspace/locked' });
});

test('a copy from before an update is listed among the backups', async () => {
  const core = await startCore();
  const { id } = keyBlockOf(core.home);
  await core.give('workspace:lock', {});
  const file = join(core.home, 'workspace.latchkey');
  const place = backupPlace({ home: core.home, id, file }, core.clock.now, 'update');
  cpSync(file, place);
  const { backups } = await core.give('backup:list', {});
  expect(backups).toMatchObject([{ file: place, reason: 'update', place: 'home' }]);
});

test('a workspace that is deleted takes its backups with it, but for those in its folder', async () => {
  const core = await startCore();
  const folder = temporaryDirectory();
  core.shell.folder = folder;
  await core.give('backup:choose-folder', {});
  const { file } = await core.give('backup:create', {});
  const { id } = keyBlockOf(core.home);
  await core.give('workspace:delete', { passphrase: PASSPHRASE });
  expect(existsSync(file)).toBe(false);
  expect(readdirSync(join(core.home, 'backups'))).toEqual([]);
  expect(readdirSync(folder)).toEqual([basename(file)]);
  expect(JSON.stringify(readFileSync(join(core.home, 'backups.json'), 'utf8'))).not.toContain(id);
  expect(core.defects).toEqual([]);
});
