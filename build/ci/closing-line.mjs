// Prints the closing line of .ci/run and exits with 1 if anything failed. Plain JavaScript: it must
// speak too where `npm ci` failed and the machine's own Node is old.
//   node closing-line.mjs <1 if a step failed, else 0> <vitest's JSON results>...
import { readFileSync } from 'node:fs';

const [stepFailed = '1', ...files] = process.argv.slice(2);
const results = files.map(read);
const sum = (count) => results.reduce((total, one) => total + (one ? count(one) : 0), 0);

const passed = sum((one) => one.numPassedTests);
const skipped = sum((one) => one.numPendingTests + one.numTodoTests);
// A step that failed outside any test, or a file that could not even be loaded, is a failure too:
// "0 failed" is never said of a run that failed.
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
