import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createCipher } from '../../../../electron/base/crypto/cipher.ts';
import type { ReadableDb } from '../../../../electron/base/database/database.ts';
import type { Core } from '../../../../electron/core/core.ts';
import {
  columnsOf,
  keyOf,
  type MergedTable,
  mergedTables,
  type Row,
  rowsIn,
} from '../../../../electron/features/merge/tables.ts';
import { startCommandLine } from '../../../support/command-line.ts';
import {
  enter,
  openCore,
  PASSPHRASE,
  startCore,
  temporaryDirectory,
} from '../../../support/core.ts';
import { dataKeyOf, openBeside } from '../../../support/data-key.ts';
import { useCountsOf } from '../../../support/use-counts.ts';
import { makePetshop, planIds } from '../../../support/workspace.ts';

/** Seeded random numbers, the same in every run. */
function dice(seed: number): (end: number) => number {
  let state = seed * 2_654_435_761 + 1;
  return (end) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % end;
  };
}

type Give = (channel: string, input: unknown) => Promise<Record<string, unknown>>;

const giveOf =
  (core: Core): Give =>
  async (channel, input) => {
    const result = await core.call(channel, input);
    return (result.ok ? (result.value ?? {}) : {}) as Record<string, unknown>;
  };

/** A random action of a person; refusals are ignored. */
async function step(give: Give, roll: (end: number) => number, nth: number): Promise<void> {
  const rowsIn = async (channel: string, list: string, input: unknown = {}) => {
    const answer = await give(channel, input);
    const found = (Array.isArray(answer) ? answer : (answer[list] ?? [])) as { id: string }[];
    return found;
  };
  const applications = await rowsIn('application:list', 'applications', { limit: 100 });
  const tokens = await rowsIn('token:list', 'tokens', { limit: 100 });
  const [application, token] = [
    applications[roll(Math.max(1, applications.length))],
    tokens[roll(Math.max(1, tokens.length))],
  ];
  const issue = {
    keyType: roll(2) === 0 ? 'PRODUCTION' : 'SANDBOX',
    validitySeconds: 3600,
    scopes: [],
  };
  const steps = [
    () =>
      give('application:create', {
        name: `New ${roll(4)}`,
        description: '',
        perTokenQuota: 'Unlimited',
      }),
    () => give('keys:generate', { applicationId: application?.id, ...issue }),
    () => give('token:revoke', { ids: [token?.id] }),
    () => give('settings:update', { issuer: `urn:issuer:${nth}` }),
    () =>
      give('application:update', {
        id: application?.id,
        name: `Renamed ${roll(3)}`,
        description: `by ${nth}`,
        perTokenQuota: '10PerMin',
      }),
    () => give('application:delete', { id: application?.id }),
    async () => {
      const binned = await rowsIn('bin:list', 'entries', { limit: 100 });
      const entry = binned[roll(Math.max(1, binned.length))];
      await give('bin:purge', { kind: 'application', id: entry?.id });
    },
    () =>
      give('business-plan:create', {
        name: `Plan ${roll(3)}`,
        description: '',
        requestsPerMinute: 5,
      }),
    () =>
      give('token:regenerate', {
        applicationId: application?.id,
        ...issue,
        replaces: token?.id,
        revoke: true,
      }),
  ];
  await steps[roll(steps.length)]?.();
}

/** Two copies of one workspace, each with its own history. */
async function diverged(seed: number) {
  const start = await startCore();
  await makePetshop(start);
  await start.give('workspace:lock', {});
  const homes = ['one', 'other'].map((name) => join(temporaryDirectory(), name));
  for (const [side, home] of homes.entries()) {
    cpSync(start.home, home, { recursive: true });
    let now = start.clock.now + 60_000 + side * 500;
    const core = openCore(home, { now: () => now });
    await enter(core);
    const roll = dice(seed * 2 + side);
    for (let nth = 0; nth < 12; nth += 1) {
      now += 1000 + roll(5000);
      await step(giveOf(core), roll, seed * 100 + side * 50 + nth);
    }
    await core.close();
  }
  return { homes: homes as [string, string], now: start.clock.now + 3_600_000 };
}

type Tables = Readonly<Record<MergedTable, readonly Row[]>>;

async function tablesIn(home: string): Promise<Tables> {
  const db = (await openBeside(home, { readonly: true })) as unknown as ReadableDb;
  try {
    const side = { db, cipher: createCipher(await dataKeyOf(home)) };
    const tables = mergedTables.map((table) => [table, [...rowsIn(side, table)]]);
    return Object.fromEntries(tables) as Tables;
  } finally {
    db.close();
  }
}

/** What a merge writes down itself, and what the test does in between. */
const isAfter = (row: Row, now: number): boolean =>
  [row['at'], row['last_used_at']].some((at) => typeof at === 'number' && at >= now);

/** A workspace's content until `now`, without the counters of each file. */
function contentOf(tables: Tables, now = Number.MAX_SAFE_INTEGER) {
  return Object.fromEntries(
    mergedTables.map((table) => [
      table,
      tables[table]
        .filter((row) => !isAfter(row, now))
        .map((row) => JSON.stringify(columnsOf(table).map((column) => row[column] ?? null)))
        .toSorted(),
    ]),
  );
}

const idsIn = (tables: Tables, table: 'token' | 'application'): readonly string[] =>
  tables[table].map((row) => keyOf(table, row));

const refusedIn = (tables: Tables): readonly string[] => [
  ...tables.token
    .filter((row) => row['revoked_at'] !== null || row['withdrawn_at'] !== null)
    .map((row) => String(row['id'])),
  ...tables.purged_token.map((row) => String(row['id'])),
];

/** Signs in to `home` and merges a copy of `from` into it. */
async function mergeIn(home: string, from: string, now: number) {
  const copy = join(temporaryDirectory(), 'copy.latchkey');
  cpSync(join(from, 'workspace.latchkey'), copy);
  const core = openCore(home, { now: () => now });
  onTestFinished(() => core.close());
  await enter(core);
  const typed = { passphrase: PASSPHRASE };
  const paths = { paths: [copy] };
  const preview = await core.call('merge:preview', typed, paths);
  const merged = await core.call('merge:run', typed, paths);
  return { core, preview, merged };
}

const namesOf = (tables: Tables) =>
  new Map(tables.application.map((row) => [row['id'], row['name']]));

const nothing = { added: 0, changed: 0 };
const noChange = {
  applications: nothing,
  apis: nothing,
  tokens: nothing,
  revocations: nothing,
  entries: nothing,
  others: nothing,
};

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
