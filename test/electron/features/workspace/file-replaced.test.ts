/**
 * @module-tag durability/replaced
 */
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  byPassphrase,
  openCore,
  START,
  startCore,
  type TestCore,
  temporaryDirectory,
} from '../../../support/core.ts';
import { makeApplication } from '../../../support/workspace.ts';

const NAME = 'workspace.latchkey';
const fileIn = (home: string): string => join(home, NAME);

async function add(core: TestCore, prefix: string, count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) {
    await makeApplication(core, `${prefix} ${at}`, { description: 'x'.repeat(400) });
  }
}

/** How many applications of each prefix a start finds in the file, or why none. */
async function found(home: string, name = NAME): Promise<Record<string, number> | string> {
  const core = openCore(home, { now: () => START });
  try {
    if (name !== NAME) {
      const gone = await core.call('workspace:open', {}, { paths: [join(home, name)] });
      if (!gone.ok) return gone.error.code;
    }
    const entered = await core.call('workspace:sign-in', byPassphrase);
    if (!entered.ok) return entered.error.code;
    const listed = await core.call('application:list', {});
    if (!listed.ok) return listed.error.code;
    const verdict = await core.call('activity:verify', {});
    if (!verdict.ok || (verdict.value as { brokenAt: unknown }).brokenAt !== null) return 'broken';
    const counts: Record<string, number> = {};
    for (const { name: full } of listed.value as { name: string }[]) {
      const prefix = full.split(' ')[0] ?? '';
      counts[prefix] = (counts[prefix] ?? 0) + 1;
    }
    return counts;
  } finally {
    await core.close();
  }
}

/** An open workspace, and another machine's file, which continued from a copy of it. */
async function openWithOther(): Promise<{ core: TestCore; other: Buffer }> {
  const core = await startCore();
  await add(core, 'base', 60);
  await core.restart();
  await core.give('workspace:lock', {});
  const machine = join(temporaryDirectory(), 'other');
  cpSync(core.home, machine, { recursive: true });
  const theirs = openCore(machine, { now: () => START });
  await theirs.call('workspace:sign-in', byPassphrase);
  for (let at = 0; at < 30; at += 1) {
    const draft = {
      name: `theirs ${at}`,
      description: 'y'.repeat(500),
      perTokenQuota: 'Unlimited',
    };
    await theirs.call('application:create', draft);
  }
  await theirs.close();
  await core.give('workspace:sign-in', byPassphrase);
  return { core, other: readFileSync(fileIn(machine)) };
}

const ways = {
  'renamed over it': (home: string, other: Buffer) => {
    writeFileSync(join(home, 'incoming'), other);
    renameSync(join(home, 'incoming'), fileIn(home));
  },
  'written into it': (home: string, other: Buffer) => writeFileSync(fileIn(home), other),
} as const;

const setAsideIn = (home: string): string[] =>
  readdirSync(home).filter((name) => name.includes('(set aside '));

describe('another file', () => {
  const cases = Object.keys(ways).flatMap((way) =>
    [1, 0, 3].map((before) => [way as keyof typeof ways, before] as const),
  );
  test.each(cases)('%s after %i writes is noticed; both states stay whole', async (way, before) => {
    const { core, other } = await openWithOther();
    await add(core, 'ours', before);
    ways[way](core.home, other);
    const draft = { name: 'late', description: '', perTokenQuota: 'Unlimited' } as const;
    expect(await core.refuse('application:create', draft)).toMatchObject({
      code: 'database/replaced',
    });
    expect(await core.give('workspace:state', {})).toMatchObject({
      phase: 'open',
      trouble: way === 'renamed over it' ? 'replaced' : 'overwritten',
    });
    expect(core.shell.changes).toContainEqual(['workspace']);
    await core.give('workspace:lock', {});
    expect(readFileSync(fileIn(core.home)).equals(other)).toBe(true);
    expect(existsSync(`${fileIn(core.home)}-wal`)).toBe(false);
    const [saved = ''] = setAsideIn(core.home);
    const { notices } = await core.give('workspace:state', {});
    expect(notices).toMatchObject([{ kind: 'state-saved', file: join(core.home, saved) }]);
    expect(await found(core.home)).toEqual({ base: 60, theirs: 30 });
    const ours = before === 0 ? { base: 60 } : { base: 60, ours: before };
    expect(await found(core.home, saved)).toEqual(ours);
    expect(core.defects).toEqual([]);
  });

  test('that was put in place and not written to isn’t changed on closing', async () => {
    const { core, other } = await openWithOther();
    await add(core, 'ours', 2);
    ways['written into it'](core.home, other);
    await core.restart();
    expect(await core.give('application:list', {})).toHaveLength(90);
    expect(await found(core.home, setAsideIn(core.home)[0])).toEqual({ base: 60, ours: 2 });
  });

  test('doesn’t stop saving under a chosen name, which is then opened', async () => {
    const { core, other } = await openWithOther();
    await add(core, 'ours', 2);
    ways['renamed over it'](core.home, other);
    const path = join(core.home, 'mine.latchkey');
    core.shell.saveTo = { path };
    expect(await core.give('workspace:save-open', {})).toEqual({ file: path });
    expect(await core.give('workspace:state', {})).toMatchObject({
      phase: 'locked',
      file: path,
      trouble: null,
      notices: [],
    });
    await core.give('workspace:sign-in', byPassphrase);
    expect(await core.give('application:list', {})).toHaveLength(62);
    expect(setAsideIn(core.home)).toEqual([]);
  });

  test('isn’t the same file with another modification time', async () => {
    const { core } = await openWithOther();
    utimesSync(fileIn(core.home), 1, 1);
    await add(core, 'ours', 1);
    await core.restart();
    expect(await core.give('application:list', {})).toHaveLength(61);
  });
});

describe('a file that disappears while open', () => {
  test('is detected, and the open workspace is saved beside it', async () => {
    const core = await startCore();
    await add(core, 'ours', 2);
    rmSync(fileIn(core.home));
    const draft = { name: 'late', description: '', perTokenQuota: 'Unlimited' } as const;
    expect(await core.refuse('application:create', draft)).toMatchObject({
      code: 'database/missing',
    });
    await core.give('workspace:lock', {});
    expect(await core.give('workspace:state', {})).toMatchObject({
      problem: { code: 'workspace/missing' },
    });
    expect(await found(core.home, setAsideIn(core.home)[0])).toEqual({ ours: 2 });
  });

  test('and comes back is written again', async () => {
    const core = await startCore();
    renameSync(fileIn(core.home), join(core.home, 'away'));
    expect(await core.give('workspace:state', {})).toMatchObject({ trouble: 'missing' });
    renameSync(join(core.home, 'away'), fileIn(core.home));
    await add(core, 'ours', 1);
    expect(await core.give('workspace:state', {})).toMatchObject({ trouble: null });
  });

  test('with its folder is saved in the data directory', async () => {
    const core = await startCore();
    const folder = join(temporaryDirectory(), 'drive');
    cpSync(core.home, folder, { recursive: true });
    await core.give('workspace:open', {}, { paths: [fileIn(folder)] });
    await core.give('workspace:sign-in', byPassphrase);
    await add(core, 'ours', 1);
    rmSync(folder, { recursive: true });
    await core.give('workspace:lock', {});
    const saved = readdirSync(join(core.home, 'set-aside'));
    expect(saved).toHaveLength(1);
    expect(await found(core.home, join('set-aside', saved[0] ?? ''))).toEqual({ ours: 1 });
  });
});

/** What a kill leaves of a workspace with `written` applications, and its earlier file. */
async function killedAfter(counts: readonly [number, number, number]) {
  const [before, between, written] = counts;
  const core = await startCore();
  await add(core, 'old', before);
  await core.give('workspace:lock', {});
  const backup = readFileSync(fileIn(core.home));
  await core.give('workspace:sign-in', byPassphrase);
  await add(core, 'mid', between);
  await core.restart();
  await add(core, 'new', written);
  const dead = join(temporaryDirectory(), 'dead');
  cpSync(core.home, dead, { recursive: true });
  return { dead, backup };
}

describe('after a kill', () => {
  test.each([
    [20, 40, 1],
    [20, 40, 20],
    [10, 10, 1],
  ] as const)('an older copy put back (%i, %i, %i) opens as it was copied', async (...counts) => {
    const { dead, backup } = await killedAfter(counts);
    writeFileSync(fileIn(dead), backup);
    expect(await found(dead)).toEqual({ old: counts[0] });
    const saved = setAsideIn(dead).find((name) => name.endsWith('.latchkey'));
    const core = openCore(dead);
    const state = await core.call('workspace:state', {});
    expect(state).toMatchObject({
      value: { notices: [{ kind: 'wal-set-aside', file: join(dead, saved ?? '') }] },
    });
    await core.close();
    const [old, mid, written] = counts;
    expect(await found(dead, saved)).toEqual({ old, mid, new: written });
  });

  test('a WAL without its file is set aside and named', async () => {
    const { dead, backup } = await killedAfter([10, 10, 2]);
    rmSync(join(dead, 'open'), { recursive: true });
    writeFileSync(fileIn(dead), backup);
    expect(await found(dead)).toEqual({ old: 10 });
    expect(setAsideIn(dead)).toHaveLength(1);
    expect(setAsideIn(dead)[0]).toMatch(/\.latchkey-wal$/);
  });

  test('the file’s own WAL is replayed: nothing is lost', async () => {
    const { dead } = await killedAfter([10, 10, 20]);
    expect(await found(dead)).toEqual({ old: 10, mid: 10, new: 20 });
    expect(setAsideIn(dead)).toEqual([]);
  });
});
