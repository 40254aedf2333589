import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { setPolicy } from '../../../electron/base/policy/current.ts';
import { policyPlace, readPolicy } from '../../../electron/base/policy/read-policy.ts';
import { noPolicy } from '../../../shared/domain/policy.ts';
import { type CommandLine, startShop } from '../../support/command-line.ts';
import { kdfCost, startCore, type TestCore, temporaryDirectory } from '../../support/core.ts';
import { generate, makeApplication, regenerate } from '../../support/workspace.ts';

/** The file of a policy, as an administrator would write it; every core of this test obeys it. */
function policyFile(rules: object | string): string {
  const folder = temporaryDirectory();
  chmodSync(folder, 0o755);
  const path = join(folder, 'policy.json');
  writeFileSync(path, typeof rules === 'string' ? rules : JSON.stringify(rules));
  chmodSync(path, 0o644);
  return path;
}

const ofTest = (path: string) => ({ kind: 'file', path, owner: process.getuid?.() ?? 0 }) as const;

function prescribe(rules: object | string): void {
  setPolicy(readPolicy(ofTest(policyFile(rules))));
  onTestFinished(() => setPolicy(noPolicy));
}

async function shopWith(rules: object | string): Promise<{ core: TestCore; id: string }> {
  const core = await startCore();
  const { id } = await makeApplication(core, 'Shop');
  prescribe(rules);
  return { core, id };
}

const order = (applicationId: string, more: object = {}) => ({
  applicationId,
  keyType: 'PRODUCTION' as const,
  validitySeconds: 3600,
  scopes: [],
  ...more,
});

test('without a policy everything is as ever', async () => {
  const core = await startCore();
  expect(await core.give('settings:policy', {})).toEqual(noPolicy);
  expect(policyPlace('linux').path).toBe('/etc/latchkey/policy.json');
});

test('longest validity: refused at the field, and the default is shortened', async () => {
  const { core, id } = await shopWith({ longestValidity: '30m' });
  expect(await core.refuse('keys:generate', order(id))).toEqual({
    code: 'policy/validity',
    field: 'validitySeconds',
    detail: { max: 1800 },
  });
  expect((await core.refuse('keys:generate', order(id, { validitySeconds: -1 }))).code).toBe(
    'policy/never-expires',
  );
  expect((await core.refuse('token:preview', order(id))).code).toBe('policy/validity');
  expect((await core.give('settings:get', {})).defaultValiditySeconds).toBe(1800);
  const longer = { defaultValiditySeconds: 3600 };
  expect((await core.refuse('settings:update', longer)).field).toBe('defaultValiditySeconds');
  await generate(core, id, { validitySeconds: 1800 });
  // What was stored before counts again without the policy.
  setPolicy(noPolicy);
  expect((await core.give('settings:get', {})).defaultValiditySeconds).toBe(3600);
});

test('no tokens that never expire, though long ones may be', async () => {
  const { core, id } = await shopWith({ neverExpiringTokens: false });
  expect((await core.refuse('keys:generate', order(id, { validitySeconds: -1 }))).code).toBe(
    'policy/never-expires',
  );
  await generate(core, id, { validitySeconds: 86_400 });
});

test('bulk re-generation with the validity as before leaves out what isn’t allowed', async () => {
  const core = await startCore();
  const { id } = await makeApplication(core, 'Shop');
  await generate(core, id, { validitySeconds: 7200 });
  await generate(core, id, { validitySeconds: 60, keyType: 'SANDBOX' });
  prescribe({ longestValidity: 3600 });
  const prepared = await core.give('bulk:prepare', {
    kind: 'regenerate',
    tokens: { filter: {} },
    validitySeconds: null,
    scopes: null,
  });
  expect(prepared.total).toBe(2);
  expect(prepared.left).toEqual([{ code: 'policy/validity', count: 1 }]);
});

test('profiles: only those allowed, also where an application has another one', async () => {
  const core = await startCore();
  const { id } = await makeApplication(core, 'Shop');
  const old = await generate(core, id);
  const form = { applicationId: id, profile: 'lean', algorithm: null, claims: '' } as const;
  await core.give('token-form:update', form);
  prescribe({ profiles: ['jwt', 'wso2-4'] });
  const again = { ...order(id), replaces: old.id };
  expect((await core.refuse('token:regenerate', again)).code).toBe('policy/profile');
  expect((await core.refuse('token-form:update', form)).code).toBe('policy/profile');
  expect((await core.give('settings:get', {})).profile).toBe('jwt');
  await core.give('token-form:update', { ...form, profile: null });
  expect((await regenerate(core, old)).profile).toBe('jwt');
});

test('smallest key: a shorter one signs nothing more, and none is created or imported', async () => {
  const { core, id } = await shopWith({ smallestRsaKey: 3072 });
  expect(await core.refuse('keys:generate', order(id))).toMatchObject({
    code: 'policy/rsa-key',
    detail: { bits: 2048, min: 3072 },
  });
  expect(
    (await core.refuse('signing-key:create', { algorithm: 'RS256', rsaLength: 2048 })).code,
  ).toBe('policy/rsa-key');
  await core.give('signing-key:rotate', { algorithm: 'RS256', next: null });
  const keys = await core.give('signing-key:list', {});
  expect(keys.find(({ state }) => state === 'current')?.rsaLength).toBe(3072);
  await generate(core, id);
});

test('encrypted exports only: no file in plain text', async () => {
  const { core, id } = await shopWith({ encryptedExportsOnly: true });
  await generate(core, id);
  const path = join(temporaryDirectory(), 'out');
  core.shell.saveTo = { path };
  const request = { selection: { of: 'everything' }, format: 'json' } as const;
  expect((await core.refuse('token:export', { ...request, encryption: null })).code).toBe(
    'policy/encrypted-only',
  );
  const parties = { applicationIds: [id], signingKey: null };
  expect((await core.refuse('handover:write', { format: 'postman', ...parties })).code).toBe(
    'policy/encrypted-only',
  );
  await core.give('handover:write', { format: 'kubernetes-configmap', ...parties });
  const encryption = { passphrase: 'eleven blue bottles', insist: false };
  await core.give('token:export', { ...request, encryption });
  expect(readFileSync(path, 'utf8')).toMatch(/^eyJ/);
});

test('the backup folder is the administrator’s', async () => {
  const folder = join(temporaryDirectory(), 'backups');
  mkdirSync(folder);
  const { core } = await shopWith({ backupFolder: folder });
  expect((await core.give('backup:list', {})).folder?.path).toBe(folder);
  expect((await core.refuse('backup:forget-folder', {})).code).toBe('policy/managed');
  expect((await core.refuse('backup:choose-folder', {})).code).toBe('policy/managed');
  await core.give('backup:create', {});
  const { backups } = await core.give('backup:list', {});
  expect(backups.map(({ place }) => place).toSorted()).toEqual(['folder', 'home']);
});

test('a policy that can’t be read fails closed: nothing is issued or exported, all can be read', async () => {
  const { core, id } = await shopWith('{"longestValidty": 60}');
  for (const refused of [
    core.refuse('keys:generate', order(id)),
    core.refuse('token:export', {
      selection: { of: 'everything' },
      format: 'json',
      encryption: { passphrase: 'eleven blue bottles', insist: false },
    }),
    core.refuse('signing-key:rotate', { algorithm: 'RS256', next: null }),
  ]) {
    expect((await refused).code).toBe('policy/invalid');
  }
  expect((await core.give('application:list', { limit: 5 })).map(({ name }) => name)).toEqual([
    'Shop',
  ]);
  const { problem } = await core.give('settings:policy', {});
  expect(problem).toMatchObject({ code: 'policy/invalid', detail: { reason: 'longestValidty' } });
});

test('the command line obeys it, and it is read at each start', async () => {
  const line: CommandLine = await startShop();
  const path = policyFile({ longestValidity: '1h', neverExpiringTokens: false });
  onTestFinished(() => setPolicy(noPolicy));
  const run = (...args: string[]) =>
    line.runWith(
      { core: { kdfCost, now: () => line.clock.now, policy: ofTest(path) } },
      ...args,
      ...(args.includes('--passphrase-file') ? [] : ['--passphrase-file', 'passphrase']),
    );
  const refused = await run('keys', 'generate', 'Shop', '--validity', '1d');
  expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('at most 1 hour') });
  expect((await run('keys', 'generate', 'Shop', '--validity=-1')).exitCode).toBe(1);
  expect((await run('keys', 'generate', 'Shop', '--validity', '1h')).exitCode).toBe(0);
  writeFileSync(path, '{}');
  expect((await run('token', 'regenerate', 'Shop', '--validity', '1d')).exitCode).toBe(0);

  // Files in plain text: none is written, and nothing is issued for one.
  writeFileSync(join(line.cwd, 'template'), '{{ latchkey:Shop }}');
  const inject = ['inject', '-i', 'template', '-o', 'filled'] as const;
  const add = ['renew', 'add', 'Shop', '--file', '.env', '--before', '2d'] as const;
  expect((await run(...inject)).exitCode).toBe(0);
  expect((await run(...add)).exitCode).toBe(0);
  rmSync(join(line.cwd, 'filled'));
  const token = (await run('token', 'get', 'Shop')).stdout;
  for (const [rules, said] of [
    ['{"encryptedExportsOnly": true}', 'no files with secrets in plain text'],
    ['{"misspelled": 1}', 'misspelled'],
  ] as const) {
    writeFileSync(path, rules);
    for (const args of [inject, add, ['renew', '--due']]) {
      const written = await run(...args);
      expect(written).toMatchObject({ exitCode: 1, stderr: expect.stringContaining(said) });
    }
    expect(readdirSync(line.cwd).toSorted()).toEqual(['passphrase', 'template']);
    // What is handed over without a file.
    expect(await run('inject', '-i', 'template')).toMatchObject({ exitCode: 0, stdout: token });
    const node = [process.execPath, '-p', 'process.env.T'];
    const unlock = ['--passphrase-file', 'passphrase'];
    expect(await run('run', '--env', 'T=Shop', '--mask', ...unlock, '--', ...node)).toMatchObject({
      exitCode: 0,
      stdout: '[T]\n',
    });
  }
});
