import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { holdFile } from '../../../electron/base/database/hold.ts';
import { diagnose } from '../../../electron/core/diagnosis.ts';
import type { DiagnosisFinding as Finding } from '../../../shared/domain/diagnosis.ts';
import { startCommandLine, startShop } from '../../support/command-line.ts';
import { startCore } from '../../support/core.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const stateOf = (found: readonly Finding[], step: Finding['step']) =>
  found.find((one) => one.step === step)?.state;

describe('diagnose', () => {
  test('looks in order, needs no passphrase, and is whole for a sound workspace', async () => {
    const line = await startShop();
    // Files have the true time.
    line.clock.now = Date.now();
    const ran = await line.runWith({}, 'diagnose', '--json');
    expect([ran.exitCode, ran.stderr]).toEqual([0, '']);
    const { ok, steps } = JSON.parse(ran.stdout) as { ok: boolean; steps: Finding[] };
    expect(ok).toBe(true);
    expect(steps.map(({ step }) => step)).toEqual([
      'program',
      'engine',
      'folder',
      'space',
      'workspace',
      'keys',
      'inUse',
      'clock',
      'backups',
    ]);
    expect(steps.map(({ state }) => state)).not.toContain('fail');
    expect(steps[1]?.text).toContain('SQLite3 Multiple Ciphers');
  });

  test('says nothing of what is in the workspace, nor whose home it is in', async () => {
    const line = await startShop();
    await line.json('keys', 'generate', 'Shop');
    const { stdout } = await line.runWith({}, 'diagnose');
    for (const word of ['Shop', 'Ada', 'Petshop', 'eyJ']) expect(stdout).not.toContain(word);
    const home = join(homedir(), 'Latchkey of Ada');
    const told = diagnose({ home, version: '1', now: 0, isOpenHere: false })
      .map(({ text }) => text)
      .join('\n');
    expect(told).not.toContain(homedir());
  });

  test('finds a folder that others can read, and a file that is no workspace', async () => {
    const home = temporaryDirectory();
    chmodSync(home, 0o755);
    writeFileSync(join(home, 'workspace.latchkey'), 'SQLite format 3');
    const found = diagnose({ home, version: '1', now: Date.now(), isOpenHere: false });
    expect(stateOf(found, 'folder')).toBe('fail');
    expect(stateOf(found, 'workspace')).toBe('fail');
    expect(stateOf(found, 'keys')).toBe('note');
    const line = await startCommandLine({ fresh: true });
    const ran = await line.runWith({ home }, 'diagnose');
    expect(ran.exitCode).toBe(1);
    expect(ran.stdout).toContain('FAIL ');
  });

  test('finds a clock that is behind, and another program', async () => {
    const line = await startShop();
    const file = join(line.home, 'workspace.latchkey');
    const held = holdFile(file);
    const later = new Date(line.clock.now + 3 * 24 * 3600 * 1000);
    utimesSync(file, later, later);
    const found = diagnose({
      home: line.home,
      version: '1',
      now: line.clock.now,
      isOpenHere: false,
    });
    if (held.ok) held.value.release();
    expect(stateOf(found, 'clock')).toBe('fail');
    expect(stateOf(found, 'inUse')).toBe('note');
  });

  test('a missing workspace is no fault', async () => {
    const home = join(temporaryDirectory(), 'none');
    const found = diagnose({ home, version: '1', now: Date.now(), isOpenHere: false });
    expect(found.map(({ state }) => state)).not.toContain('fail');
    mkdirSync(home, { mode: 0o700 });
    renameSync(home, `${home}-gone`);
  });
});

describe('in the window', () => {
  test('it looks at an open workspace without touching its file, and saves the same as text', async () => {
    const { give, shell, home } = await startCore();
    await give('application:create', {
      name: 'Zebra',
      description: '',
      perTokenQuota: 'Unlimited',
    });
    const found = await give('rescue:diagnose', {});
    expect(stateOf(found, 'workspace')).toBe('ok');
    expect(found.find(({ step }) => step === 'inUse')?.text).toBe('open in this window');
    const path = join(home, 'report.txt');
    shell.saveTo = { path };
    expect(await give('rescue:save-diagnosis', {})).toEqual({ path });
    const saved = readFileSync(path, 'utf8');
    expect(saved).toMatch(/^ok {3}Program: Latchkey /);
    expect(saved).not.toContain('Zebra');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    // The lock is still ours: closing a second handle of the file would have dropped it.
    await give('application:create', { name: 'Yak', description: '', perTokenQuota: 'Unlimited' });
  });

  test('it works before sign-in', async () => {
    const { give } = await startCore({ entered: false });
    const found = await give('rescue:diagnose', {});
    expect(found.find(({ step }) => step === 'inUse')?.text).toContain('no other program');
  });
});
