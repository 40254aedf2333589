// Prints what failed, then the closing line of .ci/run, and exits with 1 if anything failed. Many logs
// are kept by their end alone, so the failures stand there. Plain JavaScript, so that it also runs
// when `npm ci` failed and the machine has an old Node.
//   node closing-line.mjs <1 if a step failed, else 0> <vitest's JSON results>...
import { readFileSync } from 'node:fs';

const [stepFailed = '1', ...files] = process.argv.slice(2);
const results = files.map(read);
const sum = (count) => results.reduce((total, one) => total + (one ? count(one) : 0), 0);

const passed = sum((one) => one.numPassedTests);
const skipped = sum((one) => one.numPendingTests + one.numTodoTests);
// A step that failed outside any test, or a file that could not be loaded, counts as a failure too:
// a failed run never reports "0 failed".
const clean = stepFailed === '0' && results.every((one) => one?.success === true);
const failed = Math.max(
  sum((one) => one.numFailedTests),
  clean ? 0 : 1,
);

for (const one of results) for (const file of one?.testResults ?? []) printFailures(file);
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** A failed test's first lines: of the message, and where it was thrown. */
function printFailures({ name, status, message, assertionResults }) {
  const failures = assertionResults.filter((test) => test.status === 'failed');
  if (status === 'failed' && failures.length === 0) console.log(`FAILED ${name}\n${message}\n`);
  for (const { fullName, failureMessages } of failures) {
    const reason = failureMessages.join('\n').split('\n').slice(0, 20).join('\n');
    console.log(`FAILED ${name}: ${fullName}\n${reason}\n`);
  }
}
