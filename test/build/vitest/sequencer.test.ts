import { expect, test } from 'vitest';
import { together } from '../../../build/vitest/sequencer.ts';

test('a project’s files follow each other, in their order, the longest first', () => {
  const files = ['unit 1', 'e2e 1', 'unit long', 'screens 1', 'more 1', 'e2e 2', 'unit 2'];
  const sorted = together(
    files,
    (file) => file.split(' ')[0] ?? '',
    (file) => file.endsWith('long'),
  );
  expect(sorted).toEqual([
    'e2e 1',
    'e2e 2',
    'screens 1',
    'unit long',
    'unit 1',
    'unit 2',
    'more 1',
  ]);
  expect(together([], String, () => true)).toEqual([]);
});
