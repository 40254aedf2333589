import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { recordFiles } from '../../../../build/package/record-files.ts';
import {
  checkAsarIntegrity,
  checkDeveloperTools,
  checkFiles,
  checkFuses,
} from '../../../../electron/shell/self-test/package.ts';
import type { Subject } from '../../../../electron/shell/self-test/subject.ts';
import { fuses } from '../../../../shared/fuses.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

/** A package with only what these checks read. */
function packaged(wire: string = wanted()): Subject {
  const resources = temporaryDirectory();
  mkdirSync(join(resources, 'app.asar.unpacked/lib'), { recursive: true });
  writeFileSync(join(resources, 'app.asar'), 'archive');
  writeFileSync(join(resources, 'app.asar.unpacked/lib/a.node'), 'library');
  const executable = join(resources, 'program');
  const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
  writeFileSync(executable, `${sentinel}\x01${String.fromCodePoint(wire.length)}${wire}`);
  return {
    page: () => Promise.reject(new Error('no page')),
    platform: 'linux',
    executable,
    resources,
    home: resources,
    pageProcessId: 0,
    noSandbox: null,
    developerTools: { inMenu: false, open: async () => false },
    contentSecurityPolicy: () => '',
    hash: async (path) => createHash('sha256').update(readFileSync(path)).digest('hex'),
  };
}

const wanted = (): string => fuses.map(({ on }) => (on ? '1' : '0')).join('');
const inPackage = (subject: Subject, name: string): string => join(subject.resources ?? '', name);

it('accepts an unchanged package', async () => {
  const subject = packaged();
  await recordFiles(subject.resources ?? '', 'linux');
  expect(await checkFuses(subject)).toBe(`all ${fuses.length} set correctly`);
  expect(await checkFiles(subject)).toBe('2 files unchanged since packaging');
});

it('names a fuse that is wrong, missing or unknown', async () => {
  await expect(checkFuses(packaged(`1${wanted().slice(1)}`))).rejects.toThrow('RunAsNode is on');
  await expect(checkFuses(packaged(wanted().slice(0, -1)))).rejects.toThrow(
    'WasmTrapHandlers is missing',
  );
  await expect(checkFuses(packaged(`${wanted()}0`))).rejects.toThrow('1 unknown fuse');
});

it.each(['app.asar', 'app.asar.unpacked/lib/a.node'])('names %s if it changed', async (name) => {
  const subject = packaged();
  await recordFiles(subject.resources ?? '', 'linux');
  appendFileSync(inPackage(subject, name), 'x');
  await expect(checkFiles(subject)).rejects.toThrow(`since packaging: ${name}`);
});

it('fails without a record, and with one without the archive', async () => {
  const subject = packaged();
  await expect(checkFiles(subject)).rejects.toThrow('ENOENT');
  writeFileSync(inPackage(subject, 'integrity.json'), '{}');
  await expect(checkFiles(subject)).rejects.toThrow('app.asar has no recorded hash');
});

it('reports developer tools that open, and a menu entry for them', async () => {
  const none = packaged();
  expect(await checkDeveloperTools(none)).toBe('off, and not in the menu');
  const { developerTools } = none;
  const opening = { ...developerTools, open: async () => true };
  await expect(checkDeveloperTools({ ...none, developerTools: opening })).rejects.toThrow('open');
  const listed = { ...developerTools, inMenu: true };
  await expect(checkDeveloperTools({ ...none, developerTools: listed })).rejects.toThrow('menu');
});

it('reports checks it can’t run', async () => {
  const unpackaged = { ...packaged(), resources: null };
  const notPackaged = { notHere: 'the program isn’t packaged' };
  expect(await checkFuses(unpackaged)).toEqual(notPackaged);
  expect(await checkFiles(unpackaged)).toEqual(notPackaged);
  expect(await checkDeveloperTools(unpackaged)).toEqual(notPackaged);
  expect(checkAsarIntegrity(unpackaged)).toEqual(notPackaged);
  expect(checkAsarIntegrity(packaged())).toEqual({
    notHere: expect.stringContaining('macOS and Windows only'),
  });
  expect(checkAsarIntegrity({ ...packaged(), platform: 'darwin' })).toContain('verified');
});
