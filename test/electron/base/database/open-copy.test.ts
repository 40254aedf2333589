import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { PAGE_BYTES } from '../../../../electron/base/database/file-header.ts';
import { keepCopy } from '../../../../electron/base/database/open-copy.ts';
import {
  fileHasMarks,
  markedPages,
  readBaseRecord,
  readMarks,
  writeBaseRecord,
} from '../../../../electron/base/database/page-marks.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

/** Larger than what is copied at once. */
const PAGES = 1000;

function report(error: unknown): never {
  throw error;
}

function opened(pages: number) {
  const folder = temporaryDirectory();
  const [file, to] = [join(folder, 'file'), join(folder, 'open', 'copy')];
  writeFileSync(file, randomBytes(pages * PAGE_BYTES));
  const descriptor = openSync(file, 'r+');
  onTestFinished(() => closeSync(descriptor));
  const write = (page: number): void => {
    writeSync(descriptor, randomBytes(PAGE_BYTES), 0, PAGE_BYTES, (page - 1) * PAGE_BYTES);
  };
  return { file, to, descriptor, write };
}

test('a large file is copied between other work, or immediately if the copy is needed', async () => {
  const { file, to, descriptor, write } = opened(PAGES);
  const copy = keepCopy(descriptor, { to, pages: PAGES, report });
  expect(readFileSync(to)).toHaveLength(0);
  while (readFileSync(to).length < PAGES * PAGE_BYTES) await turn();
  expect(readFileSync(to).equals(readFileSync(file))).toBe(true);
  write(7);
  copy.update([7], PAGES);
  expect(readFileSync(to).equals(readFileSync(file))).toBe(true);
  copy.drop();
  expect(existsSync(to)).toBe(false);
  const other = keepCopy(descriptor, { to, pages: PAGES, report });
  expect(other.complete()).toBe(true);
  expect(readFileSync(to).equals(readFileSync(file))).toBe(true);
  other.leave();
  expect(existsSync(to)).toBe(true);
});

test('a file that is overwritten before its copy is complete has no copy', async () => {
  const { to, descriptor } = opened(PAGES);
  const copy = keepCopy(descriptor, { to, pages: PAGES, report });
  copy.giveUp();
  await turn();
  expect(copy.complete()).toBe(false);
  expect(existsSync(to)).toBe(false);
});

test('of a large file some pages are compared, always with those that every change writes', () => {
  const pages = 6000;
  const { file, descriptor, write } = opened(pages);
  const always = [4242, 5555, 7000];
  const numbers = markedPages(pages, always);
  expect(numbers).toEqual(expect.arrayContaining([1, 4242, 5555]));
  expect(numbers.length).toBeLessThan(1100);
  expect(markedPages(4096, [])).toHaveLength(4096);
  writeBaseRecord(file, readMarks(descriptor, pages, numbers));
  const record = readBaseRecord(file);
  if (record === null) throw new Error('There is no record');
  expect(record.pages).toBe(pages);
  expect(fileHasMarks(file, record, new Set())).toBe(true);
  write(4242);
  expect(fileHasMarks(file, record, new Set())).toBe(false);
  expect(fileHasMarks(file, record, new Set([4242]))).toBe(true);
  write(1);
  expect(fileHasMarks(file, record, new Set([4242]))).toBe(false);
});
