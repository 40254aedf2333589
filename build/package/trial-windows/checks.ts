import { join } from 'node:path';
import { checkFiles, checkFuses } from '../../../electron/shell/self-test/package.ts';
import type { Answer } from '../../../electron/shell/self-test/subject.ts';
import { hashFile } from '../../runtime/hash-file.ts';
import { reasonOf } from '../../runtime/runtime.ts';
import { checkArchive, checkIntegrity } from './archive.ts';
import { checkProcessor, checkStructure, checkZip } from './structure.ts';

export interface TrialZip {
  readonly zip: string;
  /** What was zipped: electron-builder’s `win-unpacked`. */
  readonly directory: string;
  /** Directory of the runtime that it was made from. */
  readonly runtime: string;
}

const hash = (path: string) => hashFile(path, 'sha256', 'hex');

export interface Report {
  readonly lines: readonly string[];
  readonly passed: boolean;
}

/**
 * Checks what can be checked without Windows, where the package can’t run its own self-test: its
 * files, the bytes of its program, and what the self-test would read from them.
 *
 * @returns one line per check.
 */
export async function checkTrialZip({ zip, directory, runtime }: TrialZip): Promise<Report> {
  const resources = join(directory, 'resources');
  const executable = join(directory, 'latchkey.exe');
  return report([
    ['zip', () => checkZip(zip, directory)],
    ['structure', () => checkStructure(directory, runtime)],
    ['archive', () => checkArchive(resources)],
    ['processor', () => checkProcessor(directory)],
    [
      'fuses, as the self-test reads them',
      () => checkFuses({ resources, platform: 'win32', executable }),
    ],
    ['asar integrity', () => checkIntegrity(executable, resources)],
    ['files', () => checkFiles({ resources, hash })],
  ]);
}

type Check = readonly [name: string, run: () => Answer | Promise<Answer>];

/** Runs every check, also after one failed. What can’t be checked counts as failed. */
export async function report(checks: readonly Check[]): Promise<Report> {
  const lines: string[] = [];
  let passed = true;
  for (const [name, run] of checks) {
    try {
      const answer = await run();
      if (typeof answer !== 'string') throw new Error(answer.notHere);
      lines.push(`ok   ${name}: ${answer}`);
    } catch (error) {
      passed = false;
      lines.push(`FAIL ${name}: ${reasonOf(error)}`);
    }
  }
  return { lines, passed };
}
