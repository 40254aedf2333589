import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { TrialPin } from './pin.ts';

export const stampName = 'latchkey-verified.json';

interface Stamp {
  readonly integrity: string;
  readonly executableSha256: string;
  /** Path → size in bytes and modification time in seconds. */
  readonly files: Readonly<Record<string, readonly [number, number]>>;
}

/** Records what was verified, so that later starts needn't hash 260 MB again. */
export function writeStamp(directory: string, pin: TrialPin): void {
  writeFileSync(join(directory, stampName), JSON.stringify(stampOf(directory, pin)));
}

/**
 * Whether `directory` is still what was verified: every file present, same size, unmodified, same
 * pins, and not writable by others. Only the same user could forge this, and that user could just
 * as well change the program that checks it.
 */
export function isVerified(directory: string, pin: TrialPin): boolean {
  try {
    const { uid, mode } = statSync(directory);
    if (uid !== process.getuid?.() || (mode & 0o022) !== 0) return false;
    const stamp: unknown = JSON.parse(readFileSync(join(directory, stampName), 'utf8'));
    return isDeepStrictEqual(stamp, stampOf(directory, pin));
  } catch {
    return false;
  }
}

function stampOf(directory: string, pin: TrialPin): Stamp {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  const files = names
    .filter((name) => name !== stampName)
    .toSorted()
    .map((name) => [name, statSync(join(directory, name))] as const)
    .filter(([, found]) => found.isFile())
    .map(([name, { size, mtimeMs }]) => [name, [size, Math.floor(mtimeMs / 1000)]] as const);
  return {
    integrity: pin.integrity,
    executableSha256: pin.executableSha256,
    files: Object.fromEntries(files),
  };
}
