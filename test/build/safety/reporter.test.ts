import { expect, test } from 'vitest';
import { promises, promisesOf } from '../../../build/safety/promises.ts';
import { verdict } from '../../../build/safety/reporter.ts';

test.each([
  ['no test', [], false, 'no test covers it'],
  ['one that passed', ['passed'], true, '1 of 1 test'],
  ['several that passed', ['passed', 'passed'], true, '2 of 2 tests'],
  ['one that failed', ['passed', 'failed'], false, '1 of 2 tests'],
  ['one that was skipped', ['passed', 'skipped'], false, '1 of 2 tests'],
])('a promise with %s', (_name, states, kept, count) => {
  const { line, kept: isKept } = verdict('secrets/damage', 'words', states);
  expect(isKept).toBe(kept);
  expect(line).toMatch(kept ? /^ok / : /^NOT OK /);
  expect(line).toContain(`(${count})`);
});

test('a run reports on what it can prove', () => {
  const ofPackages = promisesOf(['package']);
  const others = promisesOf(['unit', 'e2e']);
  expect(ofPackages.every((name) => name.startsWith('package/'))).toBe(true);
  expect(others.some((name) => name.startsWith('package/'))).toBe(false);
  expect([...others, ...ofPackages].toSorted()).toEqual(Object.keys(promises).toSorted());
  expect(promisesOf(['unit', 'package'])).toHaveLength(Object.keys(promises).length);
});
