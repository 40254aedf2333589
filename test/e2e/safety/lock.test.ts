import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { beforeAll, describe, expect, onTestFinished } from 'vitest';
import { inPage } from '../../../build/drive/crash.ts';
import { chooseMenu } from '../../../build/drive/desktop.ts';
import { enterWorkspace, PASSPHRASE } from '../../../build/drive/enter.ts';
import { projectRoot } from '../../../build/runtime/project.ts';
import { openBeside } from '../../support/data-key.ts';
import { makePetshop } from '../../support/drive-petshop.ts';
import { fileOf, homeOf, it } from '../../support/electron-app.ts';
import { openTarget } from '../../support/target.ts';

const signIn = (page: Page) => page.getByRole('button', { name: 'Sign in' });

/** All text on the page, including its fields' values. */
function readable(page: Page): Promise<unknown> {
  return page.evaluate(`[
    document.body.innerText,
    ...Array.from(document.querySelectorAll('input, textarea'), ({ value }) => value),
  ].join('\\n')`);
}

/** Sets the idle time that the desktop reports, in seconds. */
function idleFor(electron: ElectronApplication, seconds: number): Promise<void> {
  return electron.evaluate(({ powerMonitor }, idle) => {
    powerMonitor.getSystemIdleTime = () => idle;
  }, seconds);
}

const leave = (): void => {};

describe('the workspace locks', () => {
  it('after the configured minutes without activity, not earlier', {
    tags: ['secrets/lock-idle', 'secrets/lock-page', 'secrets/lock-refuses'],
  }, async ({ shared: { page, electron } }) => {
    const { tokenId, keysId } = await makePetshop(page);
    await page.evaluate(`latchkey.call('settings:update', { lockAfterMinutes: 2 })`);
    await page.evaluate('window.old = true');
    onTestFinished(() => idleFor(electron, 0));
    await idleFor(electron, 119);
    // The program checks every five seconds: wait for one check.
    await page.waitForTimeout(6000);
    expect(await signIn(page).isVisible()).toBe(false);
    await idleFor(electron, 120);
    await signIn(page).waitFor();

    expect(await page.evaluate('window.old')).toBeUndefined();
    const answers = await page.evaluate(`Promise.all([
      latchkey.call('secret:reveal', { kind: 'access-token', id: '${tokenId}' }),
      latchkey.call('secret:copy', { kind: 'consumer-secret', id: '${keysId}' }),
      latchkey.call('token:export', { selection: { of: 'everything' }, format: 'jwt', encryption: null }),
      latchkey.call('application:list', {}),
    ])`);
    const refused = { ok: false, error: { code: 'workspace/locked' } };
    expect(answers).toEqual([refused, refused, refused, refused]);
  });

  for (const event of ['suspend', 'lock-screen'] as const) {
    it(`on ${event}`, { tags: 'secrets/lock-suspend' }, async ({ shared }) => {
      const { page, electron } = shared;
      await electron.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event);
      await signIn(page).waitFor();
      expect(await page.evaluate(`latchkey.call('application:list', {})`)).toMatchObject({
        error: { code: 'workspace/locked' },
      });
    });
  }

  it('from the menu; a half-filled form is restored after sign-in', {
    tags: ['secrets/lock-command', 'secrets/lock-page'],
  }, async ({ shared }) => {
    const { page } = shared;
    const name = page.getByRole('dialog').getByRole('textbox', { name: 'Name' });
    const open = () => page.getByRole('button', { name: 'New application' }).first().click();
    await open();
    await name.fill('Half a name');
    // Typed text is sent to the program after a pause in typing.
    await page.waitForTimeout(1000);
    expect(await readable(page)).toContain('Half a name');
    await page.evaluate('window.old = true');
    await shared.chooseMenu('Lock workspace');
    await signIn(page).waitFor();
    expect(await page.evaluate('window.old')).toBeUndefined();
    expect(await readable(page)).not.toContain('Half a name');
    await enterWorkspace(page);
    if (!(await name.isVisible())) await open();
    expect(await name.inputValue()).toBe('Half a name');
  });

  it('and keeps the import review with what was typed', {
    tags: ['secrets/lock-command', 'secrets/lock-page'],
  }, async ({ shared }) => {
    const { page } = shared;
    const review = page.getByRole('dialog', { name: 'Review import' });
    const name = review.getByRole('textbox', { name: 'Name' });
    await shared.answerOpen([join(projectRoot, 'build/samples/orders.yaml')]);
    await shared.chooseMenu('Import APIs…');
    await name.fill('Orders of Europe');
    await page.waitForTimeout(1000);
    expect(await readable(page)).toContain('Orders');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Lock workspace', exact: true }).click();
    await signIn(page).waitFor();
    expect(await readable(page)).not.toContain('Orders');
    await enterWorkspace(page);
    await page.getByRole('button', { name: 'Review', exact: true }).click();
    expect(await name.inputValue()).toBe('Orders of Europe');
    await review.getByRole('button', { name: 'Import 1 API' }).click();
    const list = page.getByRole('listbox', { name: 'APIs' });
    await list.getByRole('option', { name: 'Orders of Europe' }).waitFor();
  });
});

it('a crash leaves no core dump', {
  tags: 'secrets/core-dumps',
  skip: process.platform !== 'linux',
}, async ({ shared: { electron } }) => {
  const limits = () => readFileSync(`/proc/${electron.process().pid}/limits`, 'utf8');
  await expect.poll(limits).toMatch(/^Max core file size +0 +0 /m);
});

/**
 * What the page shows, or "hangs" if it doesn't answer. Asks from the main process: a hung page is
 * crashed on purpose, and Playwright drops crashed pages.
 */
function shown(electron: ElectronApplication): Promise<unknown> {
  return electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const text = contents?.executeJavaScript(`window.old + ' ' + document.body.innerText`);
    return Promise.race([text, new Promise((resolve) => setTimeout(resolve, 1000, 'hangs'))]);
  });
}

/** Each may replace the page by crashing it: Playwright drops it then. */
describe('the workspace locks', () => {
  let target: Awaited<ReturnType<typeof openTarget>>;
  beforeAll(async () => {
    target = await openTarget();
    return target.close;
  });

  /** Evaluates a script in the page of a workspace that is open. */
  async function inOpenPage(script: string): Promise<void> {
    const signIn = { with: 'passphrase', passphrase: PASSPHRASE };
    const signedIn = `latchkey.call('workspace:sign-in', ${JSON.stringify(signIn)})`;
    expect(await inPage(target, signedIn)).toMatchObject({ ok: true });
    await inPage(target, script);
  }

  async function isLocked(): Promise<void> {
    await expect
      .poll(() => shown(target.electron), { timeout: 60_000, interval: 1000 })
      .toMatch(/^undefined [^]*Sign in/);
  }

  it('and replaces a page that refuses to unload', { tags: 'secrets/lock-page' }, async () => {
    const { page } = target;
    // Leaves the dialog to Electron: by default Playwright would let the page unload.
    page.on('dialog', leave);
    onTestFinished(() => void page.off('dialog', leave));
    await page.evaluate(
      'window.old = true; onbeforeunload = (event) => { event.preventDefault(); return "Stay"; }',
    );
    // Chromium asks only pages that had user interaction (beforeunload).
    await page.mouse.click(5, 5);
    await chooseMenu(target.electron, 'Lock workspace');
    await isLocked();
  });

  it('from the menu, although its page hangs, and replaces it', {
    tags: ['secrets/lock-command', 'secrets/lock-page'],
  }, async () => {
    await inOpenPage(
      `window.old = true; document.body.innerText = 'a secret'; setTimeout(() => { for (;;); });`,
    );
    await chooseMenu(target.electron, 'Lock workspace');
    await isLocked();
  });

  it('despite a flood of calls', { tags: 'secrets/lock-suspend' }, async () => {
    await inOpenPage(`(() => {
      window.old = true;
      for (let call = 0; call < 400; call += 1) latchkey.call('settings:update', { keepOldToken: true });
      for (let call = 0; call < 10000; call += 1) latchkey.call('activity:list', { limit: 500 });
    })()`);
    await target.electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'));
    await isLocked();
  });
});

it('without waiting for a busy core', {
  tags: ['secrets/lock-suspend', 'secrets/lock-page'],
}, async ({ shared }) => {
  const { page, electron } = shared;
  // Another program holds the write lock: each of our writes now blocks the core until its timeout.
  const writer = await openBeside(await homeOf(shared), { file: await fileOf(shared) });
  onTestFinished(() => void writer.close());
  writer.exec('BEGIN IMMEDIATE');
  await page.evaluate(`(() => {
    window.old = true;
    for (let call = 0; call < 20; call += 1) latchkey.call('settings:update', { keepOldToken: true });
  })()`);
  await electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'));
  const isOld = () => page.evaluate('window.old').catch(() => 'away');
  await expect.poll(isOld).toBeUndefined();
  expect(
    await page.evaluate(`Promise.race([
      latchkey.call('workspace:state', {}),
      new Promise((resolve) => setTimeout(resolve, 200, 'busy')),
    ])`),
  ).toBe('busy');
  writer.exec('ROLLBACK');
  await signIn(page).waitFor();
});

it('while a search can’t be stopped, which blocks no call, lock or quit either', {
  tags: ['secrets/lock-suspend', 'secrets/lock-refuses', 'authenticity/lock'],
}, async () => {
  const endless = join(projectRoot, 'test/support/endless-search.cjs');
  const { page, electron, close } = await openTarget({}, ['-r', endless]);
  const child = electron.process();
  const { tokenId } = await makePetshop(page);
  await page.evaluate(`(() => {
    window.old = true;
    latchkey.call('activity:list', { limit: 100, search: 'petshop' }).then((found) => { window.found = JSON.stringify(found); });
  })()`);
  // Reading, writing and copying continue meanwhile.
  expect(
    await page.evaluate(`Promise.all([
      latchkey.call('application:list', {}),
      latchkey.call('settings:update', { keepOldToken: true }),
      latchkey.call('secret:copy', { kind: 'access-token', id: '${tokenId}' }),
    ]).then((answers) => [...answers.map(({ ok }) => ok), window.found])`),
  ).toEqual([true, true, true, undefined]);
  await electron.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'));
  await signIn(page).waitFor();
  expect(await page.evaluate('window.old')).toBeUndefined();
  const locked = { ok: false, error: { code: 'workspace/locked' } };
  expect(await page.evaluate(`latchkey.call('application:list', {})`)).toEqual(locked);
  expect(await page.evaluate(`latchkey.call('workspace:state', {})`)).toMatchObject({
    value: { phase: 'locked' },
  });
  // The core's thread can't be terminated, so the program kills itself.
  await close();
  expect(child.signalCode).toBe('SIGKILL');
});
