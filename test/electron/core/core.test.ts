import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { queryObjects } from 'node:v8';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { CoreChannel } from '../../../electron/base/context/context.ts';
import { Key } from '../../../electron/base/crypto/key.ts';
import {
  enter,
  NEVER,
  newHome,
  OWNER,
  openCore,
  ownerDraft,
  startCore,
  temporaryDirectory,
} from '../../support/core.ts';
import { canMount, smallDisk } from '../../support/full-disk.ts';
import { makePetshop } from '../../support/workspace.ts';

function mode(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

describe('the first start', () => {
  test('creates the workspace, readable by the owner only', async () => {
    const home = join(temporaryDirectory(), 'deep', 'home');
    const core = openCore(home);
    await enter(core);
    const files = ['', 'workspace.latchkey', 'workspace.latchkey-wal', 'workspaces.json'];
    expect(files.map((file) => mode(join(home, file)))).toEqual(['700', '600', '600', '600']);
    await core.close();
  });

  test('seeds it with the business plans and an owner, and logs that', async () => {
    const core = await startCore({ fresh: true });
    const plans = await core.give('business-plan:list', {});
    expect(plans.map(({ name, requestsPerMinute }) => [name, requestsPerMinute])).toEqual([
      ['Bronze', 1000],
      ['Silver', 2000],
      ['Gold', 5000],
      ['Unlimited', null],
    ]);
    expect((await core.give('settings:get', {})).owner).toBe(OWNER);
    const { entries } = await core.give('activity:list', { limit: 10 });
    expect(entries).toMatchObject([{ kind: 'workspace/created', subject: OWNER }]);
  });

  test('happens once', async () => {
    const core = await startCore({ fresh: true });
    await core.restart();
    expect(await core.give('business-plan:list', {})).toHaveLength(4);
    const { entries } = await core.give('activity:list', { limit: 10 });
    expect(entries.map(({ kind }) => kind)).toEqual(['workspace/signed-in', 'workspace/created']);
  });

  test.runIf(canMount)('on a full disk is refused with a message', async () => {
    const home = join(smallDisk(64 * 1024), 'home');
    const refused = await openCore(home).call('workspace:create', ownerDraft);
    expect(refused).toMatchObject({ ok: false, error: { code: 'file/disk-full' } });
  });
});

/** The job events the page gets. */
async function problemIn(home: string): Promise<unknown> {
  const core = openCore(home);
  const state = await core.call('workspace:state', {});
  await core.close();
  return state.ok ? state.value : state.error;
}

describe('a workspace that can’t be opened', () => {
  test('stays unchanged if its file is someone else’s', async () => {
    const home = temporaryDirectory();
    const file = join(home, 'workspace.latchkey');
    new Database(file).exec('CREATE TABLE notes (text TEXT)').close();
    const before = readFileSync(file);
    expect(await problemIn(home)).toMatchObject({
      phase: 'locked',
      problem: { code: 'database/not-encrypted' },
    });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('reports a file in the place of its folder', async () => {
    const home = join(temporaryDirectory(), 'home');
    writeFileSync(home, '');
    expect(await problemIn(home)).toMatchObject({ code: 'file/unwritable' });
  });
});

describe('a call', () => {
  test.each([
    'no:such',
    'constructor',
    '__proto__',
    'toString',
    'program:info',
    `x${'y'.repeat(500)}`,
  ])('of the channel %s is refused', async (channel) => {
    const core = await startCore();
    expect(await core.refuse(channel as CoreChannel, {})).toEqual({
      code: 'call/unknown-channel',
      detail: { channel: channel.slice(0, 80) },
    });
  });

  test('with malformed input is refused at the field', async () => {
    const core = await startCore();
    expect(await core.refuse('application:get', { id: 'x' })).toEqual({
      code: 'call/bad-input',
      field: 'id',
    });
    const draft = { name: 'x'.repeat(71), description: '', perTokenQuota: 'Unlimited' } as const;
    expect(await core.refuse('application:create', draft)).toEqual({
      code: 'field/too-long',
      field: 'name',
      detail: { max: 70 },
    });
  });

  test('that hits a defect answers "internal" and logs it, without a secret', async () => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    core.shell.copySecret = async () => {
      throw new Error('the clipboard is broken');
    };
    const refusal = await core.refuse('secret:copy', { kind: 'access-token', id: token.id });
    expect(refusal).toEqual({ code: 'internal' });
    expect(core.defects).toEqual([new Error('the clipboard is broken')]);
    const { entries } = await core.give('activity:list', { limit: 1 });
    // It was logged first: no secret is returned without a log entry.
    expect(entries[0]?.kind).toBe('secret/copied');
  });
});

const kept = () => queryObjects(Key, { format: 'count' });

test('a closed workspace is let go of: what looks after it from time to time has ended', async () => {
  const home = await newHome();
  const before = kept();
  for (let times = 0; times < 3; times += 1) {
    const core = openCore(home, { backupRhythm: NEVER, reminderRhythm: NEVER });
    await enter(core);
    await core.call('workspace:lock', {});
    await core.close();
  }
  await expect.poll(kept, { timeout: 20_000, interval: 300 }).toBeLessThanOrEqual(before);
});
