import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installedRuntime, overriddenRuntime } from '../../../build/runtime/installed-runtime.ts';
import { trialPin } from '../../../build/runtime/trial/pin.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const program =
  { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[
    process.platform as string
  ] ?? 'electron';

function distribution(directory: string, version: string, bytes = 'program'): string {
  mkdirSync(join(directory, program, '..'), { recursive: true });
  writeFileSync(join(directory, program), bytes);
  writeFileSync(join(directory, 'version'), version);
  return directory;
}

function projectWith(shipped: string, unpacked: string): string {
  const root = temporaryDirectory();
  const electron = join(root, 'node_modules/electron');
  distribution(join(electron, 'dist'), unpacked);
  writeFileSync(join(electron, 'package.json'), JSON.stringify({ version: shipped }));
  writeFileSync(join(electron, 'path.txt'), program);
  return root;
}

describe('an installed runtime', () => {
  it('is used if its version is the shipped one', () => {
    const root = projectWith('45.4.1', 'v45.4.1\n');
    expect(installedRuntime(root)).toEqual({
      executable: join(root, 'node_modules/electron/dist', program),
      version: '45.4.1',
      kind: 'installed',
    });
  });

  it('is skipped if it is another version or incompletely unpacked', () => {
    expect(installedRuntime(projectWith('45.4.1', '45.4.0'))).toBeUndefined();
    const root = projectWith('45.4.1', '45.4.1');
    rmSync(join(root, 'node_modules/electron/path.txt'));
    expect(installedRuntime(root)).toBeUndefined();
  });
});

describe('what ELECTRON_OVERRIDE_DIST_PATH names', () => {
  it('is used in any version the code supports', async () => {
    const found = await overriddenRuntime(distribution(temporaryDirectory(), '43.1.0'));
    expect(found).toMatchObject({ ok: true, value: { version: '43.1.0', kind: 'installed' } });
  });

  it('is an error if it is missing or too old, never skipped', async () => {
    const empty = temporaryDirectory();
    const none = await overriddenRuntime(empty);
    expect(none).toMatchObject({ ok: false, error: { code: 'override/unusable' } });
    expect(none.ok ? '' : none.error.message).toContain(empty);
    const old = await overriddenRuntime(distribution(temporaryDirectory(), '41.9.9'));
    expect(old).toMatchObject({ ok: false, error: { code: 'override/unusable' } });
  });

  it('stays a trial runtime', async () => {
    const executableSha256 = createHash('sha256').update('trial').digest('hex');
    const pin = { ...trialPin, executableSha256 };
    const trial = distribution(temporaryDirectory(), trialPin.version, 'trial');
    expect(await overriddenRuntime(trial, pin)).toMatchObject({ value: { kind: 'trial' } });
    const other = distribution(temporaryDirectory(), trialPin.version, 'official');
    expect(await overriddenRuntime(other, pin)).toMatchObject({ value: { kind: 'installed' } });
  });
});
