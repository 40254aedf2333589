import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { expect } from 'vitest';
import { enterWorkspace } from '../../../build/drive/enter.ts';
import { makePetshop } from '../../support/drive-petshop.ts';
import { it } from '../../support/electron-app.ts';

/** Makes the core's thread exit at the next call. */
function endCore(electron: ElectronApplication): Promise<void> {
  return electron.evaluate(() => {
    const { Worker } = process.getBuiltinModule('node:worker_threads');
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function endInstead() {
      Worker.prototype.postMessage = postMessage;
      void this.terminate();
    };
  });
}

async function copySecret(page: Page, keysId: string): Promise<void> {
  const answer = page.evaluate(
    `latchkey.call('secret:copy', { kind: 'consumer-secret', id: '${keysId}' })`,
  );
  expect(await answer).toMatchObject({ ok: true });
}

it('a crash of the core’s thread locks; a second one ends the program, without a secret left', {
  tags: ['secrets/lock-page', 'secrets/clipboard-quit'],
}, async ({ fresh: { page, electron, clipboardText }, home }) => {
  await enterWorkspace(page);
  const { keysId } = await makePetshop(page);
  await copySecret(page, keysId);
  await page.evaluate('window.old = true');
  await endCore(electron);
  await page.evaluate(`void latchkey.call('application:list', {})`);
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  expect(await page.evaluate('window.old')).toBeUndefined();
  await expect.poll(clipboardText).toBe('');

  await enterWorkspace(page);
  await copySecret(page, keysId);
  // X11 drops a program's clipboard when it exits, so clearing must be observed before that.
  const witness = join(home, 'cleared');
  await electron.evaluate(({ clipboard }, path) => {
    const { writeFileSync } = process.getBuiltinModule('node:fs');
    const clear = clipboard.clear.bind(clipboard);
    clipboard.clear = () => {
      clear();
      writeFileSync(path, 'cleared');
    };
  }, witness);
  const ended = once(electron.process(), 'exit');
  await endCore(electron);
  await page.evaluate(`void latchkey.call('application:list', {})`).catch(() => undefined);
  expect((await ended)[0]).toBe(1);
  expect(readFileSync(witness, 'utf8')).toBe('cleared');
});
