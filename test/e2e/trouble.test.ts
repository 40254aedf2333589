import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { enterWorkspace, PASSPHRASE } from '../../build/drive/enter.ts';
import { projectRoot } from '../../build/runtime/project.ts';
import { connect } from '../../electron/base/database/connect.ts';
import { PAGE_BYTES } from '../../electron/base/database/file-header.ts';
import { holdFile } from '../../electron/base/database/hold.ts';
import { temporaryBeside } from '../../electron/base/disk/temporary-file.ts';
import { screenFaults } from '../support/axe.ts';
import { openCore, temporaryDirectory } from '../support/core.ts';
import { dataKeyOf } from '../support/data-key.ts';
import { it, layOutWorkspace } from '../support/electron-app.ts';
import { canMount, fillUp, smallDisk } from '../support/full-disk.ts';

const pictures = join(projectRoot, 'out/trouble');

/** Switches to a recent workspace, as the menu does. This replaces the calling page. */
async function goTo(page: Page, file: string): Promise<void> {
  await page.evaluate(`void latchkey.call('workspace:switch', { file: ${JSON.stringify(file)} })`);
}

/** Tries to sign in where that is refused, once the workspace with this name is in front. */
async function trySignIn(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { name: `Sign in to ${name}` }).waitFor();
  await page.getByRole('textbox', { name: 'Passphrase', exact: true }).fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const create = (name: string): string =>
  `latchkey.call('application:create', ${JSON.stringify({ name, description: '', perTokenQuota: 'Unlimited' })})`;

/** A copy in which somebody has worked on another computer. */
async function diverge(from: string, to: string): Promise<void> {
  const home = temporaryDirectory();
  cpSync(from, join(home, 'workspace.latchkey'));
  const core = openCore(home);
  await core.call('workspace:sign-in', { with: 'passphrase', passphrase: PASSPHRASE });
  for (const name of ['Shop', 'Till']) {
    await core.call('application:create', { name, description: '', perTokenQuota: 'Unlimited' });
  }
  await core.close();
  cpSync(join(home, 'workspace.latchkey'), to);
}

const text = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();

describe('what stands before a workspace in trouble', () => {
  it('is said in words that calm, with a way on, in the real window', async ({
    home,
    openLocked,
  }) => {
    await layOutWorkspace(home);
    const standard = join(home, 'workspace.latchkey');
    const file = (name: string): string => join(home, `${name}.latchkey`);
    for (const name of ['damaged', 'read-only', 'held', 'newer', 'start'])
      cpSync(standard, file(name));
    writeFileSync(file('foreign'), 'Dear diary');
    writeFileSync(file('empty'), '');
    await diverge(standard, file('diverged'));
    const bytes = readFileSync(file('damaged'));
    for (const page of [1, 3, 4, 5, 6, 7]) {
      bytes.writeUInt8(bytes.readUInt8(page * PAGE_BYTES - 50) ^ 1, page * PAGE_BYTES - 50);
    }
    writeFileSync(file('damaged'), bytes);
    // One bit of its id.
    const start = readFileSync(file('start'));
    start.writeUInt8(start.readUInt8(12) ^ 1, 12);
    writeFileSync(file('start'), start);
    const db = connect(file('newer'), await dataKeyOf(home, file('newer')));
    db.pragma('user_version = 999');
    db.close();
    chmodSync(file('read-only'), 0o400);
    const names = [
      'missing',
      'empty',
      'foreign',
      'damaged',
      'start',
      'newer',
      'held',
      'read-only',
      'workspace',
    ];
    const disk = canMount ? smallDisk(8 * 2 ** 20) : home;
    const full = join(disk, 'full.latchkey');
    const openedAt = Date.UTC(2026, 10, 20);
    const recent = [...names.map(file), full].map((one) => ({ file: one, openedAt }));
    writeFileSync(
      join(home, 'workspaces.json'),
      JSON.stringify({ current: file('missing'), recent }),
    );

    const program = await openLocked();
    const { page } = program;
    const found: unknown[] = [];
    const shoot = async (name: string): Promise<void> => {
      await program.screenshot(join(pictures, `${name}.png`));
      const faults = await screenFaults(page);
      if (faults.length > 0) found.push({ name, faults });
    };

    await text(page, 'Can’t find missing');
    await shoot('missing');
    await goTo(page, file('empty'));
    await text(page, 'empty is empty');
    await shoot('empty');
    await goTo(page, file('foreign'));
    await text(page, /text file, not a Latchkey workspace/);
    await shoot('foreign');

    await goTo(page, file('start'));
    await text(page, 'The keys of start are missing');
    await page.getByRole('button', { name: 'Salvage…' }).waitFor();
    await shoot('keys-missing');

    await goTo(page, file('newer'));
    await trySignIn(page, 'newer');
    await text(page, /newer version of Latchkey/);
    await shoot('newer');

    const held = holdFile(file('held'));
    await goTo(page, file('held'));
    await trySignIn(page, 'held');
    await text(page, /Another program is using/);
    await shoot('held');
    if (held.ok) held.value.release();

    await goTo(page, file('damaged'));
    await trySignIn(page, 'damaged');
    await text(page, 'damaged is damaged');
    await shoot('damaged');
    await page.getByRole('button', { name: 'Salvage…' }).click();
    await program.answerSave(join(home, 'salvaged.latchkey'));
    await page.getByRole('textbox', { name: 'Passphrase or recovery code' }).fill(PASSPHRASE);
    await page.getByRole('button', { name: 'Choose location…' }).click();
    await text(page, 'Workspace salvaged');
    await shoot('salvaged');
    await page.getByRole('button', { name: 'Open salvaged workspace' }).click();
    await page.getByRole('heading', { name: 'Sign in to salvaged' }).waitFor();
    await enterWorkspace(page);

    await goTo(page, file('read-only'));
    await page.getByRole('heading', { name: 'Sign in to read-only' }).waitFor();
    await enterWorkspace(page);
    // The salvaged file is newer.
    await text(page, 'Latchkey won’t sign from this file');
    await shoot('old-copy');
    await page.getByRole('button', { name: 'Got it' }).click();
    await page.getByRole('button', { name: 'Read-only' }).click();
    await text(page, 'The workspace file is write-protected.');
    await shoot('read-only');
    expect(readFileSync(file('read-only')).equals(readFileSync(standard))).toBe(true);

    if (canMount) {
      cpSync(file('salvaged'), full);
      await goTo(page, full);
      await page.getByRole('heading', { name: 'Sign in to full' }).waitFor();
      await enterWorkspace(page);
      await program.chooseMenu('Lock workspace');
      await page.getByRole('heading', { name: 'Sign in to full' }).waitFor();
      fillUp(disk);
      await enterWorkspace(page);
      await page.getByRole('button', { name: 'Disk full' }).click();
      await text(page, 'Everything you saved is safe');
      await shoot('full-disk');
    }

    await goTo(page, standard);
    await page.getByRole('heading', { name: 'Sign in to workspace' }).waitFor();
    await enterWorkspace(page);
    await page.getByRole('button', { name: 'Got it' }).click();

    await page.getByRole('navigation').getByText('Settings').click();
    await page.getByRole('button', { name: 'Merge a copy…' }).click();
    await shoot('merge');
    await program.answerOpen([file('diverged')]);
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Choose the copy…' }).click();
    await dialog.getByLabel('Passphrase or recovery code of the copy').fill(PASSPHRASE);
    await dialog.getByRole('button', { name: 'Show changes' }).click();
    await dialog.getByText('2 added').waitFor();
    await shoot('merge-preview');
    await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
    await text(page, 'Workspace merged');
    await shoot('merged');

    cpSync(file('damaged'), standard);
    await page.evaluate(create('Late'));
    await text(page, /Another (program changed the file|file is in its place)/);
    await shoot('replaced');
    expect(found).toEqual([]);
  });

  it('after a creation that was interrupted, it is offered again', async ({ home, openLocked }) => {
    // What a kill leaves: the key slots are written first, and the file isn't complete.
    await layOutWorkspace(home);
    const ended = spawnSync(process.execPath, ['--version']).pid;
    const whole = join(home, 'workspace.latchkey');
    const name = basename(temporaryBeside(whole)).replace(`-${process.pid}-`, `-${ended}-`);
    mkdirSync(join(home, 'slots'));
    writeFileSync(join(home, 'slots', '00'.repeat(8)), 'LKEYSLOT');
    renameSync(whole, join(home, name));
    truncateSync(join(home, name), 3 * PAGE_BYTES);

    const program = await openLocked();
    await program.page.getByRole('heading', { name: 'Create your workspace' }).waitFor();
    await program.screenshot(join(pictures, 'interrupted-creation.png'));
    expect(readdirSync(home)).not.toContain(name);
  });
});
