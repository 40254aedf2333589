import { execFileSync } from 'node:child_process';
import {
  cpSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { discovery, isPublishable } from '../../../../electron/features/publish/discovery.ts';
import { type CommandLine, type Issued, startShop } from '../../../support/command-line.ts';

interface Published {
  readonly number: number;
  readonly changedAt: string;
  readonly written: readonly string[];
}

const publish = async (line: CommandLine, out = 'www') =>
  (await line.json('publish', '--out', out)) as Published;

function filesIn(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .toSorted();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

async function shopWithKeys(): Promise<CommandLine> {
  const line = await startShop();
  await line.json('settings', 'set', 'issuer', 'https://issuer.example.com/team');
  await line.json('keys', 'generate', 'Shop', '--validity', '1d');
  return line;
}

test('writes every file, readable by all, with addresses below the issuer', async () => {
  const line = await shopWithKeys();
  const { number, written } = await publish(line);
  const www = join(line.cwd, 'www');
  const files = filesIn(www);
  expect(number).toBe(1);
  expect(Object.keys(files)).toEqual(written.toSorted());
  expect(written).toEqual([
    'jwks.json',
    'revocations/revocations.jwt',
    'revocations/statuslist.jwt',
    ...['json', 'txt', 'map', 'nginx.conf', 'apache.conf'].map(
      (end) => `revocations/revocations.${end}`,
    ),
    '.well-known/openid-configuration',
    '.well-known/oauth-authorization-server',
    'index.html',
    'publication.json',
  ]);
  for (const name of Object.keys(files)) expect(statSync(join(www, name)).mode & 0o777).toBe(0o644);
  for (const name of ['', '.well-known', 'revocations']) {
    expect(statSync(join(www, name)).mode & 0o777).toBe(0o755);
  }
  expect(JSON.parse(files['.well-known/openid-configuration'] ?? '')).toMatchObject({
    issuer: 'https://issuer.example.com/team',
    jwks_uri: 'https://issuer.example.com/team/jwks.json',
    id_token_signing_alg_values_supported: ['RS256'],
  });
  const keys = createLocalJWKSet(JSON.parse(files['jwks.json'] ?? ''));
  const currentDate = new Date(line.clock.now);
  await jwtVerify(String(await line.json('token', 'get', 'Shop')), keys, { currentDate });
  expect(files['index.html']).not.toMatch(/<script|<style|style=/);
});

test('holds nothing secret', async () => {
  const line = await shopWithKeys();
  const token = String(await line.json('token', 'get', 'Shop'));
  const secret = String(await line.json('secret', 'get', 'Shop'));
  await publish(line);
  const all = Object.values(filesIn(join(line.cwd, 'www'))).join('\n');
  for (const canary of [
    token,
    token.split('.')[2] ?? '',
    secret,
    'Shop',
    'Petshop',
    'PRIVATE KEY',
    '"d":',
  ]) {
    expect(all).not.toContain(canary);
  }
});

test('writes only what changed, numbers changes, and gives the same bytes for the same state', async () => {
  const line = await shopWithKeys();
  const { changedAt } = await publish(line);
  line.clock.now += 3_600_000;
  expect(await publish(line)).toMatchObject({ number: 1, changedAt, written: [] });
  expect(await publish(line, 'other')).toMatchObject({ number: 1 });
  expect(filesIn(join(line.cwd, 'other'))).toEqual(filesIn(join(line.cwd, 'www')));

  const { tokenId } = (await line.json('token', 'regenerate', 'Shop')) as Issued;
  await line.json('token', 'revoke', tokenId);
  const second = await publish(line);
  expect(second.number).toBe(2);
  expect(second.written).not.toContain('jwks.json');
  expect(second.written).not.toContain('.well-known/openid-configuration');
  expect(filesIn(join(line.cwd, 'www'))['revocations/revocations.txt']).toContain(tokenId);
});

test('repairs a file that somebody changed', async () => {
  const line = await shopWithKeys();
  await publish(line);
  const www = join(line.cwd, 'www');
  const before = filesIn(www);
  writeFileSync(join(www, 'jwks.json'), '{"keys":[]}');
  writeFileSync(join(www, 'revocations/revocations.jwt'), 'x.y.z');
  utimesSync(join(www, 'jwks.json'), 0, 0);
  expect((await publish(line)).written).toEqual(['jwks.json', 'revocations/revocations.jwt']);
  expect(filesIn(www)).toEqual(before);
  // A pipe is neither read, which would never end, nor replaced.
  rmSync(join(www, 'jwks.json'));
  execFileSync('mkfifo', [join(www, 'jwks.json')]);
  expect((await line.run('publish', '--out', 'www')).stderr).toContain('jwks.json');
});

test('keeps a signed list that says the same, where each signature would differ', async () => {
  const line = await shopWithKeys();
  await line.json('settings', 'set', 'algorithm', 'ES256');
  await publish(line);
  const www = join(line.cwd, 'www');
  cpSync(www, join(line.cwd, 'mirror'), { recursive: true });
  expect(await publish(line, 'mirror')).toMatchObject({ written: [] });
  await line.json('signing-key', 'rotate', '--alg', 'ES256');
  expect((await publish(line)).written).toContain('revocations/revocations.jwt');
});

test('refuses an issuer that is no https address', async () => {
  const line = await startShop();
  await line.json('settings', 'set', 'issuer', 'urn:example:issuer');
  const refused = await line.run('publish', '--out', 'www');
  expect([refused.exitCode, refused.stdout]).toEqual([1, '']);
  expect(refused.stderr).toContain('the issuer must be an https address');
  for (const bad of [
    'http://a.example',
    'https://a.example?x',
    'https://a.example#x',
    'https://u@a.example',
  ]) {
    expect(isPublishable(bad)).toBe(false);
  }
  expect(discovery('https://a.example/', []).jwks_uri).toBe('https://a.example/jwks.json');
});
