/**
 * @module-tag durability/backup
 */
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PASSPHRASE, startCore, type TestCore } from '../../../support/core.ts';
import { openBeside } from '../../../support/data-key.ts';
import { makeApplication, makePetshop } from '../../../support/workspace.ts';

const passphrase = PASSPHRASE;

/** A core, what it holds, and a backup of it. */
async function withBackup() {
  const core = await startCore();
  const shop = await makePetshop(core);
  const { file } = await core.give('backup:create', {});
  return { core, shop, file };
}

const namesOf = async (core: TestCore): Promise<string[]> =>
  (await core.give('application:list', {})).map(({ name }) => name);

test('a valid backup reports its contents and what restoring would change', async () => {
  const { core, shop, file } = await withBackup();
  await makeApplication(core, 'Later');
  await core.give('token:revoke', { ids: [shop.token.id] });
  const before = readFileSync(file);
  const expected = {
    findings: [],
    contents: { applications: 1, apis: 1, tokens: 1, signingKeys: 1 },
    newest: core.clock.now,
    differences: {
      applications: { added: 0, removed: 1 },
      apis: { added: 0, removed: 0 },
      tokens: { added: 0, removed: 0 },
      revocations: { added: 0, removed: 1 },
      newestHere: core.clock.now,
    },
  };
  expect(await core.give('backup:check', { file, passphrase })).toMatchObject(expected);
  await core.give('workspace:lock', {});
  expect(await core.give('backup:check', { file, passphrase })).toMatchObject(expected);
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(readdirSync(join(core.home, 'backups')).filter((name) => name.startsWith('.'))).toEqual(
    [],
  );
  expect(core.defects).toEqual([]);
});

test('a wrong passphrase and a file that nobody chose are refused', async () => {
  const { core, file } = await withBackup();
  expect(await core.refuse('backup:check', { file, passphrase: 'wrong' })).toMatchObject({
    code: 'workspace/wrong',
    field: 'passphrase',
  });
  const other = join(core.home, 'other.latchkey');
  copyFileSync(file, other);
  expect(await core.refuse('backup:check', { file: other, passphrase })).toMatchObject({
    code: 'file/unreadable',
  });
  core.shell.files = [other];
  expect(await core.give('backup:choose', {})).toEqual({ file: other });
  expect(await core.give('backup:check', { file: other, passphrase })).toMatchObject({
    findings: [],
  });
});

test('opening a backup doesn’t reset the count of wrong passphrases', async () => {
  const { core } = await withBackup();
  const own = await startCore({ fresh: true });
  const { file } = await own.give('backup:create', {});
  await core.give('workspace:lock', {});
  const guess = () =>
    core.refuse('workspace:sign-in', { with: 'passphrase', passphrase: 'a guess' });
  for (let nth = 1; nth <= 2; nth += 1) expect((await guess()).code).toBe('workspace/wrong');
  await core.give('backup:check', { file: null, passphrase }, { paths: [file] });
  expect((await guess()).code).toBe('workspace/wrong');
  expect((await guess()).code).toBe('workspace/wait');
  const refused = await core.refuse('backup:check', { file: null, passphrase }, { paths: [file] });
  expect(refused).toMatchObject({ code: 'workspace/wait', field: 'passphrase' });
});

test('a flipped byte is found anywhere', async () => {
  const { core, file } = await withBackup();
  const whole = readFileSync(file);
  const pages = whole.length / 8192;
  const places = Array.from({ length: pages }, (_, page) => page * 8192 + ((page * 2711) % 8192));
  const ofTrailer = [0, 10, 20, 300, 8000].map((at) => whole.length - 8192 + at);
  const missed: number[] = [];
  for (const place of [0, 9, 17, ...places.filter((_, nth) => nth % 3 === 0), ...ofTrailer]) {
    const damaged = Buffer.from(whole);
    damaged[place] = (damaged[place] ?? 0) ^ 1;
    writeFileSync(file, damaged);
    const checked = await core.call('backup:check', { file, passphrase });
    if (checked.ok && checked.value.findings.length === 0) missed.push(place);
    core.clock.elapsed += 100_000;
  }
  expect(await core.call('backup:restore', { file, passphrase })).toMatchObject({ ok: false });
  expect(missed).toEqual([]);
  expect(await namesOf(core)).toEqual(['Petshop']);
  expect(core.defects).toEqual([]);
});

test('restoring keeps the previous file under another name, and signs in', async () => {
  const { core, shop, file } = await withBackup();
  await makeApplication(core, 'Later');
  const { aside } = await core.give('backup:restore', { file, passphrase });
  expect(await namesOf(core)).toEqual(['Petshop']);
  expect(aside).toMatch(/workspace \(before restoring 2026-11-23 08\.00\.00\)\.latchkey$/);
  const reasons = (await core.give('backup:list', {})).backups.map(({ reason }) => reason);
  expect(reasons.toSorted()).toEqual(['manual', 'restore']);
  const { entries } = await core.give('activity:list', { limit: 1 });
  expect(entries).toMatchObject([{ kind: 'workspace/restored' }]);
  // The older state is intended, so it can sign.
  await core.give('token:regenerate', {
    applicationId: shop.application.id,
    keyType: 'PRODUCTION',
    validitySeconds: 60,
    scopes: ['pets:read'],
    replaces: shop.token.id,
  });
  await core.restart();
  expect(await namesOf(core)).toEqual(['Petshop']);
  expect(core.defects).toEqual([]);

  core.shell.files = [aside ?? ''];
  await core.give('workspace:lock', {});
  await core.give('workspace:choose', {});
  await core.give('workspace:sign-in', { with: 'passphrase', passphrase });
  expect(await namesOf(core)).toEqual(['Later', 'Petshop']);
});

test('a damaged workspace is restored with the passphrase of the backup’s day', async () => {
  const { core, file } = await withBackup();
  const next = 'another passphrase';
  await core.give('workspace:change-passphrase', { current: passphrase, next, insist: false });
  await core.give('workspace:lock', {});
  const workspace = join(core.home, 'workspace.latchkey');
  const bytes = readFileSync(workspace);
  bytes.fill(7, 8192, 6 * 8192);
  writeFileSync(workspace, bytes);
  expect(await core.refuse('workspace:sign-in', { with: 'passphrase', passphrase: next })).toEqual(
    expect.objectContaining({ code: 'database/damaged' }),
  );
  const { aside } = await core.give('backup:restore', { file, passphrase });
  expect(readFileSync(aside ?? '').equals(bytes)).toBe(true);
  expect(await namesOf(core)).toEqual(['Petshop']);
  await core.give('workspace:lock', {});
  // It opens with the backup's passphrase, since the current one is unknown here.
  await core.give('workspace:sign-in', { with: 'passphrase', passphrase });
});

test('restoring with today’s passphrase keeps today’s unlock methods', async () => {
  const { core } = await withBackup();
  const next = 'another passphrase';
  await core.give('workspace:change-passphrase', { current: passphrase, next, insist: false });
  const { file } = await core.give('backup:create', {});
  await core.give('backup:restore', { file, passphrase: next });
  await core.give('workspace:lock', {});
  expect(await core.refuse('workspace:sign-in', { with: 'passphrase', passphrase })).toMatchObject({
    code: 'workspace/wrong',
  });
  await core.give('workspace:sign-in', { with: 'passphrase', passphrase: next });
});

test('a backup from before a data key rotation is restored with the new one', async () => {
  const { core, file } = await withBackup();
  await core.give('workspace:rotate-key', { passphrase });
  await makeApplication(core, 'Later');
  await core.give('backup:restore', { file, passphrase });
  expect(await namesOf(core)).toEqual(['Petshop']);
  await core.restart();
  expect(await namesOf(core)).toEqual(['Petshop']);
});

test('a backup of another workspace is refused', async () => {
  const { core } = await withBackup();
  const other = await startCore({ fresh: true });
  const { file } = await other.give('backup:create', {});
  expect(
    await core.refuse('backup:restore', { file: null, passphrase }, { paths: [file] }),
  ).toMatchObject({ code: 'backup/other-workspace' });
  expect(existsSync(join(core.home, 'workspace.latchkey'))).toBe(true);
});

test('the integrity check finds nothing in a valid workspace', async () => {
  const { core } = await withBackup();
  const checked = await core.give('backup:check-workspace', {});
  expect(checked).toEqual({ at: core.clock.now, findings: [] });
  expect((await core.give('backup:list', {})).lastCheck).toEqual(checked);
  expect(core.defects).toEqual([]);
});

test.each([
  ['sealed', `UPDATE token_secret SET jwt_sealed = x'0102'`],
  ['sealed', `UPDATE consumer_secret SET secret_sealed = x'01'`],
  ['seal', `DELETE FROM subscription`],
  ['activity', `UPDATE activity SET subject = 'Forged' WHERE id = 2`],
])('the integrity check finds a forged row: %s, by %s', async (kind, sql) => {
  const { core } = await withBackup();
  await core.give('workspace:lock', {});
  const db = await openBeside(core.home, { unsealed: true });
  db.exec(sql);
  db.close();
  await core.give('workspace:sign-in', { with: 'passphrase', passphrase });
  const { findings } = await core.give('backup:check-workspace', {});
  expect(findings.map((finding) => finding.kind)).toContain(kind);
});
