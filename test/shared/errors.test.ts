import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { errorCodes } from '../../shared/errors.ts';

const root = join(import.meta.dirname, '../..');

test('every code is given by something: words for a dead one would be kept for nobody', () => {
  const sources = globSync('{electron,renderer,shared}/**/*.{ts,tsx}', { cwd: root })
    .filter((path) => path !== join('shared', 'errors.ts'))
    .map((path) => readFileSync(join(root, path), 'utf8'));
  const dead = errorCodes.filter((code) => !sources.some((source) => source.includes(`'${code}'`)));
  expect(dead).toEqual([]);
});
