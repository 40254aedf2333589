import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PAGE_BYTES } from '../../../../electron/base/database/file-header.ts';
import { knownTables } from '../../../../electron/base/database/raw/known-tables.ts';
import { openRaw } from '../../../../electron/base/database/raw/raw-file.ts';
import { readTreePage } from '../../../../electron/base/database/raw/raw-tree.ts';
import { insertionOrder } from '../../../../electron/features/salvage/write-salvaged.ts';
import { lostList } from '../../../../shared/words/lost-text.ts';
import { startCommandLine } from '../../../support/command-line.ts';
import {
  byPassphrase,
  PASSPHRASE,
  startCore,
  type TestCore,
  temporaryDirectory,
} from '../../../support/core.ts';
import { dataKeyOf, openBeside } from '../../../support/data-key.ts';
import { useCountsOf } from '../../../support/use-counts.ts';
import { generate, jwtOf, makePetshop, regenerate } from '../../../support/workspace.ts';

const fileOf = (core: TestCore): string => join(core.home, 'workspace.latchkey');

/** A workspace with a current, a revoked and a re-generated token, locked. */
async function startUsed() {
  const core = await startCore();
  const petshop = await makePetshop(core);
  const next = await regenerate(core, petshop.token);
  const sandbox = await generate(core, petshop.application.id, { keyType: 'SANDBOX' });
  await core.give('token:revoke', { ids: [sandbox.id] });
  const tokens = await core.give('token:list', { limit: 10 });
  const jwts = await Promise.all(tokens.tokens.map((token) => jwtOf(core, token)));
  const gateway = await core.give('gateway:get', {});
  const plans = await core.give('business-plan:list', {});
  await core.give('workspace:lock', {});
  return { core, ...petshop, next, sandbox, tokens, jwts, gateway, plans };
}

/** Flips a bit of each of these pages. */
function damage(file: string, pages: readonly number[]): void {
  const bytes = readFileSync(file);
  for (const page of pages) {
    const at = page * PAGE_BYTES - 100;
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  }
  writeFileSync(file, bytes);
}

/** The leaf page of each table, found by the start of its first row. */
async function rootsOf(core: TestCore): Promise<ReadonlyMap<string, number>> {
  const raw = openRaw(fileOf(core), await dataKeyOf(core.home));
  try {
    const roots = new Map<string, number>();
    const waiting = [1];
    for (let page = waiting.pop(); page !== undefined; page = waiting.pop()) {
      const found = readTreePage(raw, page);
      waiting.push(...(found?.children ?? []));
      for (const { values } of found?.entries ?? [])
        roots.set(String(values?.[1]), Number(values?.[3]));
    }
    return roots;
  } finally {
    raw.close();
  }
}

async function salvageOf(core: TestCore) {
  const out = join(temporaryDirectory(), 'salvaged.latchkey');
  core.shell.saveTo = { path: out };
  const before = readFileSync(fileOf(core));
  const salvaged = await core.give('rescue:salvage', { passphrase: PASSPHRASE });
  expect(readFileSync(fileOf(core)).equals(before)).toBe(true);
  if (salvaged === null) throw new Error('Nothing was salvaged');
  await core.give('workspace:switch', { file: out });
  await core.give('workspace:sign-in', byPassphrase);
  expect((await core.give('backup:check-workspace', {})).findings).toEqual([]);
  return salvaged;
}

async function damageTables(core: TestCore, ...tables: readonly string[]): Promise<void> {
  const roots = await rootsOf(core);
  damage(
    fileOf(core),
    tables.map((table) => roots.get(table) ?? 0),
  );
}

describe('salvaging', () => {
  test('a whole file gives the same workspace', async () => {
    const { core, tokens, jwts, gateway, plans } = await startUsed();
    const { lost, readable, salvaged, damagedPages } = await salvageOf(core);
    expect({ lost, damagedPages }).toEqual({ lost: [], damagedPages: 0 });
    expect(salvaged).toBe(readable);
    const again = await core.give('token:list', { limit: 10 });
    expect(again).toEqual(tokens);
    expect(await Promise.all(again.tokens.map((token) => jwtOf(core, token)))).toEqual(jwts);
    expect(await core.give('gateway:get', {})).toEqual(gateway);
    expect(plans.some(({ subscriptionCount }) => subscriptionCount > 0)).toBe(true);
    expect(await core.give('business-plan:list', {})).toEqual(plans);
    const { stored, counted } = await useCountsOf(core.home);
    expect(stored).toEqual(counted);
    const { entries } = await core.give('activity:list', { search: 'salvaged', limit: 10 });
    expect(entries).toHaveLength(1);
  });

  test('tokens whose rows are lost come back from what was signed, revoked ones revoked', async () => {
    const { core, tokens, jwts } = await startUsed();
    await damageTables(core, 'token');
    const refused = await core.refuse('workspace:sign-in', byPassphrase);
    expect(refused).toMatchObject({ code: 'database/damaged', detail: { damaged: 1 } });
    const { lost } = await salvageOf(core);
    expect(lost.map(({ kind }) => kind)).not.toContain('token-state');
    const again = await core.give('token:list', { limit: 10 });
    const facts = ({ id, revokedAt, expiresAt }: (typeof again.tokens)[0]) => ({
      id,
      revokedAt,
      expiresAt,
    });
    expect(again.tokens.map(facts)).toEqual(tokens.tokens.map(facts));
    expect(await Promise.all(again.tokens.map((token) => jwtOf(core, token)))).toEqual(jwts);
  });

  test('a revocation outlives the row and the text of its token', async () => {
    const { core, sandbox, gateway } = await startUsed();
    await damageTables(core, 'token', 'token_secret');
    const { lost } = await salvageOf(core);
    expect(lost).toContainEqual({ kind: 'token', what: sandbox.id });
    const { revokedCount } = await core.give('gateway:get', {});
    expect(revokedCount).toBe(gateway.revokedCount);
  });

  test('what hangs on a lost application is kept under a name that was made up', async () => {
    const { core, next } = await startUsed();
    await damageTables(core, 'application');
    const { lost } = await salvageOf(core);
    expect(lost).toContainEqual({ kind: 'parent', what: 'Petshop' });
    const { tokens } = await core.give('token:list', { limit: 10 });
    expect(tokens.find(({ id }) => id === next.id)?.applicationName).toBe('Petshop');
  });

  test('without consumer keys, signing keys, APIs and plans the ledger still opens', async () => {
    const { core, tokens, jwts } = await startUsed();
    await damageTables(core, 'application_keys', 'signing_key', 'api', 'business_plan', 'setting');
    const { lost } = await salvageOf(core);
    expect(lost.map(({ kind }) => kind)).toContain('signing-key');
    // The lost key is reported, and lists still work.
    expect((await core.call('signing-key:list', {})).ok).toBe(true);
    await core.give('gateway:get', {});
    const again = await core.give('token:list', { limit: 10 });
    expect(again.tokens.map(({ id }) => id)).toEqual(tokens.tokens.map(({ id }) => id));
    expect(await Promise.all(again.tokens.map((token) => jwtOf(core, token)))).toEqual(jwts);
  });

  test('works where the first page, the end of the file and one of its keys are damaged', async () => {
    const { core, tokens } = await startUsed();
    const file = fileOf(core);
    const pages = readFileSync(file).length / PAGE_BYTES;
    damage(file, [1, pages]);
    const bytes = readFileSync(file);
    bytes.fill(0, 0, 24);
    writeFileSync(file, bytes);
    const { problem } = await core.give('workspace:state', {});
    expect(problem?.code).toBe('database/not-ours');
    await salvageOf(core);
    const again = await core.give('token:list', { limit: 10 });
    expect(again.tokens.map(({ id }) => id)).toEqual(tokens.tokens.map(({ id }) => id));
  });

  test("works where only the file's id is damaged", async () => {
    const { core, tokens } = await startUsed();
    const bytes = readFileSync(fileOf(core));
    bytes.writeUInt8(bytes.readUInt8(12) ^ 1, 12);
    writeFileSync(fileOf(core), bytes);
    const { problem } = await core.give('workspace:state', {});
    expect(problem?.code).toBe('workspace/keys-missing');
    await salvageOf(core);
    const again = await core.give('token:list', { limit: 10 });
    expect(again.tokens.map(({ id }) => id)).toEqual(tokens.tokens.map(({ id }) => id));
  });

  test('entries of the log that are lost are named, and the log verifies again', async () => {
    const { core } = await startUsed();
    await damageTables(core, 'activity');
    const { lost } = await salvageOf(core);
    expect(lost.map(({ kind }) => kind)).toContain('rows');
    expect(await core.give('activity:verify', {})).toMatchObject({ brokenAt: null });
  });

  test('what was lost can be saved as a list', async () => {
    const { core } = await startUsed();
    await damageTables(core, 'application');
    await salvageOf(core);
    const path = join(temporaryDirectory(), 'list.txt');
    core.shell.saveTo = { path };
    await core.give('rescue:save-list', {});
    expect(readFileSync(path, 'utf8')).toMatch(/^Saved \d+ of \d+ readable records\. 1 page /);
    expect(readFileSync(path, 'utf8')).toContain('Details are lost. Saved as “Petshop”.');
  });

  test('rows that nobody can read are left out and listed, and what hangs on them is kept', async () => {
    const { core, next, plans } = await startUsed();
    const db = await openBeside(core.home);
    db.pragma('ignore_check_constraints = ON');
    db.exec(`
      UPDATE application SET is_favourite = 7;
      UPDATE business_plan SET requests_per_minute = -5 WHERE name = 'Gold';
      UPDATE signing_key SET algorithm = 'none';
      UPDATE activity SET by_method = 'luck' WHERE id = 3;
      UPDATE setting SET value = '{"no":"owner"}' WHERE name = 'owner';
    `);
    db.close();
    const { lost, readable, salvaged } = await salvageOf(core);
    const left = lost.filter(({ kind }) => kind === 'malformed');
    expect(left.map(({ what }) => what.split(' ')[0] ?? '').toSorted()).toEqual([
      'activity',
      'application',
      'business_plan',
      'setting',
      'signing_key',
    ]);
    expect(salvaged).toBe(readable - left.length);
    const { tokens } = await core.give('token:list', { limit: 10 });
    expect(tokens.find(({ id }) => id === next.id)?.applicationName).toBe('Petshop');
    expect(await core.give('business-plan:list', {})).toHaveLength(plans.length);
    expect(lostList({ file: '', damagedPages: 0, readable, salvaged, lost })).toContain(
      'Left out, since its values can’t be read: signing keys ',
    );
  });

  test('a wrong passphrase is refused, and so is a file that is open', async () => {
    const { core } = await startUsed();
    core.shell.saveTo = { path: join(temporaryDirectory(), 'out.latchkey') };
    expect(await core.refuse('rescue:salvage', { passphrase: 'wrong' })).toEqual({
      code: 'workspace/wrong',
      field: 'passphrase',
    });
    await core.give('workspace:sign-in', byPassphrase);
    expect(await core.refuse('rescue:salvage', { passphrase: PASSPHRASE })).toMatchObject({
      code: 'database/busy',
    });
  });
});

test('the command line salvages a file', async () => {
  const line = await startCommandLine();
  await line.json('app', 'create', 'Shop');
  const file = join(line.home, 'workspace.latchkey');
  damage(file, [1]);
  expect(await line.run('app', 'list')).toMatchObject({ exitCode: 4 });
  const salvaged = await line.json('workspace', 'salvage', file, '--out', 'out.latchkey');
  expect(salvaged).toMatchObject({ damagedPages: 1, file: join(line.cwd, 'out.latchkey') });
  rmSync(file);
  writeFileSync(file, readFileSync(join(line.cwd, 'out.latchkey')));
  expect(await line.json('app', 'list')).toMatchObject([{ name: 'Shop' }]);
});

test('no table is forgotten', () => {
  const derived = new Set([
    'activity',
    'activity_head',
    'coverage',
    'forgotten',
    'seal',
    'seal_sum',
  ]);
  const names = knownTables().map(({ name }) => name);
  expect(names.filter((name) => !derived.has(name)).toSorted()).toEqual(
    [...insertionOrder].toSorted(),
  );
});
