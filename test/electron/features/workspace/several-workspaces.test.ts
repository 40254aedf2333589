import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  byPassphrase,
  ownerDraft,
  startCore,
  type TestCore,
  temporaryDirectory,
} from '../../../support/core.ts';
import { makePetshop, planIds } from '../../../support/workspace.ts';

const sample = fileURLToPath(new URL('../../../../build/samples/orders.yaml', import.meta.url));

describe('several workspaces', () => {
  test('are created, opened and switched between, each with its own passphrase', async () => {
    const core = await startCore();
    await makePetshop(core);
    const other = join(temporaryDirectory(), 'other.latchkey');
    core.shell.saveTo = { path: other };
    expect(await core.give('workspace:begin', {})).toBe(true);
    expect(await core.give('workspace:state', {})).toMatchObject({ phase: 'new', name: 'other' });
    await core.give('workspace:create', { ...ownerDraft, passphrase: 'a different passphrase' });
    expect(await core.give('application:list', {})).toEqual([]);
    const first = join(core.home, 'workspace.latchkey');
    expect((await core.give('workspace:state', {})).recent.map(({ file }) => file)).toEqual([
      other,
      first,
    ]);
    await core.give('workspace:switch', { file: first });
    await core.give('workspace:sign-in', byPassphrase);
    expect(await core.give('application:list', {})).toHaveLength(1);
    await core.give('workspace:forget', { file: other });
    expect((await core.give('workspace:state', {})).recent.map(({ name }) => name)).toEqual([
      'workspace',
    ]);
    expect(existsSync(other)).toBe(true);
  });

  test('can’t be opened by a path that nobody chose', async () => {
    const core = await startCore();
    expect(await core.refuse('workspace:switch', { file: '/etc/passwd' })).toMatchObject({
      code: 'file/unreadable',
    });
  });

  test('a new one never overwrites a file', async () => {
    const core = await startCore();
    const path = join(temporaryDirectory(), 'there.latchkey');
    writeFileSync(path, 'something else');
    core.shell.saveTo = { path };
    expect(await core.refuse('workspace:begin', {})).toMatchObject({ code: 'workspace/exists' });
    core.shell.files = [path];
    expect(await core.refuse('workspace:choose', {})).toMatchObject({ code: 'database/not-ours' });
    expect(readFileSync(path, 'utf8')).toBe('something else');
  });

  test('ignore a sign-in that a switch overtook', async () => {
    const core = await startCore();
    await core.give('workspace:lock', {});
    core.shell.saveTo = { path: join(temporaryDirectory(), 'other.latchkey') };
    const signIn = core.call('workspace:sign-in', byPassphrase);
    await core.give('workspace:begin', {});
    expect(await signIn).toMatchObject({ error: { code: 'workspace/locked' } });
    expect(await core.give('workspace:state', {})).toMatchObject({ phase: 'new', name: 'other' });
    expect(await core.refuse('application:list', {})).toMatchObject({ code: 'workspace/locked' });
  });
});

/** Reads the sample, and what to import of it. */
async function choose(core: TestCore) {
  core.shell.files = [sample];
  const review = await core.give('api-import:choose', {});
  const [item] = review?.items ?? [];
  if (review === null || item === undefined) throw new Error('Nothing was found');
  const { name, version, context } = item.found;
  const plans = await planIds(core);
  const choice = { index: 0, name, version, context, businessPlanIds: [plans.Gold] };
  return { id: review.id, choices: [choice] };
}

describe('an import review', () => {
  test('is kept over a lock', async () => {
    const core = await startCore();
    const review = await choose(core);
    await core.give('workspace:lock', {});
    await core.give('workspace:sign-in', byPassphrase);
    expect(await core.give('api-import:commit', review)).toEqual({
      created: 1,
      updated: 0,
      unchanged: 0,
    });
  });

  test('belongs to one workspace', async () => {
    const core = await startCore();
    const review = await choose(core);
    core.shell.saveTo = { path: join(temporaryDirectory(), 'other.latchkey') };
    await core.give('workspace:begin', {});
    await core.give('workspace:create', ownerDraft);
    expect(await core.refuse('api-import:commit', review)).toMatchObject({
      code: 'missing/import',
    });
  });
});
