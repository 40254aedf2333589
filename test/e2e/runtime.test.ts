import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, inject, it } from 'vitest';
import { launchArguments, launchEnvironment } from '../../build/runtime/launch.ts';
import { runProgram } from '../../build/runtime/run-program.ts';

const directory = await mkdtemp(join(tmpdir(), 'latchkey-window-'));
afterAll(() => rm(directory, { recursive: true, force: true }));

/** A minimal program: if it shows no window, no other program will. */
const program = `
const { app, BrowserWindow } = require('electron');
app.setPath('userData', ${JSON.stringify(join(directory, 'data'))});
app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: false });
  window.once('show', async () => {
    const width = await window.webContents.executeJavaScript('document.body.offsetWidth');
    app.exit(process.versions.electron === process.argv.at(-1) && width > 0 ? 0 : 4);
  });
  await window.loadURL('data:text/html,<p>open</p>');
  window.show();
});
`;

it('shows a window on the Electron it found', async () => {
  const electron = inject('electron');
  await writeFile(join(directory, 'package.json'), '{ "main": "main.cjs" }');
  await writeFile(join(directory, 'main.cjs'), program);
  const start = (argument: string) =>
    runProgram(electron.executable, [...launchArguments(directory), argument], {
      env: launchEnvironment(electron),
    });

  expect(await start(electron.version)).toMatchObject({ status: 0 });
  expect(await start('0.0.0')).toMatchObject({ status: 4 });
});
