import { execFile } from 'node:child_process';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, inject } from 'vitest';
import { enterWorkspace } from '../../build/drive/enter.ts';
import { launchArguments, launchEnvironment } from '../../build/runtime/launch.ts';
import { projectRoot } from '../../build/runtime/project.ts';
import { runProgram } from '../../build/runtime/run-program.ts';
import type { Application } from '../../shared/domain/application.ts';
import { enter, openCore } from '../support/core.ts';
import { homeOf, it, layOutWorkspace } from '../support/electron-app.ts';
import { cheapGuesses, windowKdfCost } from '../support/kdf-cost.ts';

/** Starts the program a second time on the same data directory, with these arguments. */
async function startAgain(home: string, ...args: readonly string[]): Promise<number> {
  const electron = inject('electron');
  const env = { ...launchEnvironment(electron), LATCHKEY_HOME: home };
  const all = [...launchArguments(), ...args];
  const { status } = await runProgram(electron.executable, all, { env, timeoutMs: 30_000 });
  return status;
}

const create = `latchkey.call('application:create', { name: 'Petshop', description: '', perTokenQuota: 'Unlimited' })`;

/** Creates an application through the page's bridge, and goes to another page. */
async function anApplication(page: Page): Promise<string> {
  const id: unknown = await page.evaluate(`${create}.then((made) => made.value.id)`);
  await page.getByRole('link', { name: 'Gateways' }).click();
  return String(id);
}

const heading = (page: Page) => page.getByRole('heading', { name: 'Petshop' }).first();

describe('a request from outside the program', () => {
  it('is shown in the open window, and the second process exits at once', async ({ shared }) => {
    const { page } = shared;
    const home = await homeOf(shared);
    const id = await anApplication(page);
    expect(await startAgain(home, `latchkey://application/${id}`)).toBe(0);
    await heading(page).waitFor();

    await page.getByRole('link', { name: 'Gateways' }).click();
    const unknown = '3f2b8c1e-5a4d-4e6f-9b7a-0c1d2e3f4a5b';
    expect(await startAgain(home, `latchkey://application/${unknown}`)).toBe(0);
    await page.getByText('That application isn’t in this workspace').waitFor();

    expect(await startAgain(home, '--copy-token')).toBe(0);
    await page.getByRole('dialog', { name: 'Copy access token' }).waitFor();

    expect(await startAgain(home, '--lock')).toBe(0);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
  });

  it('waits until someone signs in', async ({ home, openLocked }) => {
    await layOutWorkspace(home);
    const core = openCore(home, { kdfCost: windowKdfCost });
    await enter(core);
    const draft = { name: 'Petshop', description: '', perTokenQuota: 'Unlimited' };
    const made = await core.call('application:create', draft);
    await core.close();
    if (!made.ok) throw new Error(made.error.code);
    const { id } = made.value as Application;

    const { page } = await openLocked(`latchkey://application/${id}`);
    await enterWorkspace(page);
    await heading(page).waitFor();
  });
});

/** A person's shell: a terminal of its own, in which commands run one after the other. */
function terminal(home: string, ...commands: readonly string[]): Promise<string> {
  const latchkey = [process.execPath, join(projectRoot, 'electron/cli/checkout.ts')].join(' ');
  const typed = commands.map((command) => `${latchkey} ${command}; echo exit $?`).join('; ');
  const { promise, resolve } = Promise.withResolvers<string>();
  execFile(
    'script',
    ['--quiet', '--return', '--command', typed, '/dev/null'],
    { env: { ...process.env, ...cheapGuesses, LATCHKEY_HOME: home } },
    (_error, stdout) => resolve(stdout.replaceAll('\r', '')),
  );
  return promise;
}

describe.runIf(process.platform === 'linux')('a command in a terminal', () => {
  it('uses the open workspace once the person allows its terminal, until the lock', async ({
    shared,
  }) => {
    const { page, screenshot, problems } = shared;
    const home = await homeOf(shared);
    // Refused if an earlier test made it.
    await page.evaluate(create);
    const said = terminal(home, 'app list --json', 'app list --json');
    const question = page.getByRole('alertdialog', { name: 'Allow this command?' });
    await question.waitFor();
    const facts = await question.innerText();
    expect(facts).toContain('latchkey app list --json');
    expect(facts).toContain(process.execPath);
    expect(facts).toMatch(/pts\/\d+/);
    await screenshot(join(projectRoot, 'out/e2e/command-question.png'));
    // A click in the first half second isn't meant for it.
    await expect
      .poll(async () => {
        const allow = page.getByRole('button', { name: 'Allow this terminal until locked' });
        await allow.click({ timeout: 1000 }).catch(() => undefined);
        return question.isVisible();
      })
      .toBe(false);
    const once = String.raw`\[\{"id":"[\w-]+","name":"Petshop","subscriptions":0\}\]\nexit 0\n`;
    expect(await said).toMatch(new RegExp(`^latchkey: Allow this command.*\n${once}${once}$`));

    await page.getByRole('button', { name: 'Lock workspace' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await terminal(home, 'app list </dev/null')).toMatch(
      /^latchkey: Latchkey is locked\. .*\nexit 3\n$/,
    );
    expect(problems).toEqual([]);
  });
});

it('a workspace file from outside is opened, or it is said why it can’t be', async ({ shared }) => {
  const { page } = shared;
  const home = await homeOf(shared);
  const other = join(home, 'other.latchkey');
  await cp(inject('workspace'), other);
  const broken = join(home, 'broken.latchkey');
  await writeFile(broken, 'not a workspace');

  for (const path of [broken, join(home, 'missing.latchkey')]) {
    expect(await startAgain(home, path)).toBe(0);
    const toast = page.getByText('Couldn’t open that file');
    await toast.waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).first().click();
    await toast.waitFor({ state: 'hidden' });
  }
  await page.getByRole('navigation').waitFor();

  expect(await startAgain(home, other)).toBe(0);
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  const state: unknown = await page.evaluate(`latchkey.call('workspace:state', {})`);
  expect(state).toMatchObject({ value: { phase: 'locked', file: other } });
});
