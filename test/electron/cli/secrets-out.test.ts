import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { masking } from '../../../electron/cli/mask.ts';
import { readReference } from '../../../electron/cli/reference.ts';
import { type CommandLine, type Ran, startShop } from '../../support/command-line.ts';

let line: CommandLine;
let token = '';
let secret = '';

/** Before each test that needs it. */
async function startWithKeys(): Promise<void> {
  line = await startShop();
  await line.json('keys', 'generate', 'Shop', '--validity', '1h');
  token = String(await line.json('token', 'get', 'Shop'));
  secret = String(await line.json('secret', 'get', 'Shop'));
}

const NODE = process.execPath;

/** Runs Node with the program's options before the `--`. */
function runNode(script: string, ...options: readonly string[]): Promise<Ran> {
  const unlock = ['--passphrase-file', 'passphrase'];
  return line.runWith({}, 'run', ...options, ...unlock, '--', NODE, '-e', script);
}

describe('a reference', () => {
  test.each([
    ['Shop', 'Shop', 'PRODUCTION', 'token'],
    ['Shop/sandbox', 'Shop', 'SANDBOX', 'token'],
    ['Shop/Production#secret', 'Shop', 'PRODUCTION', 'secret'],
    ['a/b', 'a/b', 'PRODUCTION', 'token'],
    ['a/b/sandbox#key', 'a/b', 'SANDBOX', 'key'],
  ] as const)('%s', (text, app, keyType, part) => {
    expect(readReference(text)).toEqual({ app, keyType, part });
  });

  test.each(['', '/production', 'Shop#password'])('“%s” is refused', (text) => {
    expect(() => readReference(text)).toThrow('isn’t a reference');
  });
});

describe('masking', () => {
  const marks = [
    ['secret', '[A]'],
    ['secretive', '[B]'],
  ] as const;

  test('finds a secret wherever it is cut', () => {
    const text = 'x secret y secretive z secre';
    for (let size = 1; size <= text.length; size += 1) {
      const mask = masking(marks);
      let shown = '';
      for (let at = 0; at < text.length; at += size) {
        shown += Buffer.from(mask.pass(Buffer.from(text.slice(at, at + size)))).toString();
      }
      shown += Buffer.from(mask.end()).toString();
      // Cut behind “secret”, the longer one can't be told from it in time: the shorter is masked.
      expect(shown.replace('[A]ive', '[B]')).toBe('x [A] y [B] z secre');
    }
  });

  test('shows what can’t be a secret at once, and passes bytes that are no text', () => {
    const mask = masking(marks);
    expect(Buffer.from(mask.pass(Buffer.from('Password: '))).toString()).toBe('Password: ');
    const bytes = Buffer.from([0xff, 0x00, 0xfe]);
    expect(Buffer.from(mask.pass(bytes))).toEqual(bytes);
  });
});

async function bad(...args: readonly string[]): Promise<readonly [number, string]> {
  const { exitCode, stderr } = await line.runWith({}, 'run', ...args);
  return [exitCode, stderr];
}

describe('run', () => {
  test('puts secrets into the environment of the program, masked in its output on request', async () => {
    await startWithKeys();
    const script = `
      console.log(process.env.TOKEN, process.env.SECRET);
      console.error('failed with ' + process.env.SECRET);`;
    const options = ['--env', 'TOKEN=Shop/production', '--env', 'SECRET=Shop#secret', '--mask'];
    expect(await runNode(script, ...options)).toEqual({
      exitCode: 0,
      stdout: '[TOKEN] [SECRET]\n',
      stderr: 'failed with [SECRET]\n',
    });
  });

  test('gives the true values, and nothing of the passphrase', async () => {
    await startWithKeys();
    const file = join(line.cwd, 'env.json');
    const script = `require('fs').writeFileSync(${JSON.stringify(file)}, JSON.stringify(process.env))`;
    await runNode(script, '--env', 'TOKEN=Shop', '--env', 'KEY=Shop#key');
    const seen = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    expect(seen['TOKEN']).toBe(token);
    expect(seen['KEY']).toMatch(/^\w{28}$/);
    expect(process.env['TOKEN']).toBeUndefined();
    expect(seen['LATCHKEY_PASSPHRASE_FD']).toBeUndefined();
  });

  test('passes the exit code on, and has closed the workspace by then', async () => {
    await startWithKeys();
    expect((await runNode('process.exit(7)', '--env', 'T=Shop')).exitCode).toBe(7);
    expect(await line.run('app', 'list')).toMatchObject({ exitCode: 0 });
  });

  test('refuses what it can’t do before the program starts', async () => {
    await startWithKeys();
    const unlock = ['--passphrase-file', 'passphrase'];
    expect(await bad(...unlock, '--', NODE)).toEqual([
      2,
      'latchkey: Add --env NAME=APP/TYPE for each variable.\n',
    ]);
    expect(await bad('--env', '1T=Shop', ...unlock, '--', NODE)).toEqual([
      2,
      'latchkey: “1T” can’t be the name of a variable.\n',
    ]);
    expect(await bad('--env', 'T=Shed', ...unlock, '--', NODE)).toEqual([
      1,
      'latchkey: No application named “Shed”.\n',
    ]);
    expect(await bad('--env', 'T=Shop', ...unlock, '--', '/missing/program')).toEqual([
      1,
      'latchkey: Can’t run /missing/program (no such file or folder).\n',
    ]);
  });
});

describe('inject', () => {
  test('fills references, leaves other braces, and writes a private file', async () => {
    await startWithKeys();
    writeFileSync(
      join(line.cwd, 'config.tmpl'),
      'token: {{latchkey:Shop}}\nsecret: {{ latchkey:Shop/production#secret }}\nhelm: {{ .Values.x }}\n',
    );
    expect(await line.run('inject', '-i', 'config.tmpl', '-o', 'config.yaml')).toMatchObject({
      exitCode: 0,
      stdout: 'Saved config.yaml.\n',
    });
    const file = join(line.cwd, 'config.yaml');
    expect(readFileSync(file, 'utf8')).toBe(
      `token: ${token}\nsecret: ${secret}\nhelm: {{ .Values.x }}\n`,
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await line.run('inject', '-i', 'config.tmpl', '-o', 'config.yaml', '--mode', '640');
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(await line.json('inject', '-i', 'config.tmpl')).toContain(`token: ${token}\n`);
  });

  test('refuses modes by which others could write, and templates without a reference', async () => {
    await startWithKeys();
    writeFileSync(join(line.cwd, 'config.tmpl'), '{{latchkey:Shop}}');
    const loose = await line.run('inject', '-i', 'config.tmpl', '--mode', '666');
    expect(loose.exitCode).toBe(2);
    writeFileSync(join(line.cwd, 'none.tmpl'), 'nothing');
    expect(await line.run('inject', '-i', 'none.tmpl', '-o', 'none')).toMatchObject({
      exitCode: 1,
      stderr: 'latchkey: none.tmpl has no {{ latchkey:APP/TYPE }}.\n',
    });
  });
});
