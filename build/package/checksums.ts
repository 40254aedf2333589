import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashFile } from '../runtime/hash-file.ts';

const NAME = 'SHA256SUMS';
/** Electron-builder's own files next to the packages, which aren't distributed. */
const notGivenAway = /^builder-|\.(yml|yaml|blockmap)$/;

/** Writes the checksums of all packages in `directory`, for `sha256sum --check`. @returns names. */
export async function writeChecksums(directory: string): Promise<readonly string[]> {
  const names = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== NAME && !notGivenAway.test(entry.name))
    .map(({ name }) => name)
    .toSorted();
  const lines: string[] = [];
  for (const name of names) {
    lines.push(`${await hashFile(join(directory, name), 'sha256', 'hex')}  ${name}\n`);
  }
  writeFileSync(join(directory, NAME), lines.join(''));
  return names;
}
