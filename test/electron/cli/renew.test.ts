import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryBeside } from '../../../electron/base/disk/temporary-file.ts';
import { withProperty, withVariable } from '../../../electron/cli/renewal-file.ts';
import { isDue } from '../../../shared/domain/renewal.ts';
import { type CommandLine, startShop } from '../../support/command-line.ts';
import { SECOND } from '../../support/core.ts';

const HOUR = 3600 * SECOND;

async function shopWithKeys(): Promise<CommandLine> {
  const line = await startShop();
  await line.json('keys', 'generate', 'Shop', '--validity', '10h');
  return line;
}

const read = (line: CommandLine, name: string) => readFileSync(join(line.cwd, name), 'utf8');

test('does nothing until a file was chosen', async () => {
  const line = await shopWithKeys();
  line.clock.now += 9.5 * HOUR;
  expect(await line.json('renew', '--due')).toEqual([]);
  expect(await line.run('renew')).toMatchObject({ exitCode: 2 });
});

test('re-generates what is due and rewrites each file, once per token', async () => {
  const line = await shopWithKeys();
  writeFileSync(join(line.cwd, '.env'), 'A=1\nexport API_TOKEN=old\nB=2\n', { mode: 0o640 });
  writeFileSync(join(line.cwd, 'config.json'), '{\n    "auth": { "user": "x" }\n}\n');
  writeFileSync(join(line.cwd, 'page.tmpl'), '<{{ latchkey:Shop }}>');
  const add = (...args: readonly string[]) => line.json('renew', 'add', 'Shop', '--file', ...args);
  await add('.env', '--name', 'API_TOKEN', '--mode', '640');
  await add('config.json', '--format', 'json', '--name', 'auth.token');
  await add('header.txt', '--format', 'header');
  await add('page', '--format', 'template', '--template', 'page.tmpl');
  expect(await line.json('renew', 'list')).toHaveLength(4);

  const first = String(await line.json('token', 'get', 'Shop'));
  expect(await line.json('renew', '--due')).toHaveLength(4);
  expect(read(line, '.env')).toBe(`A=1\nexport API_TOKEN=${first}\nB=2\n`);
  expect(statSync(join(line.cwd, '.env')).mode & 0o777).toBe(0o640);
  expect(statSync(join(line.cwd, 'header.txt')).mode & 0o777).toBe(0o600);
  // A fifth of ten hours is not left yet: neither a token nor a file changes.
  line.clock.now += 7.9 * HOUR;
  expect(await line.json('renew', '--due')).toEqual([]);
  line.clock.now += 0.2 * HOUR;
  const written = await line.json('renew', '--due');
  expect(written).toEqual(Array(4).fill(expect.objectContaining({ renewed: true })));
  const second = String(await line.json('token', 'get', 'Shop'));
  expect(second).not.toBe(first);
  expect(JSON.parse(read(line, 'config.json'))).toEqual({ auth: { user: 'x', token: second } });
  expect(read(line, 'config.json')).toContain('\n    "auth"');
  expect(read(line, 'header.txt')).toBe(`Authorization: Bearer ${second}\n`);
  expect(read(line, 'page')).toBe(`<${second}>`);
  expect(await line.json('token', 'list')).toHaveLength(2);
});

test('removes what an earlier run left behind when it was killed, and nothing else', async () => {
  const line = await shopWithKeys();
  await line.json('renew', 'add', 'Shop', '--file', 'token', '--format', 'jwt');
  const own = temporaryBeside(join(line.cwd, 'token'));
  const { pid: ended } = spawnSync(process.execPath, ['-e', '']);
  for (const pid of [ended, process.ppid]) {
    writeFileSync(own.replace(`-${process.pid}-`, `-${pid}-`), 'half a token');
  }
  await line.json('renew', '--due');
  const names = readdirSync(line.cwd).toSorted();
  expect(names).toEqual([expect.stringContaining(`-${process.ppid}-`), 'passphrase', 'token']);
});

test('follows what was re-generated elsewhere, and says what it can’t do', async () => {
  const line = await shopWithKeys();
  await line.json('renew', 'add', 'Shop', '--file', 'token', '--format', 'jwt');
  await line.json('renew', 'add', 'Shop', '--file', 'missing/token', '--format', 'jwt');
  const latin1 = Buffer.from('CITY=K\u00f6ln\n', 'latin1');
  writeFileSync(join(line.cwd, '.env'), latin1);
  await line.run('renew', 'add', 'Shop', '--file', '.env', '--name', 'TOKEN');
  await line.json('token', 'regenerate', 'Shop');
  const ran = await line.run('renew', '--due', '--json');
  expect(ran.exitCode).toBe(1);
  expect(JSON.parse(ran.stdout)).toHaveLength(1);
  expect(ran.stderr).toContain('missing/token');
  expect(readFileSync(join(line.cwd, '.env')).equals(latin1)).toBe(true);
  expect(read(line, 'token')).toBe(`${String(await line.json('token', 'get', 'Shop'))}\n`);
  await line.json('renew', 'remove', 'missing/token');
  await line.json('renew', 'remove', '.env');
  expect(await line.json('renew', 'list')).toHaveLength(1);
});

test('doesn’t bring a revoked token back', async () => {
  const line = await shopWithKeys();
  await line.json('renew', 'add', 'Shop', '--file', 'token', '--format', 'jwt');
  await line.json('token', 'revoke', '--app', 'Shop');
  const ran = await line.run('renew', '--due');
  expect([ran.exitCode, ran.stderr]).toEqual([1, expect.stringContaining('was revoked')]);
  expect(existsSync(join(line.cwd, 'token'))).toBe(false);
  expect(await line.json('token', 'list')).toHaveLength(1);
});

describe('due', () => {
  const token = { issuedAt: 0, expiresAt: 10 * HOUR, revokedAt: null };
  test.each([
    [null, 8 * HOUR - 1, false],
    [null, 8 * HOUR, true],
    [3600, 9 * HOUR - 1, false],
    [3600, 9 * HOUR, true],
    [3600, 11 * HOUR, true],
  ] as const)('with %s at %d ms: %s', (beforeSeconds, now, due) => {
    expect(isDue({ beforeSeconds }, token, now)).toBe(due);
  });
});

test('changes only its own value', () => {
  expect(withVariable('TOKEN_OLD=1\nTOKEN=2', 'TOKEN', 'x')).toBe('TOKEN_OLD=1\nTOKEN=x');
  expect(withVariable('A=1', 'TOKEN', 'x$&')).toBe('A=1\nTOKEN=x$&\n');
  expect(withVariable('\ufeffTOKEN=1\nTOKEN=2', 'TOKEN', 'x')).toBe('\ufeffTOKEN=x\nTOKEN=x');
  // What isn't ours stays as it is written.
  const numbers = '\ufeff{\n  "big": 12345678901234567890,\n  "one": 1.0\n}\n';
  expect(withProperty(numbers, 'a', 'x', 'f')).toBe(numbers.replace('1.0', '1.0,\n  "a": "x"'));
  expect(withProperty('', 'a.b', 'x', 'f')).toBe('{\n  "a": {\n    "b": "x"\n  }\n}\n');
  expect(withProperty('{}', '__proto__.polluted', 'x', 'f')).toContain('polluted');
  expect(({} as { polluted?: string }).polluted).toBeUndefined();
  expect(() => withProperty('{"a": 1}', 'a.b', 'x', 'f')).toThrow('another value is in the way');
  expect(() => withProperty('{', 'a', 'x', 'f')).toThrow('isn’t JSON');
});
