import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatewayFiles } from '../../shared/domain/gateway.ts';
import type { Ran } from './command-line.ts';

/** Runs a command, its path and its arguments apart, with the passphrase. */
export type RunCommand = (path: string, ...args: readonly string[]) => Promise<Ran>;

const SAMPLE = join(import.meta.dirname, '../../build/samples/petshop.yaml');

/** These work on the file itself, which a window has open. */
export const onTheFile = [
  'workspace create',
  'workspace salvage',
  'backup restore',
] as const satisfies readonly string[];

/**
 * Runs each command once, in an order in which each has something to do.
 *
 * @param cwd where the commands run.
 * @param isAlone whether nothing else has the workspace: then also those of {@link onTheFile}.
 * @returns what each ended with, by its path.
 */
export async function runEveryCommand(
  run: RunCommand,
  cwd: string,
  isAlone: boolean,
): Promise<ReadonlyMap<string, Ran>> {
  const ran = new Map<string, Ran>();
  const does: RunCommand = async (path, ...args) => {
    const ended = await run(path, ...args);
    if (ran.get(path)?.exitCode !== 1) ran.set(path, ended);
    return ended;
  };
  async function json<T>(path: string, ...args: readonly string[]): Promise<T> {
    const { stdout, stderr } = await does(path, '--json', ...args);
    if (stdout === '') throw new Error(`${path}: ${stderr}`);
    return JSON.parse(stdout) as T;
  }
  const firstId = async (path: string, ...args: readonly string[]): Promise<string> =>
    (await json<readonly { readonly id: string }[]>(path, ...args))[0]?.id ?? '';
  const file = (name: string, text: string): string => {
    writeFileSync(join(cwd, name), text);
    return name;
  };

  if (isAlone) await does('workspace create', '--owner', 'Ada Lovelace');
  await does('workspace info');
  await does('workspace check');
  await does('api import', SAMPLE);
  await does('api list');
  await does('api show', 'Petshop');
  await does('app create', 'Shop');
  await does('app create', 'Spare');
  await does('app list');
  await does('app show', 'Shop');
  await does('app update', 'Shop', '--description', 'sells pets');
  await does('app favourite', 'Shop');
  await does('plan create', 'Wood', '--requests-per-minute', '5');
  await does('plan list');
  await does('plan delete', 'Wood');
  await does('subscribe', 'Shop', 'Petshop', '--plan', 'Gold');
  const subscription = await firstId('subscription list', 'Shop');
  await does('subscription change', subscription, '--plan', 'Silver');
  await does('app duplicate', 'Shop', 'Second');

  await does('keys generate', 'Shop', '--validity', '90d');
  await does('keys generate', '--all', '--type', 'sandbox', '--dry-run');
  await does('keys show', 'Shop');
  const { stdout: jwt } = await does('token get', 'Shop');
  await does('token inspect', file('token.jwt', jwt));
  await does('token list');
  await does('token regenerate', 'Shop');
  await does('token regenerate', '--expiring-within', '365d');
  await does('secret add', 'Shop', '--note', 'new');
  await does('secret get', 'Shop');
  await does('secret revoke', await firstId('secret list', 'Shop'));
  await does('reminder list', '--within', '365d');
  await does('reminder export', '--out', 'reminders.ics');

  await does('signing-key next');
  await does('signing-key rotate');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  await does('signing-key import', file('key.pem', pem));
  interface Key {
    readonly kid: string;
    readonly state: string;
  }
  const keys = await json<readonly Key[]>('signing-key list');
  await does('signing-key retire', keys.find(({ state }) => state === 'previous')?.kid ?? '');
  await does('keys generate', 'Second');

  await does('settings set', 'issuer', 'https://keys.example.com');
  await does('settings list');
  for (const name of gatewayFiles) await does(`export ${name}`, '--out', `export-${name}`);
  await does('export tokens', '--out', 'tokens.jwe');
  await does('import', 'tokens.jwe', '--dry-run');
  await does('publish', '--out', 'issuer');
  await does('handover', 'postman', '--out', 'postman.json', '--app', 'Second');

  await does('run', '--env', 'TOKEN=Second', '--mask', '--', 'sh', '-c', 'echo "$TOKEN"');
  const template = file('config.tmpl', 'token: {{ latchkey:Second/production }}\n');
  await does('inject', '-i', template, '-o', 'config.yaml');
  await does('renew add', 'Second', '--file', '.env');
  await does('renew list');
  await does('renew', '--due');
  await does('renew remove', '.env');

  await does('backup create', '--out', 'backup.latchkey');
  await does('backup check', 'backup.latchkey');
  copyFileSync(join(cwd, 'backup.latchkey'), join(cwd, 'copy.latchkey'));
  await does('workspace merge', 'copy.latchkey');
  await does('activity', '--limit', '3');

  await does('token revoke', '--app', 'Second');
  await does('keys remove', 'Second');
  await does('subscription delete', subscription);
  await does('api delete', 'Petshop');
  await does('app delete', 'Spare');
  await does('bin restore', await firstId('bin list'));
  await does('bin purge', await firstId('bin list'));
  if (isAlone) {
    await does('workspace salvage', 'backup.latchkey', '--out', 'salvaged.latchkey');
    await does('backup restore', 'backup.latchkey');
  }
  await does('diagnose');
  await does('completion', 'bash');
  return ran;
}
