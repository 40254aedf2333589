import { chmodSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../../../shared/result.ts';
import { hashFile } from '../hash-file.ts';
import { cacheDirectory } from '../project.ts';
import { runProgram } from '../run-program.ts';
import { type Runtime, type RuntimeProblem, reasonOf } from '../runtime.ts';
import { packTrialRuntime } from './npm-pack.ts';
import { type TrialPin, trialPin } from './pin.ts';
import { isVerified, writeStamp } from './stamp.ts';

export interface TrialOptions {
  readonly pin?: TrialPin;
  readonly cache?: string;
  /** Puts the tarball into the directory and returns its path. */
  readonly fetch?: (pin: TrialPin, directory: string) => Promise<Result<string, RuntimeProblem>>;
}

/** Only Linux x64 has a trial runtime that may run. */
export const trialIsPossible = process.platform === 'linux' && process.arch === 'x64';

/** The trial runtime that an earlier start verified, if it is unchanged. */
export function cachedTrialRuntime(options: TrialOptions = {}): Runtime | undefined {
  const { pin = trialPin, cache = cacheDirectory() } = options;
  const directory = homeOf(pin, cache);
  return isVerified(directory, pin) ? runtimeIn(directory, pin) : undefined;
}

/**
 * Fetches, verifies and unpacks the trial runtime. Both hashes are checked before any of it runs;
 * a mismatch leaves nothing behind. It is assembled next to its destination and renamed into place,
 * so that concurrent runs are safe and a killed one leaves nothing half-made.
 */
export async function fetchTrialRuntime(
  options: TrialOptions = {},
): Promise<Result<Runtime, RuntimeProblem>> {
  const { pin = trialPin, cache = cacheDirectory(), fetch = packTrialRuntime } = options;
  try {
    mkdirSync(cache, { recursive: true, mode: 0o700 });
    removeAbandoned(cache);
    const work = mkdtempSync(join(cache, `${workPrefix}${process.pid}-`));
    try {
      const tarball = await fetch(pin, work);
      if (!tarball.ok) return tarball;
      const unpacked = await verifyAndUnpack(pin, tarball.value, join(work, 'unpacked'));
      if (!unpacked.ok) return unpacked;
      putIntoPlace(unpacked.value, homeOf(pin, cache), work, pin);
      return ok(runtimeIn(homeOf(pin, cache), pin));
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  } catch (error) {
    return err({
      code: 'trial/unusable',
      message: `Couldn't set up the trial runtime in ${cache}: ${reasonOf(error)}. To use another folder, set LATCHKEY_CACHE_DIR.`,
    });
  }
}

async function verifyAndUnpack(
  pin: TrialPin,
  tarball: string,
  target: string,
): Promise<Result<string, RuntimeProblem>> {
  const integrity = `sha512-${await hashFile(tarball, 'sha512', 'base64')}`;
  if (integrity !== pin.integrity) {
    return err(refusal('trial/tarball-hash', pin, 'The tarball', integrity, pin.integrity));
  }
  mkdirSync(target);
  const tar = await runProgram('tar', [
    '--extract',
    '--gzip',
    `--file=${tarball}`,
    `--directory=${target}`,
    '--strip-components=2',
    '--no-same-owner',
    '--no-same-permissions',
    'package/bin',
  ]);
  if (tar.status !== 0) throw new Error(`tar: ${tar.stderr.trim()}`);

  const program = join(target, pin.program);
  const sha256 = await hashFile(program, 'sha256', 'hex');
  if (sha256 !== pin.executableSha256) {
    return err(
      refusal('trial/executable-hash', pin, 'Its main program', sha256, pin.executableSha256),
    );
  }
  // npm stores every file without execute permission.
  for (const name of [pin.program, ...pin.helpers]) chmodSync(join(target, name), 0o755);
  chmodSync(target, 0o700);
  writeStamp(target, pin);
  return ok(target);
}

function refusal(
  code: 'trial/tarball-hash' | 'trial/executable-hash',
  pin: TrialPin,
  what: string,
  found: string,
  expected: string,
): RuntimeProblem {
  return {
    code,
    message: `The trial runtime (${pin.package}@${pin.version}) was refused and not run. ${what} has the hash\n  ${found}, expected\n  ${expected}.`,
  };
}

/** Another process may be doing the same: then its result is as good as ours. */
function putIntoPlace(made: string, place: string, work: string, pin: TrialPin): void {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    // Fails without changes if the destination exists.
    if (renamed(made, place) || isVerified(place, pin)) return;
    // It is damaged or has other pins: move it into the work folder, which is deleted.
    renamed(place, join(work, `replaced-${attempt}`));
  }
  throw new Error(`${place} keeps changing`);
}

function renamed(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOENT') return false;
    throw error;
  }
}

const workPrefix = 'partial-';

/** A killed process leaves up to 600 MB behind: the next one deletes them. */
function removeAbandoned(cache: string): void {
  for (const name of readdirSync(cache)) {
    const pid = name.startsWith(workPrefix)
      ? Number.parseInt(name.slice(workPrefix.length), 10)
      : 0;
    if (pid > 0 && !isAlive(pid)) rmSync(join(cache, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function homeOf(pin: TrialPin, cache: string): string {
  return join(cache, `${pin.package}-${pin.version}`);
}

function runtimeIn(directory: string, pin: TrialPin): Runtime {
  return { executable: join(directory, pin.program), version: pin.version, kind: 'trial' };
}
