import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Key } from '../../../../electron/base/crypto/key.ts';
import { PAGE_BYTES } from '../../../../electron/base/database/file-header.ts';
import type { Core } from '../../../../electron/core/core.ts';
import type { KeyBlock } from '../../../../electron/features/workspace/key-block.ts';
import { makeBlock, parseBlock } from '../../../../electron/features/workspace/key-block.ts';
import { mirrorOf, readBlock } from '../../../../electron/features/workspace/key-places.ts';
import { sealSlot } from '../../../../electron/features/workspace/vault.ts';
import { typedSecret } from '../../../../shared/domain/passphrase.ts';
import {
  byPassphrase,
  kdfCost,
  openCore,
  ownerDraft,
  PASSPHRASE,
  startCore,
  type TestCore,
  temporaryDirectory,
} from '../../../support/core.ts';
import { dataKeyOf, keyBlockOf, newPassphrase, openBeside } from '../../../support/data-key.ts';
import { makeApplication } from '../../../support/workspace.ts';

const NEXT = 'another passphrase';
const byNext = { with: 'passphrase', passphrase: NEXT } as const;

const fileIn = (home: string): string => join(home, 'workspace.latchkey');
const sideIn = (home: string): string => join(home, 'workspace.latchkey-keys');
const dropMirror = (home: string): void => rmSync(join(home, 'slots'), { recursive: true });
const dropTrailer = (home: string): void =>
  truncateSync(fileIn(home), statSync(fileIn(home)).size - PAGE_BYTES);
const trailerOf = (home: string) => parseBlock(readFileSync(fileIn(home)).subarray(-PAGE_BYTES));

const putMirror = (home: string, { id, bytes }: KeyBlock): void =>
  writeFileSync(mirrorOf(home, id), bytes);
const putSide = (home: string, { bytes }: KeyBlock): void => writeFileSync(sideIn(home), bytes);
/** Names the file like a sync program's conflicted copy. */
const putConflict = (home: string, { bytes }: KeyBlock): void =>
  writeFileSync(join(home, 'workspace (conflicted copy).latchkey-keys'), bytes);
function putTrailer(home: string, { bytes }: KeyBlock): void {
  const file = readFileSync(fileIn(home));
  file.fill(0, file.length - PAGE_BYTES);
  file.set(bytes, file.length - PAGE_BYTES);
  writeFileSync(fileIn(home), file);
}
/** Puts the newest slots next to the file, as after a crash. */
const putNewSide = (home: string): void =>
  writeFileSync(join(home, 'new.latchkey-keys'), keyBlockOf(home).bytes);

/** The data directory of a workspace that was closed. */
async function closedHome(): Promise<string> {
  const core = await startCore();
  await makeApplication(core, 'Kept');
  await core.give('workspace:lock', {});
  return copyOf(core.home);
}

/** The data directory of a program that was killed with its workspace open. */
async function killedHome(): Promise<string> {
  const core = await startCore();
  await makeApplication(core, 'Kept');
  return copyOf(core.home);
}

function copyOf(home: string): string {
  const copy = join(temporaryDirectory(), 'copy');
  cpSync(home, copy, { recursive: true });
  return copy;
}

function start(home: string): Core {
  const core = openCore(home);
  onTestFinished(() => core.close());
  return core;
}

async function signIn(home: string, how: object = byPassphrase): Promise<string> {
  const core = openCore(home);
  const entered = await core.call('workspace:sign-in', how);
  const listed = entered.ok ? await core.call('application:list', {}) : entered;
  await core.close();
  if (!listed.ok) return listed.error.code;
  return (listed.value as { name: string }[]).map(({ name }) => name).join();
}

async function change(core: TestCore, current: string, next: string): Promise<void> {
  await core.give('workspace:change-passphrase', { current, next, insist: false });
}

describe('the three places of the keys', { tags: 'secrets/key-slots' }, () => {
  test('are the trailer and the mirror of a closed workspace, without a side file', async () => {
    const home = await closedHome();
    const { id, bytes } = keyBlockOf(home);
    expect(trailerOf(home)?.bytes).toEqual(bytes);
    expect(readBlock(mirrorOf(home, id))?.bytes).toEqual(bytes);
    expect(existsSync(sideIn(home))).toBe(false);
  });

  test('are the side file and the mirror of an open one', async () => {
    const { home } = await startCore({ fresh: true });
    const { id, bytes } = keyBlockOf(home);
    expect(readBlock(sideIn(home))?.bytes).toEqual(bytes);
    expect(readBlock(mirrorOf(home, id))?.bytes).toEqual(bytes);
    const modes = [sideIn(home), mirrorOf(home, id)].map((path) => statSync(path).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600]);
    expect(statSync(join(home, 'slots')).mode & 0o777).toBe(0o700);
  });

  test.each([
    ['the mirror', closedHome, [dropMirror]],
    ['the trailer', closedHome, [dropTrailer]],
    ['the side file, after a crash', killedHome, [(home: string) => rmSync(sideIn(home))]],
    ['the mirror, after a crash', killedHome, [dropMirror]],
    ['mirror and trailer, after a crash', killedHome, [dropMirror, dropTrailer]],
  ])('open it without %s, and are restored afterwards', async (_what, prepare, losses) => {
    const home = await prepare();
    const { id, bytes } = keyBlockOf(home);
    for (const lose of losses) lose(home);
    expect(await signIn(home)).toBe('Kept');
    expect(trailerOf(home)?.bytes).toEqual(bytes);
    expect(readBlock(mirrorOf(home, id))?.bytes).toEqual(bytes);
    expect(existsSync(sideIn(home))).toBe(false);
  });

  test('if all are missing, the error says so, and the file stays unchanged', async () => {
    const home = await closedHome();
    dropMirror(home);
    dropTrailer(home);
    const before = readFileSync(fileIn(home));
    expect(await signIn(home)).toBe('workspace/keys-missing');
    expect(readFileSync(fileIn(home)).equals(before)).toBe(true);
  });

  test('a damaged one is skipped and rewritten', async () => {
    const home = await closedHome();
    const { id, bytes } = keyBlockOf(home);
    for (let at = 0; at < bytes.length; at += 37) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ 0x10;
      writeFileSync(mirrorOf(home, id), damaged);
      expect(await signIn(home)).toBe('Kept');
      expect(readBlock(mirrorOf(home, id))?.bytes).toEqual(bytes);
    }
  });

  test('a single damaged block still opens with its intact slots', async () => {
    const home = await closedHome();
    const { id, generation } = keyBlockOf(home);
    dropTrailer(home);
    const block = Buffer.from(keyBlockOf(home).bytes);
    block[block.length - 1] = (block.at(-1) ?? 0) ^ 1;
    writeFileSync(mirrorOf(home, id), block);
    expect(await signIn(home)).toBe('Kept');
    expect(keyBlockOf(home).generation).toBe(generation + 1);
  });

  test('one that can’t be written doesn’t prevent sign-in', async () => {
    const home = await closedHome();
    dropMirror(home);
    writeFileSync(join(home, 'slots'), 'in the way');
    expect(await signIn(home)).toBe('Kept');
    mkdirSync(sideIn(home));
    expect(await signIn(home)).toBe('file/unwritable');
    expect(trailerOf(home)).not.toBeNull();
  });
});

describe('the slots are found by id', { tags: 'secrets/key-slots' }, () => {
  test('for a file that was renamed and mailed by itself', async () => {
    const home = await closedHome();
    const elsewhere = temporaryDirectory();
    renameSync(fileIn(home), join(elsewhere, 'renamed.latchkey'));
    const core = start(temporaryDirectory());
    await core.call('workspace:open', {}, { paths: [join(elsewhere, 'renamed.latchkey')] });
    expect(await core.call('workspace:sign-in', byPassphrase)).toMatchObject({ ok: true });
  });

  test('in a keys file of any name, copied by hand while it was open', async () => {
    const home = await killedHome();
    dropMirror(home);
    renameSync(sideIn(home), join(home, 'workspace (Ada’s conflicted copy).latchkey-keys'));
    expect(await signIn(home)).toBe('Kept');
  });

  test('and never by name: the keys of another workspace are set aside', async () => {
    const home = await closedHome();
    const other = keyBlockOf((await startCore({ fresh: true })).home);
    writeFileSync(sideIn(home), other.bytes);
    expect(await signIn(home)).toBe('Kept');
    expect(readBlock(join(home, `${other.id}.latchkey-keys`))?.bytes).toEqual(other.bytes);
  });

  test('by choosing the keys file', async () => {
    const home = await killedHome();
    const keys = join(temporaryDirectory(), 'found.latchkey-keys');
    renameSync(sideIn(home), keys);
    dropMirror(home);
    dropTrailer(home);
    const core = start(home);
    expect(await core.call('workspace:open', {}, { paths: [keys] })).toMatchObject({ ok: true });
    expect(await core.call('workspace:sign-in', byPassphrase)).toMatchObject({ ok: true });
    const others = join(temporaryDirectory(), 'others.latchkey-keys');
    writeFileSync(others, keyBlockOf((await startCore({ fresh: true })).home).bytes);
    expect(await core.call('workspace:open', {}, { paths: [others] })).toMatchObject({
      error: { code: 'workspace/other-keys' },
    });
  });
});

describe('the highest generation wins', { tags: 'secrets/key-slots' }, () => {
  test.each([
    ['an old mirror', [putMirror]],
    ['an old side file', [putSide]],
    ['an old trailer', [putTrailer]],
    ['an old keys file of another name', [putConflict]],
    ['all that is old but the mirror', [putSide, putTrailer, putConflict]],
    ['all that is old but the side file', [putMirror, putTrailer, putConflict], putNewSide],
    ['all that is old but the trailer', [putMirror, putSide, putConflict]],
  ])('over %s: the old passphrase stays invalid', async (_what, ages, renew = () => {}) => {
    const core = await startCore();
    const old = keyBlockOf(core.home);
    await change(core, PASSPHRASE, NEXT);
    await core.give('workspace:lock', {});
    const home = copyOf(core.home);
    renew(home);
    for (const age of ages) age(home, old);
    expect(await signIn(home)).toBe('workspace/wrong');
    expect(await signIn(home, byNext)).toBe('');
    // The old ones are repaired.
    const blocks = [readBlock(mirrorOf(home, old.id)), trailerOf(home)];
    expect(blocks.map((block) => block?.generation)).toEqual(Array(2).fill(old.generation + 1));
  });

  test('and a change reaches the trailer of the open file: a copy has no old slot', async () => {
    const core = await startCore();
    await change(core, PASSPHRASE, NEXT);
    const home = join(temporaryDirectory(), 'copy');
    mkdirSync(home);
    cpSync(fileIn(core.home), fileIn(home));
    expect(trailerOf(home)?.bytes).toEqual(keyBlockOf(core.home).bytes);
    expect(await signIn(home)).toBe('workspace/wrong');
    expect(await signIn(home, byNext)).toBe('');
  });

  test('and a change is in all three at once', async () => {
    const core = await startCore();
    const { id, generation } = keyBlockOf(core.home);
    await change(core, PASSPHRASE, NEXT);
    const { home } = core;
    const blocks = [readBlock(sideIn(home)), readBlock(mirrorOf(home, id)), trailerOf(home)];
    expect(blocks.map((block) => block?.generation)).toEqual(Array(3).fill(generation + 1));
  });

  test('but a forged one locks nobody out, and lets nobody in', async () => {
    const home = await closedHome();
    const { id } = keyBlockOf(home);
    const forger = Key.random();
    const slot = await sealSlot(id, newPassphrase(), typedSecret(NEXT), forger, kdfCost);
    const before = readFileSync(fileIn(home));
    writeFileSync(join(home, 'x.latchkey-keys'), makeBlock(id, 1000, [slot], forger).bytes);
    expect(await signIn(home, byNext)).toBe('database/damaged');
    expect(readFileSync(fileIn(home)).equals(before)).toBe(true);
    expect(await signIn(home)).toBe('Kept');
  });

  test('if two disagree, each opens, and neither is overwritten', async () => {
    const home = await closedHome();
    const { id, generation, slots, bytes } = keyBlockOf(home);
    const dataKey = await dataKeyOf(home);
    const slot = await sealSlot(id, newPassphrase(), typedSecret(NEXT), dataKey, kdfCost);
    const others = [slot, ...slots.filter(({ kind }) => kind !== 'passphrase')];
    const fork = makeBlock(id, generation, others, dataKey);
    writeFileSync(mirrorOf(home, id), fork.bytes);
    for (const how of [byPassphrase, byNext, byPassphrase]) {
      expect(await signIn(home, how)).toBe('Kept');
      expect(readBlock(mirrorOf(home, id))?.bytes).toEqual(fork.bytes);
      expect(trailerOf(home)?.bytes).toEqual(bytes);
    }
  });
});

test('a workspace without its side file after a crash loses nothing when it grows', async () => {
  const core = await startCore();
  for (let count = 0; count < 40; count += 1) {
    await makeApplication(core, `App ${count}`, { description: 'x'.repeat(400) });
  }
  const home = copyOf(core.home);
  rmSync(sideIn(home));
  expect((await signIn(home)).split(',')).toHaveLength(40);
});

test('the side file stays while another program prevents writing the trailer', {
  tags: 'secrets/key-slots',
}, async () => {
  const core = await startCore();
  const { bytes } = keyBlockOf(core.home);
  const other = await openBeside(core.home);
  onTestFinished(() => void other.close());
  other.exec('BEGIN IMMEDIATE');
  await core.give('workspace:lock', {});
  expect(readBlock(sideIn(core.home))?.bytes).toEqual(bytes);
});

test('creating a workspace leaves only it, its mirror, its witness, space for its log and an empty lock file', async () => {
  const home = temporaryDirectory();
  const core = start(home);
  expect(await core.call('workspace:create', ownerDraft)).toMatchObject({ ok: true });
  await core.close();
  expect(readdirSync(home).toSorted()).toEqual([
    'reserve',
    'slots',
    'witness',
    'workspace.latchkey',
    'workspace.latchkey-lock',
    'workspaces.json',
  ]);
  expect(statSync(join(home, 'workspace.latchkey-lock')).size).toBe(0);
});
