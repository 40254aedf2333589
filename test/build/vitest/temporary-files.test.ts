import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { placeForFiles } from '../../../build/vitest/temporary-files.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

test('files go where there is room for them, else to the usual place', () => {
  const folder = temporaryDirectory();
  expect(placeForFiles(folder, 1)).toBe(folder);
  expect(placeForFiles(folder, Number.MAX_SAFE_INTEGER)).toBe(tmpdir());
  expect(placeForFiles(join(folder, 'missing'), 1)).toBe(tmpdir());
});
