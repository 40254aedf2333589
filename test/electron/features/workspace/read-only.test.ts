/**
 * @module-tag durability/read-only
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Channel, channels, writesFile } from '../../../../shared/ipc/contract.ts';
import { startCommandLine } from '../../../support/command-line.ts';
import {
  byPassphrase,
  startCore,
  type TestCore,
  temporaryDirectory,
} from '../../../support/core.ts';
import { openBeside } from '../../../support/data-key.ts';
import { canMount } from '../../../support/full-disk.ts';
import { jwtOf, makePetshop } from '../../../support/workspace.ts';

/** Ways to make a workspace in its own folder read-only, also for root. */
const ways = {
  file: (folder: string) => chmodSync(join(folder, 'keys.latchkey'), 0o400),
  folder: (folder: string) => chmodSync(folder, 0o500),
  disk(folder: string) {
    execFileSync('mount', ['--bind', folder, folder]);
    onTestFinished(() => void execFileSync('umount', ['--lazy', folder]));
    execFileSync('mount', ['-o', 'remount,ro,bind', folder]);
  },
} as const;
type Way = keyof typeof ways;
const possible = (Object.keys(ways) as Way[]).filter((way) => way !== 'disk' || canMount);

/** A workspace with one application and its token, in a folder that is made read-only. */
async function startReadOnly(way: Way) {
  const core = await startCore();
  const { token, application } = await makePetshop(core);
  const jwt = await jwtOf(core, token);
  const folder = join(temporaryDirectory(), 'disk');
  mkdirSync(folder);
  const file = join(folder, 'keys.latchkey');
  core.shell.saveTo = { path: file };
  await core.give('workspace:move', {});
  await core.give('workspace:lock', {});
  ways[way](folder);
  if (way === 'folder') onTestFinished(() => chmodSync(folder, 0o700));
  const before = stateOf(folder);
  return { core, folder, file, token, application, jwt, before };
}

function stateOf(folder: string) {
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map(({ name }) => {
    const { mode, mtimeMs } = statSync(join(folder, name));
    return { name, mode, mtimeMs, bytes: readFileSync(join(folder, name)).toString('base64') };
  });
}

const readOnly = (core: TestCore) =>
  core.give('workspace:state', {}).then(({ phase, readOnly: why }) => ({ phase, why }));

describe.each(possible)('a read-only %s', (way) => {
  test('can be viewed, revealed, copied and exported, and stays unchanged', async () => {
    const { core, folder, token, jwt, before } = await startReadOnly(way);
    await core.give('workspace:sign-in', byPassphrase);
    expect(await readOnly(core)).toEqual({ phase: 'open', why: way });
    expect((await core.give('token:list', { limit: 10 })).tokens).toHaveLength(1);
    expect(await jwtOf(core, token)).toBe(jwt);
    await core.give('secret:copy', { kind: 'access-token', id: token.id });
    expect(core.shell.copied.map(({ text }) => text)).toEqual([jwt]);
    core.shell.saveTo = { folder: temporaryDirectory() };
    await core.give('gateway:export', { file: 'jwks' });
    await core.give('activity:export', { format: 'json' });
    await core.give('bin:list', {});
    expect((await core.give('backup:check-workspace', {})).findings).toEqual([]);
    expect(await core.give('activity:verify', {})).toMatchObject({ brokenAt: null });
    await core.give('workspace:lock', {});
    expect(stateOf(folder)).toEqual(before);
    expect(core.defects).toEqual([]);
  });

  test('refuses every write, with one error that says why', async () => {
    const { core, folder, file, application, token, before } = await startReadOnly(way);
    await core.give('workspace:sign-in', byPassphrase);
    const refused = { code: 'database/read-only', detail: { file, why: way } };
    const keys = {
      applicationId: application.id,
      keyType: 'SANDBOX',
      validitySeconds: 60,
    } as const;
    expect(await core.refuse('keys:generate', { ...keys, scopes: [] })).toEqual(refused);
    expect(await core.refuse('token:revoke', { ids: [token.id] })).toEqual(refused);
    expect(await core.refuse('settings:update', { issuer: 'urn:x' })).toEqual(refused);
    expect(await core.refuse('workspace:rename', { name: 'other' })).toEqual(refused);
    expect(stateOf(folder)).toEqual(before);
  });

  test('can be copied elsewhere, and the copy can be changed', async () => {
    const { core, application } = await startReadOnly(way);
    await core.give('workspace:sign-in', byPassphrase);
    const path = join(temporaryDirectory(), 'copy.latchkey');
    core.shell.saveTo = { path };
    await core.give('workspace:save-copy', {});
    await core.give('workspace:open', {}, { paths: [path] });
    await core.give('workspace:sign-in', byPassphrase);
    expect(await readOnly(core)).toEqual({ phase: 'open', why: null });
    await core.give('application:delete', { id: application.id });
  });
});

test('a search finds what was not indexed before the file became read-only', async () => {
  const core = await startCore();
  const { token } = await makePetshop(core);
  await core.give('workspace:lock', {});
  const db = await openBeside(core.home);
  for (const table of ['token', 'activity']) {
    db.exec(
      `DELETE FROM ${table}_search WHERE rowid > 0; UPDATE ${table}_search_mark SET last = 0`,
    );
  }
  db.close();
  chmodSync(join(core.home, 'workspace.latchkey'), 0o400);
  await core.give('workspace:sign-in', byPassphrase);
  for (const search of ['petshop', 'pets:read', 'PET', 'p']) {
    const { tokens } = await core.give('token:list', { search, limit: 10 });
    expect(tokens.map(({ id }) => id)).toEqual([token.id]);
    expect(await core.give('token:count', { search })).toEqual({ found: 1, active: 1 });
  }
  const { tokens } = await core.give('token:list', { search: 'shoppet', limit: 10 });
  expect(tokens).toEqual([]);
  const newest = await core.give('activity:list', { search: 'petshop', limit: 1 });
  expect(newest).toMatchObject({ entries: [{ kind: 'keys/generated' }], more: true });
  const [{ id } = { id: 0 }] = newest.entries;
  const next = await core.give('activity:list', { search: 'petshop', limit: 1, before: id });
  expect(next.entries.map((entry) => entry.id < id)).toEqual([true]);
  // The private copy isn't written to either, which would be reported.
  expect(core.defects).toEqual([]);
});

test.runIf(canMount)('a read-only data directory is enough to sign in', async () => {
  const core = await startCore();
  const { token } = await makePetshop(core);
  const jwt = await jwtOf(core, token);
  await core.give('workspace:lock', {});
  ways.disk(core.home);
  await core.give('workspace:sign-in', byPassphrase);
  expect(await readOnly(core)).toEqual({ phase: 'open', why: 'disk' });
  expect(await jwtOf(core, token)).toBe(jwt);
});

test('a snapshot of an open workspace includes its WAL', async () => {
  const core = await startCore();
  const { token } = await makePetshop(core);
  const jwt = await jwtOf(core, token);
  const home = temporaryDirectory();
  cpSync(core.home, home, { recursive: true });
  const other = await startCore({ fresh: true, entered: false });
  const file = join(home, 'workspace.latchkey');
  chmodSync(file, 0o400);
  const before = stateOf(home);
  await other.give('workspace:open', {}, { paths: [file] });
  await other.give('workspace:sign-in', byPassphrase);
  expect(await jwtOf(other, token)).toBe(jwt);
  await other.give('workspace:lock', {});
  expect(stateOf(home)).toEqual(before);
});

test('the temporary copy is deleted', async () => {
  const { core } = await startReadOnly('file');
  await core.give('workspace:sign-in', byPassphrase);
  expect(readdirSync(join(core.home, 'read-only'))).toHaveLength(1);
  await core.give('workspace:lock', {});
  expect(readdirSync(join(core.home, 'read-only'))).toEqual([]);
});

test('exactly the calls that change the workspace are refused', () => {
  const allowed: readonly Channel[] = channels.filter((channel) => !writesFile(channel));
  expect(allowed.filter((channel) => /^(secret|token:export|gateway)/.test(channel))).toEqual([
    'token:export-each',
    'token:export',
    'secret:reveal',
    'secret:copy',
    'secret:fingerprint',
    'gateway:get',
    'gateway:export',
    'gateway:engine',
    'gateway:copy',
  ]);
  for (const channel of ['keys:generate', 'token:revoke', 'bin:purge', 'workspace:rename'] as const)
    expect(writesFile(channel)).toBe(true);
});

test('the command line gives a token, exports, and refuses to issue with exit code 4', async () => {
  const line = await startCommandLine();
  await line.json('app', 'create', 'Shop');
  await line.json('keys', 'generate', 'Shop');
  const token = await line.json('token', 'get', 'Shop');
  chmodSync(join(line.home, 'workspace.latchkey'), 0o400);
  expect(await line.json('token', 'get', 'Shop')).toBe(token);
  await line.json('export', 'jwks', '--out', 'keys.json');
  const refused = await line.run('token', 'regenerate', 'Shop');
  expect(refused).toMatchObject({ exitCode: 4, stdout: '' });
  expect(refused.stderr).toMatch(/^latchkey: This workspace is read-only/);
});
