import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createCore } from '../../../../electron/core/core.ts';
import { prepareHome } from '../../../../electron/shell/home.ts';
import { temporaryDirectory } from '../../../support/core.ts';
import { createFile, openFile } from '../../../support/database-file.ts';
import { recordingShell } from '../../../support/shell.ts';

/** Disables chmod: a file must be private when created, or others could read it before chmod. */
const change = vi.hoisted(() => ({ isOff: false }));

vi.mock('node:fs', async (load) => {
  const fs = await load<typeof import('node:fs')>();
  const changeMode: typeof fs.chmodSync = (...to) =>
    change.isOff ? undefined : fs.chmodSync(...to);
  return { ...fs, chmodSync: changeMode };
});
vi.mock('electron', () => ({ app: { isPackaged: false } }));

function mode(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

/** The process's umask before the test, restored afterwards. */
let mask = 0;
beforeEach(() => {
  mask = process.umask(0);
});
afterEach(() => {
  process.umask(mask);
  change.isOff = false;
  vi.unstubAllEnvs();
});

function homeOf(path: string): string {
  vi.stubEnv('LATCHKEY_HOME', path);
  return prepareHome();
}

describe('readable by the owner only', { tags: 'secrets/modes' }, () => {
  test('is the data directory, from its creation', () => {
    change.isOff = true;
    expect(mode(homeOf(join(temporaryDirectory(), 'home')))).toBe('700');
  });

  test('is a directory that was open to others', () => {
    const home = join(temporaryDirectory(), 'home');
    mkdirSync(home, { mode: 0o755 });
    expect(mode(homeOf(home))).toBe('700');
  });

  test('is a directory that the core creates', async () => {
    const home = join(temporaryDirectory(), 'home');
    const importThread = new URL('file:///none');
    await createCore({ home, shell: recordingShell(), importThread }).close();
    expect(mode(home)).toBe('700');
  });

  test('is a workspace file and its WAL, from their creation', () => {
    change.isOff = true;
    const made = createFile();
    const { file } = made;
    expect(mode(file)).toBe('600');
    const db = openFile(made);
    onTestFinished(() => void db.close());
    expect([file, `${file}-wal`, `${file}-shm`].map(mode)).toEqual(['600', '600', '600']);
  });

  test('is a workspace file that was open to others', () => {
    const made = createFile();
    const { file } = made;
    chmodSync(file, 0o644);
    const again = openFile(made);
    onTestFinished(() => void again.close());
    expect([file, `${file}-wal`].map(mode)).toEqual(['600', '600']);
  });
});
