/**
 * Tests what SAFETY promises: the process is killed or the disk fails at calls that change a file,
 * or the file is replaced, rolled back, forged or damaged. What was acknowledged must still be
 * there afterwards. Prints a line for each promise: tried, survived, lost.
 *   npm run test:faults            some cases of each
 *   npm run test:faults -- --full  each call, and the numbers of SAFETY
 *   npm run test:faults -- --only=rename
 */
import { ensureNeeds } from '../../build/runtime/install-needs.ts';
import { clockLines } from './clock.ts';
import { craftedLines } from './crafted.ts';
import { forgedLines } from './forged.ts';
import { interruptedLines } from './interrupted.ts';
import { pageLines } from './page.ts';
import { powerLines } from './power.ts';
import { replacedLines } from './replaced.ts';
import { schemaLines } from './schemas.ts';
import { setBackLines } from './set-back.ts';
import { windowLines } from './window.ts';
import { openWorkshop } from './workshop.ts';

const isFull = process.argv.includes('--full');
const only = process.argv.find((arg) => arg.startsWith('--only='))?.slice('--only='.length) ?? '';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const ready = ensureNeeds([
  { package: 'gcc', program: 'cc' },
  { package: 'libc6-dev', file: '/usr/include/stdio.h' },
]);
if (!ready.ok) {
  say(ready.error);
  process.exit(1);
}
const workshop = await openWorkshop(isFull);
let isKept = true;
try {
  if (!workshop.hasSecondDisk) say('No second file system: moving is a rename.');
  const lines = [
    interruptedLines,
    powerLines,
    replacedLines,
    setBackLines,
    forgedLines,
    craftedLines,
    schemaLines,
    pageLines,
    windowLines,
    clockLines,
  ]
    .flatMap((of) => of(workshop))
    .filter(({ fault, promise }) => promise.startsWith(only) || fault === only);
  for (const { fault, promise, run } of lines) {
    const { tried, lost, note } = await run();
    const sum = `tried ${tried}, survived ${Math.max(0, tried - lost.length)}, lost ${lost.length}`;
    say(`${fault.padEnd(8)} ${promise}: ${sum}`);
    if (note !== undefined) say(`         ${note}`);
    for (const one of lost) say(`         ${one}`);
    isKept &&= tried > 0 && lost.length === 0;
  }
  isKept &&= lines.length > 0;
} finally {
  workshop.end();
}
process.exitCode = isKept ? 0 : 1;
