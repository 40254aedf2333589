import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeBlock } from '../../../../electron/features/workspace/key-block.ts';
import { writeMirror, writeSideFile } from '../../../../electron/features/workspace/key-places.ts';
import { errorText } from '../../../../shared/words/errors.ts';
import { hits } from '../../../support/canary.ts';
import {
  byPassphrase,
  ownerDraft,
  startCore,
  type TestCore,
  temporaryDirectory,
} from '../../../support/core.ts';
import { dataKeyOf, keyBlockOf } from '../../../support/data-key.ts';

const onUnix = process.platform !== 'win32';

describe('a file given as a workspace is named for what it is', () => {
  const kinds: Record<string, (path: string) => unknown> = {
    'a folder': (path) => mkdirSync(path),
    'a text file': (path) => writeFileSync(path, 'issuer: https://example.com\n'),
    'a keys file': (path) => writeFileSync(path, 'LKEYSLOT and then rubbish'),
    'a file of another kind': (path) => writeFileSync(path, Buffer.of(0x7f, 0x45, 0x4c, 0x46, 0)),
    ...(onUnix && {
      'a named pipe': (path: string) => execFileSync('mkfifo', [path]),
      'a socket': async (path: string) => {
        const server = createServer();
        await new Promise<void>((listening) => void server.listen(path, listening));
        onTestFinished(() => void server.close());
      },
    }),
  };
  test.each(Object.entries(kinds))('%s', async (name, make) => {
    const core = await startCore();
    const path = join(temporaryDirectory(), 'given.latchkey');
    await make(path);
    const error = await core.refuse('workspace:open', {}, { paths: [path] });
    expect(error.code).toBe('database/not-ours');
    expect(errorText(error)).toBe(
      `This is ${name}, not a Latchkey workspace. Nothing was changed.`,
    );
  });

  test.each(Object.entries(kinds))('%s as a backup, too', async (name, make) => {
    const core = await startCore();
    const path = join(temporaryDirectory(), 'given.latchkey');
    await make(path);
    for (const channel of ['backup:check', 'backup:restore'] as const) {
      const asked = { file: null, passphrase: ownerDraft.passphrase };
      const error = await core.refuse(channel, asked, { paths: [path] });
      expect(errorText(error)).toBe(
        `This is ${name}, not a Latchkey workspace. Nothing was changed.`,
      );
    }
  });

  test.each(Object.entries(kinds))('%s in the place of the workspace', async (name, make) => {
    const core = await startCore();
    await core.give('workspace:lock', {});
    const file = join(core.home, 'workspace.latchkey');
    rmSync(file);
    await make(file);
    const { problem } = await core.give('workspace:state', {});
    expect(problem?.code).toBe('database/not-ours');
    const error = await core.refuse('workspace:sign-in', byPassphrase);
    expect(errorText(error)).toMatch(new RegExp(`^This is ${name}, not a Latchkey workspace`));
  });

  test.runIf(onUnix)('a device', async () => {
    const core = await startCore();
    const error = await core.refuse('workspace:open', {}, { paths: ['/dev/null'] });
    expect(errorText(error)).toMatch(/^This is a device/);
  });
});

async function withSlots(
  change: (slot: ReturnType<typeof keyBlockOf>['slots'][number]) => object | null,
): Promise<TestCore> {
  const core = await startCore();
  const key = await dataKeyOf(core.home);
  await core.give('workspace:lock', {});
  const { id, generation, slots } = keyBlockOf(core.home);
  const changed = slots.flatMap((slot) => {
    const next = slot.kind === 'passphrase' ? change(slot) : {};
    return next === null ? [] : [{ ...slot, ...next }];
  });
  const block = makeBlock(id, generation + 1, changed, key);
  // In every place, otherwise an intact one would be found.
  const file = join(core.home, 'workspace.latchkey');
  truncateSync(file, statSync(file).size - 8192);
  writeMirror(core.home, block);
  return core;
}

describe('an unusable unlock method', () => {
  test.each([
    ['a malformed kdf', { kdf: { name: 'scrypt', N: 3 } }],
    ['no kdf', { kdf: null }],
    ['no sealed key', { dataKeySealed: Buffer.alloc(0) }],
  ])('because of %s is reported as damaged, not as a typing error', async (_what, damage) => {
    const core = await withSlots(() => damage);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const error = await core.refuse('workspace:sign-in', byPassphrase);
      expect(error).toMatchObject({ code: 'workspace/method-damaged' });
      expect(errorText(error)).not.toMatch(/Caps Lock|typing error/i);
    }
  });

  test('because there is none is reported so', async () => {
    const core = await withSlots(() => null);
    expect(await core.refuse('workspace:sign-in', byPassphrase)).toMatchObject({
      code: 'workspace/no-method',
    });
  });
});

describe('two different sets of keys', () => {
  test('are both shown after sign-in, with where each was found, until one is chosen', async () => {
    const core = await startCore();
    const key = await dataKeyOf(core.home);
    await core.give('workspace:lock', {});
    const { id, generation, slots } = keyBlockOf(core.home);
    const file = join(core.home, 'workspace.latchkey');
    const fewer = slots.filter(({ kind }) => kind === 'passphrase');
    writeSideFile(file, makeBlock(id, generation, fewer, key));
    expect((await core.give('workspace:state', {})).keyConflict).toEqual([]);
    await core.give('workspace:sign-in', byPassphrase);
    const { keyConflict } = await core.give('workspace:state', {});
    expect(keyConflict.map(({ methods }) => methods.join()).toSorted()).toEqual([
      'passphrase',
      'passphrase,recovery-code',
    ]);
    expect(keyConflict.flatMap(({ places }) => places)).toContain(`${file}-keys`);
    const change = { current: ownerDraft.passphrase, next: 'another passphrase', insist: false };
    await core.give('workspace:change-passphrase', change);
    expect((await core.give('workspace:state', {})).keyConflict).toEqual([]);
  });
});

describe('an error after a workspace was created', () => {
  test('still shows its recovery code', async () => {
    const core = await startCore({ fresh: true, entered: false });
    // The window can't be told: what comes after the file is on the disk fails.
    core.shell.lockAfter = () => {
      throw new Error('EIO');
    };
    const made = await core.give('workspace:create', ownerDraft);
    expect(made.recoveryCode).toMatch(/^[0-9A-Z-]{35}$/);
    expect(core.defects).toHaveLength(1);
    expect(hits(core.home, [Buffer.from(made.recoveryCode)])).toEqual([]);
    core.shell.lockAfter = () => {};
    expect(await core.give('workspace:state', {})).toMatchObject({ phase: 'locked' });
    const how = { with: 'recovery-code', code: made.recoveryCode } as const;
    await core.give('workspace:sign-in', how);
  });
});

test('a file whose keys are missing opens once its keys file is chosen', async () => {
  const core = await startCore();
  await core.give('workspace:lock', {});
  const block = keyBlockOf(core.home);
  const file = join(core.home, 'workspace.latchkey');
  truncateSync(file, statSync(file).size - 8192);
  rmSync(join(core.home, 'slots'), { recursive: true });
  expect(await core.give('workspace:state', {})).toMatchObject({
    problem: { code: 'workspace/keys-missing' },
  });
  const keys = join(temporaryDirectory(), 'kept.latchkey-keys');
  writeFileSync(keys, block.bytes);
  core.shell.files = [keys];
  expect(await core.give('workspace:choose', {})).toBe(true);
  await core.give('workspace:sign-in', byPassphrase);
});
