import { expect, test } from 'vitest';
import { spread } from '../../../build/vitest/sequencer.ts';

test('two lists of different length are interleaved evenly, each in its order', () => {
  expect(spread(['A', 'B'], ['1', '2', '3', '4'])).toEqual(['A', '1', '2', 'B', '3', '4']);
  expect(spread([], ['1', '2'])).toEqual(['1', '2']);
  expect(spread(['A'], [])).toEqual(['A']);
});
