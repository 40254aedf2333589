import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** When what a test uses is put away: after the test, unless it is shared with others. */
export type Later = (putAway: () => void | Promise<void>) => void;

/** An empty directory that is deleted after the test. */
export function temporaryDirectory(later: Later = onTestFinished): string {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-test-'));
  later(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
