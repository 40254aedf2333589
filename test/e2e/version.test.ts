import { spawn } from 'node:child_process';
import { readdirSync, watch } from 'node:fs';
import { text } from 'node:stream/consumers';
import { expect, inject, onTestFinished, test } from 'vitest';
import { launchArguments, launchEnvironment } from '../../build/runtime/launch.ts';
import { temporaryDirectory } from '../support/core.ts';

test.each([
  ['--version', /^\d+\.\d+\.\d+\n$/],
  ['--help', /^Latchkey: /],
])('%s is answered from a directory that nobody else can prepare', async (asked, answer) => {
  const electron = inject('electron');
  const shared = temporaryDirectory();
  const home = temporaryDirectory();
  const made = new Set<string | null>();
  const watcher = watch(shared, (_event, name) => made.add(name));
  onTestFinished(() => watcher.close());
  const child = spawn(electron.executable, [...launchArguments(), asked], {
    env: { ...launchEnvironment(electron), TMPDIR: shared, HOME: home, XDG_CONFIG_HOME: home },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(await text(child.stdout)).toMatch(answer);
  await expect.poll(() => readdirSync(shared), { timeout: 20_000 }).toEqual([]);
  expect([...made]).toEqual([expect.stringMatching(/^latchkey-self-test-\w{6}$/)]);
  expect(readdirSync(home)).not.toContain('Latchkey');
});
