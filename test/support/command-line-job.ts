import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLocalJWKSet, type JWTPayload, jwtVerify } from 'jose';
import { expect } from 'vitest';
import type { Ran } from './command-line.ts';
import { sample } from './command-line.ts';
import { cheapGuesses } from './kdf-cost.ts';

export interface Program {
  readonly program: string;
  /** Arguments before the command. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end with empty stdin. */
export function runProgram(
  { program, args, env = {} }: Program,
  more: readonly string[],
  cwd: string,
): Promise<Ran> {
  const { promise, resolve, reject } = Promise.withResolvers<Ran>();
  const child = spawn(program, [...args, ...more], {
    cwd,
    env: { ...withoutDisplay(), ...cheapGuesses, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
    });
  }
  child.on('error', reject);
  child.on('close', (code) => {
    resolve({ exitCode: code ?? -1, ...said, stderr: withoutChromium(said.stderr) });
  });
  return promise;
}

/** Removes Chromium's own lines about a missing D-Bus, printed before our code runs. */
function withoutChromium(stderr: string): string {
  return stderr.replaceAll(/^\[\d+:\d{4}\/[\d.]+:[A-Z]+:dbus\/.*\n/gm, '');
}

function withoutDisplay(): NodeJS.ProcessEnv {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
  return env;
}

/**
 * Does the main job with commands only, without a display: from no workspace to a token that the
 * exported JWKS verifies.
 *
 * @param folder an empty folder.
 * @returns the claims of the verified token.
 */
export async function doCommandLineJob(program: Program, folder: string): Promise<JWTPayload> {
  const cwd = join(folder, 'work');
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(cwd, 'passphrase'), 'ten green bottles on a wall\n');
  const home = { LATCHKEY_HOME: join(folder, 'home') };
  const here = { ...program, env: { ...program.env, ...home } };
  const unlocked = ['--passphrase-file', 'passphrase'];

  async function answer(...command: readonly string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await runProgram(here, [...command, ...unlocked], cwd);
    expect([exitCode, stderr]).toEqual([0, '']);
    return stdout;
  }

  expect(await runProgram(here, ['token', 'list', ...unlocked], cwd)).toMatchObject({
    exitCode: 4,
    stdout: '',
  });
  const code = await answer('workspace', 'create', '--owner', 'Ada Lovelace');
  expect(code).toMatch(/^[0-9A-Z]{5}(-[0-9A-Z]{5}){5}\n$/);
  const imported = JSON.parse(await answer('api', 'import', sample('petshop.yaml'), '--json'));
  expect(imported).toMatchObject([{ name: 'Petshop', version: '1.2.0' }]);
  await answer('app', 'create', 'Shop');
  await answer('subscribe', 'Shop', 'Petshop@1.2.0', '--plan', 'Gold');
  const issued = JSON.parse(
    await answer('keys', 'generate', 'Shop', '--validity', '600', '--scope', 'pets:read', '--json'),
  );
  const jwt = await answer('token', 'get', 'Shop');
  await answer('export', 'jwks', '--out', 'jwks.json');
  const jwks = createLocalJWKSet(JSON.parse(readFileSync(join(cwd, 'jwks.json'), 'utf8')));
  const { payload } = await jwtVerify(jwt.trimEnd(), jwks, { typ: 'at+jwt' });
  expect([payload.jti, payload['azp']]).toEqual([issued.tokenId, issued.consumerKey]);
  expect(await runProgram(here, ['token', 'list', '--colour'], cwd)).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: 'latchkey: Unknown option “--colour”.\n',
  });
  return payload;
}

/** The claims of the job's final token. */
export const jobsClaims = {
  scope: 'pets:read',
  subscribedAPIs: [{ name: 'Petshop', version: '1.2.0', subscriptionTier: 'Gold' }],
} as const;
