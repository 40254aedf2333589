import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../../build/runtime/project.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const results = {
  success: true,
  numPassedTests: 812,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
};

function closingLine(content: object | undefined, stepFailed: '0' | '1', ...more: object[]) {
  const directory = temporaryDirectory();
  const files = [content, ...more].map((one, index) => {
    const file = join(directory, `${index}.json`);
    if (one) writeFileSync(file, JSON.stringify(one));
    return file;
  });
  const script = join(projectRoot, 'build/ci/closing-line.mjs');
  const { status, stdout } = spawnSync(process.execPath, [script, stepFailed, ...files], {
    encoding: 'utf8',
  });
  return { status, stdout };
}

it('sums the results', () => {
  expect(closingLine(results, '0')).toEqual({ status: 0, stdout: '812 passed, 0 failed\n' });
  expect(closingLine({ ...results, numPendingTests: 3, numTodoTests: 1 }, '0')).toEqual({
    status: 0,
    stdout: '812 passed, 0 failed, 4 skipped\n',
  });
});

it('sums several runs, and fails with each of them', () => {
  const other = { ...results, numPassedTests: 16, numPendingTests: 2 };
  expect(closingLine(results, '0', other)).toEqual({
    status: 0,
    stdout: '828 passed, 0 failed, 2 skipped\n',
  });
  expect(closingLine(results, '0', { ...other, success: false, numFailedTests: 3 })).toEqual({
    status: 1,
    stdout: '828 passed, 3 failed, 2 skipped\n',
  });
});

it('fails with the tests', () => {
  const failing = { ...results, success: false, numPassedTests: 800, numFailedTests: 12 };
  expect(closingLine(failing, '1')).toEqual({ status: 1, stdout: '800 passed, 12 failed\n' });
});

const file = (name: string, more: object) => ({ name, status: 'failed', message: '', ...more });

it('says last which tests failed, and why', () => {
  const failing = {
    ...results,
    success: false,
    numFailedTests: 1,
    testResults: [
      file('one.test.ts', {
        assertionResults: [
          { status: 'passed', fullName: 'holds', failureMessages: [] },
          { status: 'failed', fullName: 'counts', failureMessages: ['expected 1 to be 2'] },
        ],
      }),
      file('two.test.ts', { message: 'Cannot find module', assertionResults: [] }),
    ],
  };
  const lines = [
    'FAILED one.test.ts: counts',
    'expected 1 to be 2',
    '',
    'FAILED two.test.ts',
    'Cannot find module',
    '',
    '812 passed, 1 failed',
    '',
  ];
  expect(closingLine(failing, '1')).toEqual({ status: 1, stdout: lines.join('\n') });
});

it('never prints "0 failed" for a run that failed', () => {
  const failed = { status: 1, stdout: '812 passed, 1 failed\n' };
  expect(closingLine(results, '1')).toEqual(failed);
  // A test file that could not be loaded has no failed test.
  expect(closingLine({ ...results, success: false }, '0')).toEqual(failed);
  // Format, types or lint failed: the tests never ran.
  expect(closingLine(undefined, '1')).toEqual({ status: 1, stdout: '0 passed, 1 failed\n' });
  expect(closingLine(undefined, '0')).toEqual({ status: 1, stdout: '0 passed, 1 failed\n' });
});
