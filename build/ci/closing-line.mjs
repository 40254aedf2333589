// Prints the closing line of .ci/run and exits with 1 if anything failed. Plain JavaScript, so that
// it also runs when `npm ci` failed and the machine has an old Node.
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

console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
