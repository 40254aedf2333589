/**
 * @module-tag durability/full-disk
 */
import { cpSync, existsSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { RESERVE_BYTES } from '../../../../electron/base/database/reserve.ts';
import type { ActivityKind } from '../../../../shared/domain/activity.ts';
import {
  byPassphrase,
  openCore,
  PASSPHRASE,
  startCore,
  type TestCore,
  temporaryDirectory,
} from '../../../support/core.ts';
import { keyBlockOf } from '../../../support/data-key.ts';
import { canMount, fillUp, smallDisk } from '../../../support/full-disk.ts';
import { jwtOf, makePetshop } from '../../../support/workspace.ts';

const BYTES = 8 * 2 ** 20;

const makeRoom = (disk: string): void => rmSync(join(disk, 'filler'));

/** A workspace with one application and its token, on its own disk. */
async function startOnDisk() {
  const core = await startCore();
  const petshop = await makePetshop(core);
  const jwt = await jwtOf(core, petshop.token);
  const disk = smallDisk(BYTES);
  const file = join(disk, 'keys.latchkey');
  core.shell.saveTo = { path: file };
  await core.give('workspace:move', {});
  return { core, disk, file, jwt, ...petshop };
}

/** By a search, although its index isn't in the space reserved for the log. */
const entries = async (core: TestCore, wanted: ActivityKind): Promise<number> =>
  (await core.give('activity:list', { search: 'no such text', kinds: [wanted], limit: 500 }))
    .entries.length;

describe.runIf(canMount)('on a disk that becomes full', () => {
  test('secrets are shown and copied, each with its log entry', async () => {
    const { core, disk, token, jwt } = await startOnDisk();
    fillUp(disk);
    const before = await entries(core, 'secret/revealed');
    for (let nth = 0; nth < 100; nth += 1) {
      // So many are let through in a minute.
      core.clock.elapsed += 60_000;
      expect(await jwtOf(core, token)).toBe(jwt);
    }
    await core.give('secret:copy', { kind: 'access-token', id: token.id });
    expect(core.shell.copied.map(({ text }) => text)).toEqual([jwt]);
    expect(await entries(core, 'secret/revealed')).toBe(before + 100);
    expect(await entries(core, 'secret/copied')).toBe(1);
    const found = await core.give('activity:list', { search: 'petshop', limit: 2 });
    expect(found.entries.map(({ kind }) => kind)).toEqual(['secret/copied', 'secret/revealed']);
    expect(await core.give('activity:verify', {})).toMatchObject({ brokenAt: null });
  });

  test('an export to another disk works, and is logged', async () => {
    const { core, disk } = await startOnDisk();
    fillUp(disk);
    core.shell.saveTo = { path: join(temporaryDirectory(), 'keys.json') };
    await core.give('gateway:export', { file: 'jwks' });
    expect(JSON.parse(readFileSync(join(core.shell.saveTo.path), 'utf8')).keys).toHaveLength(1);
    expect(await entries(core, 'gateway/exported')).toBe(1);
  });

  test('issuing and revoking are refused, leave nothing, and work once there is space', async () => {
    const { core, disk, file, application, token } = await startOnDisk();
    fillUp(disk);
    const keys = {
      applicationId: application.id,
      keyType: 'SANDBOX',
      validitySeconds: 60,
    } as const;
    const full = { code: 'file/disk-full', detail: { file } };
    const list = () => core.give('token:list', { limit: 10 });
    const [before, log] = [await list(), await core.give('activity:list', { limit: 500 })];
    expect(await core.refuse('keys:generate', { ...keys, scopes: [] })).toEqual(full);
    // Only the log may use the reserve.
    await jwtOf(core, token);
    expect(await core.refuse('keys:generate', { ...keys, scopes: [] })).toEqual(full);
    expect(await core.refuse('token:revoke', { ids: [token.id] })).toEqual(full);
    expect(await list()).toEqual(before);
    const after = await core.give('activity:list', { limit: 500 });
    expect(after.entries.length).toBe(log.entries.length + 1);
    expect(await core.give('workspace:state', {})).toMatchObject({ isDiskFull: true });

    makeRoom(disk);
    await core.give('keys:generate', { ...keys, scopes: [] });
    await core.give('token:revoke', { ids: [token.id] });
    expect(await core.give('workspace:state', {})).toMatchObject({ isDiskFull: false });
    expect((await core.give('backup:check-workspace', {})).findings).toEqual([]);
  });

  test('it can be locked and opened again repeatedly', async () => {
    const { core, disk, token, jwt } = await startOnDisk();
    fillUp(disk);
    for (let nth = 0; nth < 5; nth += 1) {
      await core.give('workspace:lock', {});
      await core.give('workspace:sign-in', byPassphrase);
      expect(await core.give('workspace:state', {})).toMatchObject({ readOnly: null });
      expect(await jwtOf(core, token)).toBe(jwt);
    }
    expect(await entries(core, 'workspace/signed-in')).toBeGreaterThanOrEqual(5);
    expect(await core.give('activity:verify', {})).toMatchObject({ brokenAt: null });
  });

  test('without a reserve it opens read-only', async () => {
    const { core, disk, file, token, jwt } = await startOnDisk();
    await core.give('workspace:lock', {});
    rmSync(`${file}-reserve`);
    fillUp(disk);
    await core.give('workspace:sign-in', byPassphrase);
    expect(await core.give('workspace:state', {})).toMatchObject({ readOnly: 'full' });
    expect(await jwtOf(core, token)).toBe(jwt);
    expect(await core.refuse('token:revoke', { ids: [token.id] })).toMatchObject({
      code: 'database/read-only',
    });
    await core.give('workspace:lock', {});
    makeRoom(disk);
    await core.give('workspace:sign-in', byPassphrase);
    await core.give('token:revoke', { ids: [token.id] });
  });
});

test.runIf(canMount)('with the data directory on the full disk, secrets are shown', async () => {
  const core = await startCore();
  const { token } = await makePetshop(core);
  const jwt = await jwtOf(core, token);
  await core.give('workspace:lock', {});
  const disk = smallDisk(BYTES);
  const home = join(disk, 'home');
  cpSync(core.home, home, { recursive: true });
  fillUp(disk);
  const other = openCore(home);
  onTestFinished(() => other.close());
  expect(await other.call('workspace:sign-in', byPassphrase)).toMatchObject({ ok: true });
  const revealed = await other.call('secret:reveal', { kind: 'access-token', id: token.id });
  expect(revealed).toEqual({ ok: true, value: { value: jwt } });
});

test('the reserve is in the data directory if that is on the same disk', async () => {
  const core = await startCore();
  const reserve = join(core.home, 'reserve', keyBlockOf(core.home).id);
  expect(statSync(reserve).size).toBe(RESERVE_BYTES);
  truncateSync(reserve, 10);
  await core.restart();
  expect(statSync(reserve).size).toBe(RESERVE_BYTES);
  await core.give('workspace:delete', { passphrase: PASSPHRASE });
  expect(existsSync(reserve)).toBe(false);
});
