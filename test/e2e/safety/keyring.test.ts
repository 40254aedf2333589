import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { enterWorkspace, PASSPHRASE } from '../../../build/drive/enter.ts';
import { openProgram, type Program } from '../../../build/drive/program.ts';
import { projectRoot } from '../../../build/runtime/project.ts';
import { temporaryDirectory } from '../../support/core.ts';
import { cheapGuesses } from '../../support/kdf-cost.ts';
import { type Desktop, startKeyring } from '../../support/keyring.ts';

async function open(home: string, desktop: Desktop): Promise<Program> {
  const program = await openProgram(inject('electron'), home, [], {
    switches: ['--password-store=gnome-libsecret'],
    env: { ...cheapGuesses, ...desktop.env },
  });
  onTestFinished(() => program.close());
  return program;
}

const box = (page: Page) => page.getByRole('checkbox', { name: /keyring/i });
const byKeyring = (page: Page) => page.getByRole('button', { name: /keyring/i });

/** Fills in the first screen with the keyring checkbox ticked. */
async function createWithKeyring(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Create workspace' }).waitFor();
  // By keyboard, since the box itself is covered by its drawing.
  await box(page).focus();
  await page.keyboard.press('Space');
  expect(await box(page).isChecked()).toBe(true);
  await enterWorkspace(page);
}

/** No passphrase was typed in this session, so the program asks for it over the form. */
async function lengthenAutoLock({ page, screenshot }: Program): Promise<void> {
  await page.getByRole('navigation').getByText('Settings').click();
  const minutes = page.getByRole('textbox', { name: 'Lock after' });
  await minutes.fill('20');
  await minutes.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Confirm it’s you' });
  const typed = dialog.getByLabel('Passphrase or recovery code');
  await typed.fill('not it');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await dialog.getByText(/doesn’t open this workspace/).waitFor();
  await screenshot(join(projectRoot, 'out/e2e/presence.png'));
  await typed.fill(PASSPHRASE);
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await dialog.waitFor({ state: 'hidden' });
  const stored = () => page.evaluate(`latchkey.call('settings:get', {})`);
  await expect.poll(stored).toMatchObject({ value: { lockAfterMinutes: 20 } });
}

describe.runIf(process.platform === 'linux')('a real keyring', () => {
  test('opens the workspace; a new one overwrites nothing, and the passphrase still works', {
    tags: ['secrets/keyring', 'secrets/keyring-changed', 'window/presence'],
  }, async () => {
    const home = temporaryDirectory();
    const mine = await startKeyring(temporaryDirectory());
    const first = await open(home, mine);
    await createWithKeyring(first.page);
    await first.chooseMenu('Lock workspace');
    await byKeyring(first.page).click();
    await first.page.getByRole('navigation').waitFor();
    await first.close();

    const again = await open(home, mine);
    await byKeyring(again.page).click();
    await again.page.getByRole('navigation').waitFor();
    await lengthenAutoLock(again);
    await again.close();

    const file = join(home, 'workspace.latchkey');
    const before = readFileSync(file);
    const stranger = await open(home, await startKeyring(temporaryDirectory()));
    await byKeyring(stranger.page).click();
    await stranger.page
      .getByRole('alert')
      .filter({ hasText: /passphrase/i })
      .waitFor();
    const answer = await stranger.page.evaluate(
      `latchkey.call('workspace:sign-in', { with: 'keyring' })`,
    );
    expect(answer).toEqual({ ok: false, error: { code: 'workspace/no-keyring' } });
    expect(readFileSync(file).equals(before)).toBe(true);
    await enterWorkspace(stranger.page, PASSPHRASE);
    await stranger.page.getByRole('navigation').waitFor();
  });
});

test.runIf(process.platform === 'linux')(
  'without one it is not offered, and says why',
  {
    tags: 'secrets/keyring-absent',
  },
  async () => {
    const program = await openProgram(inject('electron'), temporaryDirectory(), [], {
      env: { ...cheapGuesses, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' },
    });
    onTestFinished(() => program.close());
    const { page } = program;
    await page.getByRole('button', { name: 'Create workspace' }).waitFor();
    // What can't be used isn't shown.
    expect(await box(page).count()).toBe(0);
    const state = await page.evaluate(`latchkey.call('workspace:state', {})`);
    expect(state).toMatchObject({ value: { keyring: { available: false } } });
    const made = await page.evaluate(`latchkey.call('workspace:create', {
    owner: 'Ada', passphrase: '${PASSPHRASE}', insist: false, keyring: true,
  })`);
    expect(made).toMatchObject({ ok: true });
    const enabled = await page.evaluate(
      `latchkey.call('workspace:set-keyring', { enabled: true, passphrase: '${PASSPHRASE}' })`,
    );
    expect(enabled).toEqual({ ok: false, error: { code: 'workspace/no-keyring' } });
  },
);
