/**
 * @module-tag durability/creation
 * @module-tag durability/kills
 */
import { createHash } from 'node:crypto';
import type fs from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  byPassphrase,
  openCore,
  ownerDraft,
  PASSPHRASE,
  startCore,
  temporaryDirectory,
} from '../../../support/core.ts';
import { makeApplication } from '../../../support/workspace.ts';

// Other test files in this process have loaded the program with the real `node:fs`.
vi.hoisted(() => vi.resetModules());
afterAll(() => {
  vi.resetModules();
});

/** Called before and after each call that changes a file. */
const kill = vi.hoisted(() => ({ at: (_call: string): void => {} }));

const changing = vi.hoisted(
  () =>
    [
      'renameSync',
      'rmSync',
      'writeSync',
      'writeFileSync',
      'ftruncateSync',
      'mkdirSync',
      'chmodSync',
    ] as const,
);

vi.mock('node:fs', async (importOriginal) => {
  const real = await importOriginal<typeof fs>();
  const wrapped = changing.map((name) => [
    name,
    (...input: unknown[]): unknown => {
      kill.at(`before ${name}`);
      const output = (real[name] as (...values: unknown[]) => unknown)(...input);
      kill.at(`after ${name}`);
      return output;
    },
  ]);
  return { ...real, ...Object.fromEntries(wrapped) };
});

const real = await vi.importActual<typeof fs>('node:fs');

beforeEach(() => {
  kill.at = () => {};
});

/** A hash of every name, mode and byte. */
function stateOf(home: string): string {
  const found = createHash('sha256');
  for (const name of real.readdirSync(home, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const path = join(home, name);
    const stats = real.statSync(path);
    found.update(JSON.stringify([name, stats.mode, stats.size]));
    if (stats.isFile()) found.update(real.readFileSync(path));
  }
  return found.digest('hex');
}

/** What a kill would have left of `home` at each change of a file while `work` runs. */
async function leftBy(home: string, work: () => Promise<unknown>): Promise<string[]> {
  const folder = temporaryDirectory();
  const left: string[] = [];
  let last = '';
  kill.at = (call) => {
    // What one call left is what the next one finds, unless the engine wrote in between.
    const state = stateOf(home);
    if (state === last) return;
    last = state;
    const copy = join(folder, `${left.length} ${call}`);
    real.cpSync(home, copy, { recursive: true });
    left.push(copy);
  };
  await work();
  kill.at = () => {};
  return left;
}

/** The result of a start: the applications by name, or why there are none. */
async function startIn(home: string, passphrase = PASSPHRASE): Promise<string> {
  const core = openCore(home);
  const entered = await core.call('workspace:sign-in', { with: 'passphrase', passphrase });
  const listed = entered.ok ? await core.call('application:list', {}) : entered;
  await core.close();
  if (!listed.ok) return listed.error.code;
  return (listed.value as { name: string }[]).map(({ name }) => name).join();
}

describe('a kill at each change of a file', { tags: 'secrets/key-slots' }, () => {
  test('while creating a workspace: it is complete, or can be created again', async () => {
    const home = temporaryDirectory();
    const core = openCore(home);
    const left = await leftBy(home, () => core.call('workspace:create', ownerDraft));
    await core.close();
    expect(left.length).toBeGreaterThan(10);
    const found = new Set<string>();
    for (const copy of left) {
      const again = openCore(copy);
      const state = await again.call('workspace:state', {});
      const { phase, problem } = (state as unknown as { value: Record<string, unknown> }).value;
      expect(problem).toBeNull();
      const how = phase === 'new' ? 'workspace:create' : 'workspace:sign-in';
      const entered = await again.call(how, phase === 'new' ? ownerDraft : byPassphrase);
      expect(entered).toMatchObject({ ok: true });
      found.add(String(phase));
      await again.close();
    }
    expect([...found].toSorted()).toEqual(['locked', 'new']);
  });

  test('while opening, using and closing: nothing is lost', async () => {
    const core = await startCore({ entered: false });
    const left = await leftBy(core.home, async () => {
      await core.give('workspace:sign-in', byPassphrase);
      await makeApplication(core, 'Kept', { description: 'x'.repeat(500) });
      await core.give('workspace:lock', {});
    });
    expect(left.length).toBeGreaterThan(10);
    const found: string[] = [];
    for (const copy of left) found.push(await startIn(copy));
    expect([...new Set(found)].toSorted()).toEqual(['', 'Kept']);
    expect(found.at(-1)).toBe('Kept');
  });

  test('while changing the passphrase: one of the two opens, never both', async () => {
    const core = await startCore();
    const next = 'another passphrase';
    const change = { current: PASSPHRASE, next, insist: false };
    const left = await leftBy(core.home, () => core.give('workspace:change-passphrase', change));
    expect(left.length).toBeGreaterThan(5);
    const found: string[] = [];
    for (const copy of left) {
      const [old, fresh] = [await startIn(copy), await startIn(copy, next)];
      found.push(old === '' ? 'old' : old, fresh === '' ? 'new' : fresh);
    }
    const pairs = found.flatMap((one, at) => (at % 2 === 0 ? [`${one} ${found[at + 1]}`] : []));
    expect(new Set(pairs)).toEqual(new Set(['old workspace/wrong', 'workspace/wrong new']));
  });
});
