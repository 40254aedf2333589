import { cpSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PAGE_BYTES } from '../../../../electron/base/database/file-header.ts';
import { endWith } from '../../../../electron/base/database/trailer.ts';
import { makeBlock } from '../../../../electron/features/workspace/key-block.ts';
import {
  mirrorOf,
  writeMirror,
  writeSideFile,
} from '../../../../electron/features/workspace/key-places.ts';
import { MOST_SLOTS } from '../../../../electron/features/workspace/key-slots.ts';
import { factsOf } from '../../../../electron/features/workspace/method.ts';
import { sealSlot } from '../../../../electron/features/workspace/vault.ts';
import { typedSecret } from '../../../../shared/domain/passphrase.ts';
import type { UnlockMethodInfo } from '../../../../shared/domain/workspace.ts';
import { hits } from '../../../support/canary.ts';
import {
  byPassphrase,
  kdfCost,
  OWNER,
  openCore,
  PASSPHRASE,
  SECOND,
  START,
  startCore,
  type TestCore,
  temporaryDirectory,
} from '../../../support/core.ts';
import { dataKeyOf, keyBlockOf, newPassphrase, openBeside } from '../../../support/data-key.ts';
import { makeApplication } from '../../../support/workspace.ts';

const GRACE = 'nanoseconds are this long';
const byGrace = { with: 'passphrase', passphrase: GRACE } as const;
const grace = { name: 'Grace', passphrase: GRACE, insist: false };
const fileIn = (home: string): string => join(home, 'workspace.latchkey');

async function withGrace(): Promise<TestCore> {
  const core = await startCore();
  await core.give('workspace:add-method', grace);
  return core;
}

async function methodOf(core: TestCore, name: string): Promise<UnlockMethodInfo> {
  const { methods } = await core.give('workspace:methods', {});
  const found = methods.find((method) => method.name === name);
  if (found === undefined) throw new Error(`There is no unlock method of ${name}`);
  return found;
}

async function enterAgain(core: TestCore, how: typeof byPassphrase | typeof byGrace) {
  await core.give('workspace:lock', {});
  return core.call('workspace:sign-in', how);
}

async function newestEntry(core: TestCore) {
  const { entries } = await core.give('activity:list', { limit: 1 });
  return entries[0];
}

describe('people', { tags: 'secrets/unlock-methods' }, () => {
  test('each unlock by their own passphrase; the list says since when and when last', async () => {
    const core = await startCore();
    core.clock.now += 5 * SECOND;
    await core.give('workspace:add-method', grace);
    core.clock.now += 5 * SECOND;
    expect(await enterAgain(core, byGrace)).toMatchObject({ ok: true });
    const { methods, most } = await core.give('workspace:methods', {});
    expect(most).toBe(MOST_SLOTS);
    expect(methods).toMatchObject([
      { kind: 'passphrase', name: OWNER, createdAt: START, lastUsedAt: START, isCurrent: false },
      { kind: 'recovery-code', createdAt: START, lastUsedAt: null, isCurrent: false },
      {
        kind: 'passphrase',
        name: 'Grace',
        createdAt: START + 5 * SECOND,
        lastUsedAt: START + 10 * SECOND,
        isCurrent: true,
      },
    ]);
  });

  test('are in the activity log by name, beside what they did, also after a new name', async () => {
    const core = await withGrace();
    await makeApplication(core, 'By Ada');
    expect(await newestEntry(core)).toMatchObject({ byName: OWNER, byMethod: 'passphrase' });
    await enterAgain(core, byGrace);
    await makeApplication(core, 'By Grace');
    expect(await newestEntry(core)).toMatchObject({ subject: 'By Grace', byName: 'Grace' });
    const { id } = await methodOf(core, 'Grace');
    await core.give('workspace:rename-method', { id, name: 'Grace Hopper' });
    await makeApplication(core, 'By Grace, too');
    const { entries } = await core.give('activity:list', { limit: 3 });
    expect(entries.map(({ byName }) => byName)).toEqual(['Grace Hopper', 'Grace', 'Grace']);
    expect(await core.give('activity:verify', {})).toMatchObject({ brokenAt: null });
  });

  test('another name beside an entry breaks the chain', { tags: 'secrets/log-chain' }, async () => {
    const core = await startCore();
    await makeApplication(core, 'By Ada');
    const db = await openBeside(core.home, { unsealed: true });
    db.exec(`UPDATE activity SET by_name = 'Grace' WHERE id = 2`);
    db.close();
    expect(await core.give('activity:verify', {})).toMatchObject({ brokenAt: 2 });
  });

  test('have names of their own, whatever the case', async () => {
    const core = await withGrace();
    const taken = { code: 'field/taken', field: 'name' };
    expect(await core.refuse('workspace:add-method', { ...grace, name: 'grace' })).toEqual(taken);
    const { id } = await methodOf(core, 'Grace');
    const rename = { id, name: OWNER.toUpperCase() };
    expect(await core.refuse('workspace:rename-method', rename)).toEqual(taken);
    await core.give('workspace:rename-method', { id, name: 'GRACE' });
  });

  test('change their own passphrase and nobody else’s', async () => {
    const core = await withGrace();
    const next = 'another nanosecond';
    await core.give('workspace:change-passphrase', { current: GRACE, next, insist: false });
    expect(await enterAgain(core, byGrace)).toMatchObject({ ok: false });
    expect(await core.call('workspace:sign-in', byPassphrase)).toMatchObject({ ok: true });
    const changed = { with: 'passphrase', passphrase: next } as const;
    await core.give('workspace:lock', {});
    await core.give('workspace:sign-in', changed);
    expect(await methodOf(core, 'Grace')).toMatchObject({ isCurrent: true });
  });

  test('who lost it get a new one by the recovery code, if it is said whose', async () => {
    const core = await withGrace();
    const { recoveryCode: current } = await core.give('workspace:new-recovery-code', {
      passphrase: PASSPHRASE,
    });
    const change = { current, next: 'another nanosecond', insist: false };
    expect(await core.refuse('workspace:change-passphrase', change)).toEqual({
      code: 'method/whose',
    });
    const { id: method } = await methodOf(core, 'Grace');
    await core.give('workspace:change-passphrase', { ...change, method });
    expect(await enterAgain(core, byPassphrase)).toMatchObject({ ok: true });
    await core.give('workspace:lock', {});
    await core.give('workspace:sign-in', { with: 'passphrase', passphrase: change.next });
    const notHers = { current: PASSPHRASE, next: 'x'.repeat(12), insist: false, method };
    expect(await core.refuse('workspace:change-passphrase', notHers)).toEqual({
      code: 'workspace/wrong',
      field: 'current',
    });
  });

  test(`are ${MOST_SLOTS} at most, and each of them opens the workspace`, async () => {
    const core = await startCore();
    const words = Array.from(
      { length: MOST_SLOTS - 2 },
      (_, index) => `a passphrase, no. ${index}`,
    );
    for (const [index, passphrase] of words.entries()) {
      // The longest possible name, of characters with the most bytes.
      const name = `${'😀'.repeat(38)}${String(index).padStart(2, '0')}`;
      await core.give('workspace:add-method', { name, passphrase, insist: false });
    }
    expect(await core.refuse('workspace:add-method', grace)).toEqual({
      code: 'method/too-many',
      detail: { most: MOST_SLOTS },
    });
    for (const passphrase of words) {
      await core.give('workspace:lock', {});
      await core.give('workspace:sign-in', { with: 'passphrase', passphrase });
    }
    expect(keyBlockOf(core.home).slots).toHaveLength(MOST_SLOTS);
  });

  test('names are in no file in the clear', { tags: 'secrets/encrypted-file' }, async () => {
    const core = await startCore();
    await core.give('workspace:add-method', { ...grace, name: 'Rear Admiral Hopper' });
    await core.give('workspace:lock', {});
    expect(hits(core.home, [Buffer.from('Rear Admiral Hopper')])).toEqual([]);
  });
});

describe('removing one', {
  tags: ['secrets/unlock-methods', 'authenticity/unlock'],
}, () => {
  test('gives the file another data key, which every other method opens without being typed', async () => {
    const core = await startCore();
    core.shell.keyring = 'login';
    await core.give('workspace:set-keyring', { enabled: true, passphrase: PASSPHRASE });
    const { recoveryCode: code } = await core.give('workspace:new-recovery-code', {
      passphrase: PASSPHRASE,
    });
    await core.give('workspace:add-method', grace);
    await core.give('workspace:add-method', { ...grace, name: 'Eve', passphrase: 'x'.repeat(12) });
    await makeApplication(core, 'Kept');
    const before = await dataKeyOf(core.home);
    const { id } = await methodOf(core, 'Eve');
    await core.give('workspace:remove-method', { id });
    expect(await newestEntry(core)).toMatchObject({
      kind: 'workspace/method-removed',
      subject: 'Eve',
      byName: OWNER,
    });
    expect((await dataKeyOf(core.home)).equals(before)).toBe(false);
    for (const how of [
      byPassphrase,
      byGrace,
      { with: 'recovery-code', code } as const,
      { with: 'keyring' } as const,
    ]) {
      await core.give('workspace:lock', {});
      await core.give('workspace:sign-in', how);
      expect(await core.give('application:list', {})).toMatchObject([{ name: 'Kept' }]);
    }
    await core.give('workspace:lock', {});
    expect(
      await core.refuse('workspace:sign-in', { with: 'passphrase', passphrase: 'x'.repeat(12) }),
    ).toMatchObject({ code: 'workspace/wrong' });
  });

  test('opens old copies, and neither the newer file nor its data key', async () => {
    const core = await withGrace();
    await makeApplication(core, 'Then');
    await core.give('workspace:lock', {});
    const old = join(temporaryDirectory(), 'old');
    cpSync(core.home, old, { recursive: true });
    const oldBlock = keyBlockOf(core.home);
    await core.give('workspace:sign-in', byPassphrase);
    const { id } = await methodOf(core, 'Grace');
    await core.give('workspace:remove-method', { id });
    await core.give('workspace:lock', {});
    // Everything that Grace may still have a copy of.
    writeSideFile(fileIn(core.home), oldBlock);
    expect(await core.refuse('workspace:sign-in', byGrace)).toEqual({
      code: 'workspace/wrong',
      field: 'passphrase',
    });
    await core.give('workspace:sign-in', byPassphrase);
    const copy = openCore(old);
    expect(await copy.call('workspace:sign-in', byGrace)).toMatchObject({ ok: true });
    expect(await copy.call('application:list', {})).toMatchObject({ value: [{ name: 'Then' }] });
    await copy.close();
  });

  test('leaves them nothing to put in its place: their file is one of before', async () => {
    const core = await withGrace();
    await core.give('workspace:lock', {});
    const old = join(temporaryDirectory(), 'old');
    cpSync(core.home, old, { recursive: true });
    await core.give('workspace:sign-in', byPassphrase);
    const { id } = await methodOf(core, 'Grace');
    await core.give('workspace:remove-method', { id });
    await core.give('workspace:lock', {});
    // With the old data key and the old slots, Grace can still use her own copy.
    const hers = openCore(old);
    await hers.call('workspace:sign-in', byGrace);
    for (let count = 0; count < 5; count += 1) {
      await hers.call('settings:update', { issuer: `https://grace.example/${count}` });
    }
    await hers.close();
    cpSync(fileIn(old), fileIn(core.home));
    await core.give('workspace:sign-in', byPassphrase);
    const { doubt } = await core.give('workspace:state', {});
    expect(doubt).toEqual({ code: 'seal/older' });
    const { id: applicationId } = await makeApplication(core, 'Signs nothing');
    const order = {
      applicationId,
      keyType: 'PRODUCTION' as const,
      validitySeconds: 60,
      scopes: [],
    };
    expect(await core.refuse('keys:generate', order)).toEqual({ code: 'seal/older' });
  });

  test('on another computer is a file that went on: it is welcome here', async () => {
    const core = await withGrace();
    await core.give('workspace:lock', {});
    const elsewhere = join(temporaryDirectory(), 'elsewhere');
    cpSync(core.home, elsewhere, { recursive: true });
    const other = openCore(elsewhere);
    await other.call('workspace:sign-in', byPassphrase);
    for (let times = 0; times < 2; times += 1) {
      await other.call('workspace:rotate-key', { passphrase: PASSPHRASE });
    }
    await other.close();
    cpSync(fileIn(elsewhere), fileIn(core.home));
    await core.give('workspace:sign-in', byPassphrase);
    expect(await newestEntry(core)).toMatchObject({
      kind: 'workspace/signed-in',
      detail: { file: 'newer' },
    });
    expect((await core.give('workspace:state', {})).doubt).toBeNull();
  });

  test('never takes the last passphrase', async () => {
    const core = await startCore();
    const { id } = await methodOf(core, OWNER);
    expect(await core.refuse('workspace:remove-method', { id })).toEqual({ code: 'method/last' });
    await core.give('workspace:add-method', grace);
    await core.give('workspace:remove-method', { id });
    // The open workspace stays open, but this method can't open it again.
    await makeApplication(core, 'Still here');
    expect(await enterAgain(core, byPassphrase)).toMatchObject({ ok: false });
    expect(await core.call('workspace:sign-in', byGrace)).toMatchObject({ ok: true });
  });

  test('twice is refused, and changes nothing', async () => {
    const core = await withGrace();
    const { id } = await methodOf(core, 'Grace');
    await core.give('workspace:remove-method', { id });
    const before = keyBlockOf(core.home).generation;
    expect(await core.refuse('workspace:remove-method', { id })).toEqual({
      code: 'method/missing',
    });
    expect(keyBlockOf(core.home).generation).toBe(before);
  });

  test('a backup from before comes back without them, if today’s passphrase restores it', async () => {
    const core = await withGrace();
    await makeApplication(core, 'In the backup');
    const { file } = await core.give('backup:create', {});
    const { id } = await methodOf(core, 'Grace');
    await core.give('workspace:remove-method', { id });
    const today = await dataKeyOf(core.home);
    await core.give('backup:restore', { file, passphrase: PASSPHRASE });
    expect(await core.give('application:list', {})).toMatchObject([{ name: 'In the backup' }]);
    expect((await dataKeyOf(core.home)).equals(today)).toBe(true);
    expect(await enterAgain(core, byGrace)).toMatchObject({ ok: false });
    expect(await core.call('workspace:sign-in', byPassphrase)).toMatchObject({ ok: true });
    expect(await core.give('activity:verify', {})).toMatchObject({ brokenAt: null });
  });
});

describe('a slot that somebody forged', {
  tags: ['secrets/key-slots', 'authenticity/unlock'],
}, () => {
  test('is sealed no new data key: its public key is not what the data key vouches for', async () => {
    const core = await startCore();
    await core.give('workspace:lock', {});
    const { id, slots, generation } = keyBlockOf(core.home);
    const key = await dataKeyOf(core.home);
    const stranger = await dataKeyOf((await startCore({ fresh: true })).home);
    const forged = await sealSlot(id, newPassphrase('Eve'), typedSecret(GRACE), stranger, kdfCost);
    // Damaged, so that no MAC is valid: the block is rebuilt from its slots.
    const block = makeBlock(id, generation + 1, [...slots, forged], stranger);
    writeMirror(core.home, block);
    cpSync(mirrorOf(core.home, id), `${fileIn(core.home)}-keys`);
    const file = fileIn(core.home);
    endWith(file, statSync(file).size / PAGE_BYTES - 1, block.bytes);
    await core.give('workspace:sign-in', byPassphrase);
    expect(factsOf(id, forged, key)).toBeNull();
    expect(keyBlockOf(core.home).slots.map((slot) => slot.id)).toContain(forged.id);
    await core.give('workspace:rotate-key', { passphrase: PASSPHRASE });
    expect(keyBlockOf(core.home).slots.map((slot) => slot.id)).not.toContain(forged.id);
    expect(await enterAgain(core, byGrace)).toMatchObject({ ok: false });
  });
});
