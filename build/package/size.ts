import { lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const MB = 1_000_000;
/** Maximum sizes of a package, in bytes. */
export const limits = { asar: 8 * MB, added: 12 * MB } as const;

export interface Sizes {
  /** Size of app.asar, in bytes. */
  readonly asar: number;
  /** Size of the installed program minus Electron itself, in bytes. */
  readonly added: number;
}

/** Measures an unpacked package, compared with the Electron it was built from. */
export function measure(unpacked: string, resources: string, electron: string): Sizes {
  return {
    asar: statSync(join(resources, 'app.asar')).size,
    added: sizeOf(unpacked) - sizeOf(electron),
  };
}

/** Total size of all files in a directory, without following links. */
export function sizeOf(directory: string): number {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => lstatSync(join(directory, name)))
    .filter((found) => found.isFile())
    .reduce((sum, { size }) => sum + size, 0);
}

/** For the terminal: each size, its limit, and whether all are within their limits. */
export function sizeReport({ asar, added }: Sizes): {
  readonly lines: readonly string[];
  readonly fits: boolean;
} {
  return {
    lines: [
      line('app.asar', asar, limits.asar),
      line('installed, beyond Electron', added, limits.added),
    ],
    fits: asar <= limits.asar && added <= limits.added,
  };
}

function line(what: string, size: number, limit: number): string {
  const verdict = size <= limit ? 'ok  ' : 'FAIL';
  return `${verdict} ${what}: ${(size / MB).toFixed(2)} MB of ${limit / MB} MB`;
}
