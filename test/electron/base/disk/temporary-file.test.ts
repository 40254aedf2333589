import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { removeLeftOvers, temporaryBeside } from '../../../../electron/base/disk/temporary-file.ts';
import { openCore, temporaryDirectory } from '../../../support/core.ts';

const ended = spawnSync(process.execPath, ['--version']).pid;

/** The name that another process of this computer would give. */
const nameBy = (pid: number): string =>
  basename(temporaryBeside('/a/file')).replace(`-${process.pid}-`, `-${pid}-`);

test.each([
  [nameBy(ended), false, 'a process that has ended'],
  [`${nameBy(ended)}-journal`, false, 'SQLite for such a process'],
  [nameBy(process.ppid), true, 'a process that runs'],
  [nameBy(process.pid), true, 'this process'],
  [nameBy(ended).replace(/latchkey-.{8}/, 'latchkey-00000000'), true, 'another computer'],
  ['.latchkey-mine.txt', true, 'a person'],
])('%s, kept: %s, is by %s', (name, isKept) => {
  const folder = temporaryDirectory();
  writeFileSync(join(folder, name), 'x');
  removeLeftOvers(folder);
  expect(readdirSync(folder)).toEqual(isKept ? [name] : []);
});

test('one of an earlier process with this one’s number is removed', () => {
  const folder = temporaryDirectory();
  const path = join(folder, nameBy(process.pid));
  writeFileSync(path, 'x');
  utimesSync(path, 0, 0);
  removeLeftOvers(folder);
  expect(readdirSync(folder)).toEqual([]);
});

test('a start removes them where a killed program was writing', async () => {
  const home = temporaryDirectory();
  const elsewhere = temporaryDirectory();
  const places = [home, join(home, 'slots'), join(home, 'backups'), elsewhere];
  for (const place of places) {
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, nameBy(ended)), 'x');
  }
  writeFileSync(join(home, 'workspaces.json'), JSON.stringify({ saving: [elsewhere] }));
  await openCore(home).close();
  for (const place of places) {
    expect(readdirSync(place).filter((name) => name.startsWith('.latchkey-'))).toEqual([]);
  }
});
