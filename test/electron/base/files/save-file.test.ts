import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { saveFile } from '../../../../electron/base/files/save-file.ts';
import { temporaryDirectory } from '../../../support/core.ts';
import { canMount, fill, smallDisk } from '../../../support/full-disk.ts';

function mode(file: string): string {
  return (statSync(file).mode & 0o777).toString(8);
}

test('a new file has the text, is private, and leaves no temporary file', {
  tags: 'secrets/modes',
}, async () => {
  const folder = temporaryDirectory();
  const file = join(folder, 'tokens.json');
  expect(await saveFile(file, 'ключ 🔑\n')).toEqual({ ok: true, value: file });
  expect(readFileSync(file, 'utf8')).toBe('ключ 🔑\n');
  expect(mode(file)).toBe('600');
  expect(readdirSync(folder)).toEqual(['tokens.json']);
});

test('an existing file is replaced and made private', {
  tags: 'secrets/modes',
}, async () => {
  const file = join(temporaryDirectory(), 'tokens.json');
  writeFileSync(file, 'a longer text than the new one');
  chmodSync(file, 0o644);
  await saveFile(file, 'new');
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(mode(file)).toBe('600');
});

test('a symbolic link stays, and its target is replaced', async () => {
  const folder = temporaryDirectory();
  const file = join(folder, 'real.json');
  const link = join(folder, 'link.json');
  writeFileSync(file, 'old');
  symlinkSync(file, link);
  await saveFile(link, 'new');
  expect(readFileSync(file, 'utf8')).toBe('new');
  expect(readlinkSync(link)).toBe(file);
});

test('of many concurrent writes to one file, one is there, complete', {
  tags: 'secrets/exports',
}, async () => {
  const folder = temporaryDirectory();
  const file = join(folder, 'tokens.json');
  const texts = Array.from({ length: 20 }, (_, index) => String(index).repeat(50_000));
  await Promise.all(texts.map((text) => saveFile(file, text)));
  expect(texts).toContain(readFileSync(file, 'utf8'));
  expect(readdirSync(folder)).toEqual(['tokens.json']);
});

describe('a failed write is reported', () => {
  test('for a missing folder', async () => {
    const file = join(temporaryDirectory(), 'no', 'tokens.json');
    expect(await saveFile(file, 'x')).toEqual({
      ok: false,
      error: { code: 'file/unwritable', detail: { file: 'tokens.json', reason: 'ENOENT' } },
    });
  });

  test.runIf(process.platform !== 'win32')('for a pipe or a device, which stays', async () => {
    const pipe = join(temporaryDirectory(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    for (const path of [pipe, '/dev/null']) {
      expect(await saveFile(path, 'text')).toMatchObject({
        error: { code: 'file/unwritable', detail: { reason: 'not-a-file' } },
      });
      expect(statSync(path).isFile()).toBe(false);
    }
  });

  test('for a workspace, also through a link', async () => {
    const folder = temporaryDirectory();
    writeFileSync(join(folder, 'workspace.latchkey'), 'the workspace');
    symlinkSync(join(folder, 'workspace.latchkey'), join(folder, 'jwks.json'));
    for (const name of ['workspace.latchkey', 'jwks.json']) {
      expect(await saveFile(join(folder, name), 'x')).toMatchObject({
        error: { code: 'file/unwritable', detail: { file: name, reason: 'workspace' } },
      });
    }
    expect(readFileSync(join(folder, 'workspace.latchkey'), 'utf8')).toBe('the workspace');
  });

  test('for a folder in the file’s place', async () => {
    const folder = temporaryDirectory();
    mkdirSync(join(folder, 'tokens.json'));
    expect(await saveFile(join(folder, 'tokens.json'), 'x')).toMatchObject({
      error: { code: 'file/unwritable' },
    });
    expect(readdirSync(folder)).toEqual(['tokens.json']);
  });

  // Not even root can create a file there.
  test.runIf(process.platform === 'linux')('no permission', async () => {
    expect(await saveFile('/sys/kernel/tokens.json', 'x')).toMatchObject({
      error: { code: 'file/unwritable', detail: { reason: 'EACCES' } },
    });
  });
});

describe.runIf(canMount)('a full disk', { tags: 'secrets/exports' }, () => {
  const MEGABYTE = 1024 * 1024;

  test('on a full disk', async () => {
    const disk = smallDisk(MEGABYTE);
    const file = join(disk, 'tokens.json');
    writeFileSync(file, 'the old tokens');
    fill(disk, MEGABYTE - 4096);
    expect(await saveFile(file, 'x'.repeat(10_000))).toEqual({
      ok: false,
      error: { code: 'file/disk-full', detail: { file: 'tokens.json', reason: 'ENOSPC' } },
    });
    expect(readFileSync(file, 'utf8')).toBe('the old tokens');
  });

  test('on a nearly full disk: the old file stays complete, without a partial one', async () => {
    const disk = smallDisk(MEGABYTE);
    const file = join(disk, 'tokens.json');
    writeFileSync(file, 'the old tokens');
    fill(disk, 700_000);
    expect(await saveFile(file, 'x'.repeat(500_000))).toMatchObject({
      error: { code: 'file/disk-full' },
    });
    expect(readFileSync(file, 'utf8')).toBe('the old tokens');
    expect(readdirSync(disk).toSorted((one, other) => one.localeCompare(other))).toEqual([
      'filler',
      'tokens.json',
    ]);
  });
});
