import { chmodSync, cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { enterWorkspace, PASSPHRASE } from '../../build/drive/enter.ts';
import { projectRoot } from '../../build/runtime/project.ts';
import { connect } from '../../electron/base/database/connect.ts';
import { PAGE_BYTES } from '../../electron/base/database/file-header.ts';
import { holdFile } from '../../electron/base/database/hold.ts';
import { dataKeyOf } from '../support/data-key.ts';
import { it, layOutWorkspace } from '../support/electron-app.ts';

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

const text = (page: Page, words: string | RegExp) => page.getByText(words).first().waitFor();

describe('what stands before a workspace in trouble', () => {
  it('is said in words that calm, with a way on, in the real window', async ({
    home,
    openLocked,
  }) => {
    await layOutWorkspace(home);
    const standard = join(home, 'workspace.latchkey');
    const file = (name: string): string => join(home, `${name}.latchkey`);
    for (const name of ['damaged', 'read-only', 'held', 'newer']) cpSync(standard, file(name));
    writeFileSync(file('foreign'), 'Dear diary');
    writeFileSync(file('empty'), '');
    const bytes = readFileSync(file('damaged'));
    for (const page of [1, 3, 4, 5, 6, 7]) {
      bytes.writeUInt8(bytes.readUInt8(page * PAGE_BYTES - 50) ^ 1, page * PAGE_BYTES - 50);
    }
    writeFileSync(file('damaged'), bytes);
    const db = connect(file('newer'), await dataKeyOf(home, file('newer')));
    db.pragma('user_version = 999');
    db.close();
    chmodSync(file('read-only'), 0o400);
    const names = [
      'missing',
      'empty',
      'foreign',
      'damaged',
      'newer',
      'held',
      'read-only',
      'workspace',
    ];
    const recent = names.map((name) => ({ file: file(name), openedAt: Date.UTC(2026, 10, 20) }));
    writeFileSync(
      join(home, 'workspaces.json'),
      JSON.stringify({ current: file('missing'), recent }),
    );

    const program = await openLocked();
    const { page } = program;
    const shoot = (name: string) => program.screenshot(join(pictures, `${name}.png`));

    await text(page, 'Can’t find missing');
    await shoot('missing');
    await goTo(page, file('empty'));
    await text(page, 'empty is empty');
    await shoot('empty');
    await goTo(page, file('foreign'));
    await text(page, /text file, not a Latchkey workspace/);
    await shoot('foreign');

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

    await goTo(page, standard);
    await page.getByRole('heading', { name: 'Sign in to workspace' }).waitFor();
    await enterWorkspace(page);
    await page.getByRole('button', { name: 'Got it' }).click();
    cpSync(file('damaged'), standard);
    await page.evaluate(
      `latchkey.call('application:create', { name: 'Late', description: '', perTokenQuota: 'Unlimited' })`,
    );
    await text(page, /Another (program changed the file|file is in its place)/);
    await shoot('replaced');
  });
});
