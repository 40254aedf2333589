import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { settled } from '../../build/drive/settled.ts';
import { projectRoot } from '../../build/runtime/project.ts';

/** What differs from run to run: moments, what is left of a token, keys, and sizes. */
const varying = [
  [/[A-Z][a-z]+day, [A-Z][a-z]+ \d+/g, '<today>'],
  [/[A-Z][a-z]{2} \d{1,2}, \d{4}(, \d{1,2}:\d{2} [AP]M)?/g, '<moment>'],
  [/\d{1,2}:\d{2} [AP]M/g, '<time>'],
  [/[0-9A-F]{4}( [0-9A-F]{4}){3}/g, '<fingerprint>'],
  [/[\w-]{4,6}…[\w-]{3,4}/g, '<key ID>'],
  [/\b[\w-]{24,}\b/g, '<key>'],
  // An hour that has begun is 59 minutes on a slow machine.
  [/\b\d+ (min|minutes|hours?|h)\b/g, '<duration>'],
  [/\d+(\.\d+)? KB/g, '<size>'],
  [/(?<='slider .*': )"\d+"/g, '<width>'],
  // Only where the official Electron couldn't be downloaded.
  [/ *- status:\n *- heading "Trial runtime".*\n *- button "Trial runtime"\n/g, ''],
] as const;

/**
 * What a screen reader reads from top to bottom, compared with the file that somebody has read and
 * found sensible: test/e2e/reading/<name>.yml.
 */
export async function expectReading(what: Locator, name: string): Promise<void> {
  await settled(what.page());
  let text = await what.ariaSnapshot();
  for (const [pattern, word] of varying) text = text.replaceAll(pattern, word);
  const file = join(projectRoot, 'test/e2e/reading', `${name}.yml`);
  await expect(`${text}\n`).toMatchFileSnapshot(file);
}
