import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startCommandLine } from '../../../support/command-line.ts';
import {
  enter,
  openCore,
  PASSPHRASE,
  startCore,
  temporaryDirectory,
} from '../../../support/core.ts';
import { openBeside } from '../../../support/data-key.ts';
import {
  contentOf,
  diverged,
  giveOf,
  idsIn,
  mergeIn,
  namesOf,
  noChange,
  refusedIn,
  tablesIn,
} from '../../../support/merging.ts';
import { useCountsOf } from '../../../support/use-counts.ts';
import { makePetshop, planIds } from '../../../support/workspace.ts';

describe.each([1, 2, 3, 4, 5, 6, 7, 8])('two random histories, %i', (seed) => {
  test('lose no token and no revocation, whichever of them is merged into the other', async () => {
    const { homes, now } = await diverged(seed);
    const [one, other] = await Promise.all(homes.map(tablesIn));
    if (one === undefined || other === undefined) throw new Error('There are two');
    const back = join(temporaryDirectory(), 'back');
    cpSync(homes[1], back, { recursive: true });
    const there = await mergeIn(back, homes[0], now);
    await there.core.close();
    const { core, preview, merged } = await mergeIn(homes[0], homes[1], now);
    expect(merged).toEqual(preview);
    expect(merged.ok).toBe(true);
    const verdict = await core.call('activity:verify', {});
    expect(verdict).toMatchObject({ ok: true, value: { brokenAt: null } });
    const checked = await core.call('backup:check-workspace', {});
    expect(checked).toMatchObject({ ok: true, value: { findings: [] } });
    // The search index has each token at its new place.
    const listed = await core.call('application:list', {});
    const [{ name } = { name: 'no application' }] = listed.ok
      ? (listed.value as { name: string }[])
      : [];
    const searched = await core.call('token:list', { search: name, limit: 500 });
    const found = searched.ok
      ? (searched.value as { tokens: { id: string }[] }).tokens.map(({ id }) => id).toSorted()
      : [];
    await core.close();
    const { stored, counted } = await useCountsOf(homes[0]);
    expect(stored).toEqual(counted);

    const result = await tablesIn(homes[0]);
    expect(found).toEqual(
      result.token
        .filter((row) => namesOf(result).get(row['application_id']) === name)
        .map((row) => String(row['id']))
        .toSorted(),
    );
    expect(contentOf(result, now)).toEqual(contentOf(await tablesIn(back), now));
    const conflictsOf = (answer: typeof merged) =>
      answer.ok && (answer.value as { conflicts: unknown }).conflicts;
    expect(conflictsOf(merged)).toEqual(conflictsOf(there.merged));
    for (const table of ['token', 'application'] as const) {
      const found = new Set(idsIn(result, table));
      const all = [...idsIn(one, table), ...idsIn(other, table)];
      expect(all.filter((id) => !found.has(id))).toEqual([]);
    }
    const refused = new Set(refusedIn(result));
    const wanted = [one, other].flatMap((tables) =>
      tables.token.filter((row) => row['revoked_at'] !== null).map((row) => String(row['id'])),
    );
    expect(wanted.filter((id) => !refused.has(id))).toEqual([]);

    // It opens again without any doubt, and merging the same copy again changes nothing.
    const again = await mergeIn(homes[0], homes[1], now + 1000);
    expect(again.preview).toMatchObject({ ok: true, value: noChange });
    expect(await again.core.call('workspace:state', {})).toMatchObject({
      ok: true,
      value: { doubt: null },
    });
    expect(await again.core.call('backup:check-workspace', {})).toMatchObject({
      value: { findings: [] },
    });
    await again.core.close();
  });
});

test('a copy of another workspace is refused, and so is a wrong passphrase', async () => {
  const core = await startCore();
  const other = await startCore({ fresh: true });
  const copy = join(temporaryDirectory(), 'other.latchkey');
  other.shell.saveTo = { path: copy };
  await other.give('workspace:save-copy', {});
  const paths = { paths: [copy] };
  expect(await core.refuse('merge:preview', { passphrase: PASSPHRASE }, paths)).toEqual({
    code: 'merge/other-workspace',
  });
  expect(await core.refuse('merge:run', { passphrase: 'wrong' }, paths)).toMatchObject({
    code: 'workspace/wrong',
  });
  // A backup is made for a merge that begins: others would push older backups out.
  expect((await core.give('backup:list', {})).backups).toEqual([]);
});

test('a copy with records that nobody can read is refused, and nothing is merged', async () => {
  const start = await startCore();
  await makePetshop(start);
  await start.give('workspace:lock', {});
  const other = join(temporaryDirectory(), 'other');
  cpSync(start.home, other, { recursive: true });
  const db = await openBeside(other);
  db.prepare('UPDATE application SET description = ?').run('x'.repeat(600));
  db.close();
  const reopened = openCore(other);
  await enter(reopened);
  await reopened.close();
  const { core, preview, merged } = await mergeIn(start.home, other, start.clock.now + 60_000);
  const refused = { ok: false, error: { code: 'merge/malformed' } };
  expect([preview, merged]).toEqual([refused, refused]);
  expect(await core.call('activity:verify', {})).toMatchObject({ value: { brokenAt: null } });
});

test.each([
  ['before the copies diverged is relied on', true],
  ['after the copies diverged is not', false],
])('a check of the log %s', async (_name, isBefore) => {
  const start = await startCore();
  if (isBefore) await start.give('activity:verify', {});
  await start.give('workspace:lock', {});
  const other = join(temporaryDirectory(), 'other');
  cpSync(start.home, other, { recursive: true });
  const theirs = openCore(other, { now: () => start.clock.now + 10_000 });
  await enter(theirs);
  await giveOf(theirs)('settings:update', { clipboardSeconds: 20 });
  await theirs.close();
  const ours = openCore(start.home, { now: () => start.clock.now + 20_000 });
  await enter(ours);
  if (!isBefore) await giveOf(ours)('activity:verify', {});
  await ours.close();
  const { core } = await mergeIn(start.home, other, start.clock.now + 60_000);
  const everyAt = isBefore ? start.clock.now : null;
  expect(await giveOf(core)('activity:verify', {})).toMatchObject({ brokenAt: null, everyAt });
});

test('keys that both copies made for one application become one, with the tokens of both', async () => {
  const start = await startCore();
  const { application } = await makePetshop(start);
  await start.give('workspace:lock', {});
  const request = { applicationId: application.id, keyType: 'SANDBOX', scopes: [] };
  const [one, other] = ['one', 'other'].map((name) => join(temporaryDirectory(), name));
  if (one === undefined || other === undefined) throw new Error('There are two');
  const issued: string[] = [];
  for (const [side, home] of [one, other].entries()) {
    cpSync(start.home, home, { recursive: true });
    const core = openCore(home, { now: () => start.clock.now + 60_000 * (side + 1) });
    await enter(core);
    const made = await core.call('keys:generate', { ...request, validitySeconds: 60 });
    if (made.ok) issued.push((made.value as { id: string }).id);
    await core.close();
  }
  const { core, merged } = await mergeIn(one, other, start.clock.now + 3_600_000);
  expect(merged).toMatchObject({ ok: true, value: { conflicts: [{ kind: 'keys' }] } });
  const opened = await Promise.all(
    issued.map((id) => core.call('secret:reveal', { kind: 'access-token', id })),
  );
  expect(opened.map(({ ok }) => ok)).toEqual([true, true]);
  expect(await core.call('backup:check-workspace', {})).toMatchObject({ value: { findings: [] } });
  await core.close();
});

test('plans count their subscriptions, also those of a newer copy', async () => {
  const start = await startCore();
  const { api } = await makePetshop(start);
  const { Gold } = await planIds(start);
  await start.give('workspace:lock', {});
  const [one, other] = [join(temporaryDirectory(), 'one'), join(temporaryDirectory(), 'other')];
  for (const home of [one, other]) cpSync(start.home, home, { recursive: true });
  const copy = openCore(other, { now: () => start.clock.now + 3_700_000 });
  await enter(copy);
  const draft = { name: 'Zoo', description: '', perTokenQuota: 'Unlimited' } as const;
  const zoo = await copy.call('application:create', draft);
  if (!zoo.ok) throw new Error('The application was refused');
  const { id } = zoo.value as { id: string };
  const choices = [{ apiId: api.id, businessPlanId: Gold }];
  await copy.call('subscription:create', { applicationId: id, choices });
  await copy.close();
  const { core, merged } = await mergeIn(one, other, start.clock.now + 3_600_000);
  expect(merged.ok).toBe(true);
  await core.close();
  const { stored, counted } = await useCountsOf(one);
  expect(stored).toEqual(counted);
});

test('the merged file is newer where the copy got another data key', async () => {
  const start = await startCore();
  await start.give('workspace:lock', {});
  const [one, other] = ['one', 'other'].map((name) => join(temporaryDirectory(), name));
  if (one === undefined || other === undefined) throw new Error('There are two');
  for (const home of [one, other]) cpSync(start.home, home, { recursive: true });
  const rotating = openCore(other);
  await enter(rotating);
  await rotating.call('workspace:rotate-key', { passphrase: PASSPHRASE });
  await rotating.close();
  const { core, merged } = await mergeIn(one, other, start.clock.now + 3_600_000);
  expect(merged).toMatchObject({ ok: true });
  await core.close();

  cpSync(join(one, 'workspace.latchkey'), join(other, 'workspace.latchkey'));
  const there = openCore(other);
  onTestFinished(() => there.close());
  await enter(there);
  expect(await there.call('workspace:state', {})).toMatchObject({ value: { doubt: null } });
});

test('the command line merges a copy', async () => {
  const line = await startCommandLine();
  await line.json('app', 'create', 'Shared');
  const copy = join(line.cwd, 'copy.latchkey');
  await line.json('backup', 'create', '--out', copy);
  const other = { ...line, home: temporaryDirectory() };
  cpSync(line.home, other.home, { recursive: true });
  const inOther = (...args: readonly string[]) =>
    line.runWith({ home: other.home }, ...args, '--passphrase-file', 'passphrase');
  line.clock.now += 1000;
  await line.json('app', 'create', 'Here');
  line.clock.now += 1000;
  await inOther('app', 'create', 'There');
  const there = join(line.cwd, 'there.latchkey');
  await inOther('backup', 'create', '--out', there);
  const merged = await line.json('workspace', 'merge', there);
  expect(merged).toMatchObject({ applications: { added: 1 }, conflicts: [{ kind: 'number' }] });
  const names = (await line.json('app', 'list')) as { name: string }[];
  expect(names.map(({ name }) => name).toSorted()).toEqual(['Here', 'Shared', 'There']);
});
