import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { temporaryDirectory } from '../../support/core.ts';
import { makePetshop, reveal } from '../../support/drive-petshop.ts';
import { it } from '../../support/electron-app.ts';

/** The clipboard as another program sees it; empty if there is no owner. */
function seenByOthers(): string {
  try {
    return execFileSync('xclip', ['-selection', 'clipboard', '-o'], {
      encoding: 'utf8',
      stdio: 'pipe',
      timeout: 5000,
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw error;
    return '';
  }
}

/** What a person copies in another program. */
function copyElsewhere(text: string): void {
  execFileSync('xclip', ['-selection', 'clipboard', '-i'], {
    input: text,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
}

/** Seconds until clearing, long enough that only something else can clear it. */
const LONG = 600;

async function copyASecret(page: Page, name: string, seconds = 5): Promise<string> {
  const { tokenId } = await makePetshop(page, name);
  await page.evaluate(`latchkey.call('settings:update', { clipboardSeconds: ${seconds} })`);
  const answer = await page.evaluate(
    `latchkey.call('secret:copy', { kind: 'access-token', id: '${tokenId}' })`,
  );
  expect(answer).toEqual({ ok: true, value: { clearsInSeconds: seconds, clears: true } });
  return reveal(page, 'access-token', tokenId);
}

describe.runIf(process.platform === 'linux')('a copied secret', () => {
  it('is cleared after its timeout', { tags: 'secrets/clipboard-time' }, async ({ shared }) => {
    const secret = await copyASecret(shared.page, 'Time');
    expect(seenByOthers()).toBe(secret);
    await expect.poll(seenByOthers, { timeout: 20_000, interval: 500 }).toBe('');
  });

  it('keeps what was copied since', { tags: 'secrets/clipboard-newer' }, async ({ program }) => {
    const secret = await copyASecret(program.page, 'Newer');
    expect(seenByOthers()).toBe(secret);
    copyElsewhere('a shopping list');
    await program.page.waitForTimeout(7000);
    await program.chooseMenu('Lock workspace');
    await program.page.getByRole('button', { name: 'Sign in' }).waitFor();
    await program.close();
    expect(seenByOthers()).toBe('a shopping list');
  });

  it('is cleared by a lock', { tags: 'secrets/clipboard-lock' }, async ({ shared }) => {
    const secret = await copyASecret(shared.page, 'Lock', LONG);
    expect(seenByOthers()).toBe(secret);
    await shared.page.evaluate(`latchkey.call('workspace:lock', {})`).catch(() => undefined);
    await expect.poll(() => shared.clipboardText()).toBe('');
    expect(seenByOthers()).toBe('');
  });

  // The last one: it ends the window that the others share.
  it('is cleared on quit', { tags: 'secrets/clipboard-quit' }, async ({ shared }) => {
    const secret = await copyASecret(shared.page, 'Quit', LONG);
    expect(seenByOthers()).toBe(secret);
    // X11 drops a program's clipboard when it exits, so clearing can't be observed afterwards, and
    // an answer over the debugger's connection may come too late.
    const witness = join(temporaryDirectory(), 'cleared');
    await shared.electron.evaluate(({ clipboard }, path) => {
      const { writeFileSync } = process.getBuiltinModule('node:fs');
      const clear = clipboard.clear.bind(clipboard);
      clipboard.clear = () => {
        clear();
        writeFileSync(path, 'cleared');
      };
    }, witness);
    await shared.close();
    expect(readFileSync(witness, 'utf8')).toBe('cleared');
    expect(seenByOthers()).toBe('');
  });
});
