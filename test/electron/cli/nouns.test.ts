import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { shells } from '../../../electron/cli/completion/completion.ts';
import type { DescribedCommand } from '../../../electron/cli/describe.ts';
import { jsonShapes } from '../../../electron/cli/json-shapes.ts';
import { manualPages } from '../../../electron/cli/manual/pages.ts';
import { readCommandLine } from '../../../electron/shell/command-line.ts';
import { type CommandLine, startCommandLine, startShop } from '../../support/command-line.ts';

const root = join(import.meta.dirname, '../../..');

test('docs/cli.md and the man page are what `npm run manual` writes', async () => {
  for (const [path, text] of await manualPages()) {
    expect([path, text]).toEqual([path, readFileSync(join(root, path), 'utf8')]);
  }
});

test('every command says what its JSON is, and the window’s program knows each noun', async () => {
  const pages = await manualPages();
  const table = pages.get('docs/cli.md') ?? '';
  for (const path of Object.keys(jsonShapes)) {
    expect(table).toContain(`| \`${path.replace('*', 'jwks')}`);
    expect(readCommandLine({ args: path.split(' '), cwd: '/' }).kind).toBe('command');
  }
});

describe('completion', () => {
  test('is a script that bash accepts and that knows verbs, options and choices', async () => {
    const line = await startCommandLine({ fresh: true });
    const { stdout } = await line.runWith({}, 'completion', 'bash');
    const ask = (words: readonly string[]) => {
      const script = `${stdout}
        COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
        _latchkey; printf '%s\\n' "\${COMPREPLY[@]}"`;
      const {
        status,
        stdout: told,
        stderr,
      } = spawnSync('bash', ['-c', script], {
        encoding: 'utf8',
        cwd: root,
      });
      expect([status, stderr]).toEqual([0, '']);
      return told.trim().split('\n');
    };
    expect(ask(['latchkey', 'tok'])).toEqual(['token']);
    expect(ask(['latchkey', 'token', 're'])).toEqual(['regenerate', 'revoke']);
    expect(ask(['latchkey', 'token', 'get', '--t'])).toEqual(['--type']);
    expect(ask(['latchkey', 'token', 'get', '--type', ''])).toEqual(['production', 'sandbox']);
    expect(ask(['latchkey', 'keys', 'generate', 'Shop', '--alg', 'ES'])).toEqual([
      'ES256',
      'ES384',
    ]);
    expect(ask(['latchkey', 'completion', ''])).toEqual(
      expect.arrayContaining(['bash', 'zsh', 'fish']),
    );
    expect(ask(['latchkey', 'handover', 'key'])).toEqual(['keycloak']);
    expect(ask(['latchkey', 'api', 'import', 'package.'])).toEqual(['package.json']);
  });

  test('escapes what a shell would read', () => {
    const odd: DescribedCommand = {
      path: 'odd',
      args: [],
      argChoices: [],
      text: "it's [odd]: $(touch x)",
      options: [
        {
          short: '-o',
          long: '--o',
          value: 'APP|KEY',
          choices: [],
          text: "a'b [c]",
          isRequired: false,
          isRepeatable: true,
        },
      ],
      json: null,
      verbs: [],
    };
    expect(shells.zsh([odd])).toContain("'odd:it'\\''s [odd]\\: $(touch x)'");
    expect(shells.zsh([odd])).toContain("'*--o=[a'\\''b \\[c\\]]:app key: ' '*-o+[");
    expect(shells.fish([odd])).toContain("-d 'it\\'s [odd]: $(touch x)'");
  });
});

/** The first row that a command prints. */
async function first(
  line: CommandLine,
  ...args: readonly string[]
): Promise<Record<string, unknown>> {
  return ((await line.json(...args)) as Record<string, unknown>[])[0] ?? {};
}

describe('nouns', () => {
  test('app show, update and delete; bin list, restore and purge', async () => {
    const line = await startShop();
    expect(await line.json('app', 'show', 'shop')).toMatchObject({
      name: 'Shop',
      subscriptions: [{ api: 'Petshop', version: '1.2.0', plan: 'Gold', state: 'UNBLOCKED' }],
    });
    await line.json('app', 'update', 'Shop', '--name', 'Store', '--quota', '10PerMin');
    expect(await line.json('app', 'show', 'Store')).toMatchObject({ perTokenQuota: '10PerMin' });
    await line.json('app', 'delete', 'Store');
    const { id } = await first(line, 'bin', 'list');
    await line.json('bin', 'restore', String(id));
    expect(await line.json('app', 'list')).toHaveLength(1);
    await line.json('app', 'delete', 'Store');
    await line.json('bin', 'purge', String(id));
    expect(await line.json('bin', 'list')).toEqual([]);
    expect(await line.run('bin', 'restore', String(id))).toMatchObject({ exitCode: 1 });
  });

  test('api list, show and delete', async () => {
    const line = await startShop();
    expect(await line.json('api', 'list')).toMatchObject([
      { name: 'Petshop', context: '/petshop' },
    ]);
    const { scopes } = (await line.json('api', 'show', 'Petshop')) as { scopes: object[] };
    expect(scopes).toHaveLength(3);
    await line.json('api', 'import', join(root, 'build/samples/orders.yaml'));
    await line.json('api', 'delete', 'Orders');
    expect(await line.json('api', 'list')).toHaveLength(1);
  });

  test('subscription list, change and delete', async () => {
    const line = await startShop();
    const { id } = await first(line, 'subscription', 'list', 'Shop');
    const change = ['subscription', 'change', String(id)];
    expect(await line.json(...change, '--plan', 'bronze', '--state', 'BLOCKED')).toMatchObject({
      plan: 'Bronze',
      state: 'BLOCKED',
    });
    expect(await line.run(...change)).toMatchObject({ exitCode: 2 });
    await line.json('subscription', 'delete', String(id));
    expect(await line.json('subscription', 'list', 'Shop')).toEqual([]);
    expect(await line.run('subscription', 'delete', 'x')).toMatchObject({ exitCode: 1 });
  });

  test('plan list, create and delete', async () => {
    const line = await startCommandLine();
    await line.json('plan', 'create', 'Silver Plus', '--requests-per-minute', '2500');
    expect(await line.json('plan', 'list')).toContainEqual(
      expect.objectContaining({ name: 'Silver Plus', requestsPerMinute: 2500 }),
    );
    await line.json('plan', 'delete', 'silver plus');
    expect(await line.run('plan', 'delete', 'Silver Plus')).toMatchObject({ exitCode: 1 });
  });

  test('keys show and remove', async () => {
    const line = await startShop();
    expect(await line.json('keys', 'show', 'Shop')).toBeNull();
    await line.json('keys', 'generate', 'Shop', '--scope', 'pets:read');
    expect(await line.json('keys', 'show', 'Shop')).toMatchObject({
      state: 'active',
      scopes: ['pets:read'],
    });
    await line.json('keys', 'remove', 'Shop');
    expect(await line.json('keys', 'show', 'Shop')).toBeNull();
  });

  test('settings list and set; workspace info', async () => {
    const line = await startCommandLine();
    await line.json('settings', 'set', 'keepOldToken', 'true');
    await line.json('settings', 'set', 'audience', 'https://a.example', 'https://b.example');
    expect(await line.json('settings', 'list')).toMatchObject({
      keepOldToken: true,
      audience: ['https://a.example', 'https://b.example'],
    });
    for (const bad of [
      ['lockAfterMinutes', 'soon'],
      ['keepOldToken', 'maybe'],
      ['colour', 'red'],
    ]) {
      expect(await line.run('settings', 'set', ...bad)).toMatchObject({ exitCode: 1 });
    }
    expect(await line.json('workspace', 'info')).toMatchObject({ applications: 0, apis: 0 });
  });

  test('activity, newest first, limited, since and searched', async () => {
    const line = await startShop();
    const entries = (await line.json('activity')) as { kind: string; at: string; id: number }[];
    expect(entries.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['subscription/created', 'application/created', 'workspace/created']),
    );
    expect(entries.map(({ id }) => id)).toEqual(
      entries.map(({ id }) => id).toSorted((a, b) => b - a),
    );
    expect(await line.json('activity', '--limit', '2')).toHaveLength(2);
    line.clock.now += 60_000;
    const since = new Date(line.clock.now).toISOString();
    await line.json('app', 'create', 'Late');
    const late = (await line.json('activity', '--since', since)) as { subject: string }[];
    expect(late.map(({ subject }) => subject)).toContain('Late');
    expect(late.length).toBeLessThan(entries.length);
    expect(await line.run('activity', '--limit', '0')).toMatchObject({ exitCode: 2 });
  });
});
