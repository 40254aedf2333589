import { execFileSync } from 'node:child_process';
import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { noPolicy, type Policy, policySchema } from '../../../shared/domain/policy.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { duplicateMember } from '../files/duplicate-member.ts';

/** Where a machine's policy is, and who must own it. */
export interface PolicyPlace {
  readonly kind: 'file' | 'registry' | 'profile';
  readonly path: string;
  /** The user id that must own the file and its folder; 0 is root. */
  readonly owner: number;
}

/** Bytes: a policy has six entries. */
const LIMIT = 64 * 1024;

/**
 * The place on this system. Only an administrator can write there: below `/etc` on Linux, to the
 * registry's policies on Windows (a group policy writes them), by a configuration profile on macOS.
 */
export function policyPlace(platform: NodeJS.Platform = process.platform): PolicyPlace {
  if (platform === 'win32') {
    return { kind: 'registry', path: String.raw`HKLM\SOFTWARE\Policies\Latchkey`, owner: 0 };
  }
  if (platform === 'darwin') {
    const path = '/Library/Managed Preferences/org.latchkey.latchkey.plist';
    return { kind: 'profile', path, owner: 0 };
  }
  return { kind: 'file', path: '/etc/latchkey/policy.json', owner: 0 };
}

/**
 * The policy that a test names in `LATCHKEY_TEST_POLICY`: a file of the user who runs it. Only callers
 * that aren't a package ask for it.
 */
export function testPlace(env: Readonly<Record<string, string | undefined>>): {
  readonly policy?: PolicyPlace;
} {
  const path = env['LATCHKEY_TEST_POLICY'];
  if (path === undefined) return {};
  return { policy: { kind: 'file', path, owner: process.getuid?.() ?? 0 } };
}

export const policyPlaceSchema = z.object({
  kind: z.enum(['file', 'registry', 'profile']),
  path: z.string(),
  owner: z.number(),
});

/** Runs a program of the system; tests replace it. */
export type Run = (program: string, args: readonly string[]) => string;

const runProgram: Run = (program, args) =>
  execFileSync(program, args, {
    encoding: 'utf8',
    maxBuffer: LIMIT * 4,
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 5000,
    windowsHide: true,
  });

/** Reads the policy. Never throws: one that can't be used says why. */
export function readPolicy(place: PolicyPlace, run: Run = runProgram): Policy {
  const found = place.kind === 'registry' ? registryText(place, run) : fileText(place, run);
  if (found === null) return noPolicy;
  if (typeof found !== 'string') return { ...noPolicy, place: place.path, problem: found };
  const json = parsedJson(found);
  // Nobody can tell which of the two is meant.
  const twice = json === undefined ? null : duplicateMember(found);
  if (twice !== null)
    return { ...noPolicy, place: place.path, problem: invalid(place, twice.slice(0, 200)) };
  const parsed = policySchema.safeParse(json);
  const isUsable = parsed.success && isAbsolute(parsed.data.backupFolder ?? '/');
  if (isUsable) return { rules: parsed.data, place: place.path, problem: null };
  const reason = parsed.success ? 'backupFolder' : reasonOf(parsed.error.issues[0]);
  return { ...noPolicy, place: place.path, problem: invalid(place, reason) };
}

function reasonOf(issue: { readonly path: readonly PropertyKey[]; keys?: unknown } | undefined) {
  if (issue === undefined) return '';
  if (Array.isArray(issue.keys)) return issue.keys.map(String).join(', ').slice(0, 200);
  return issue.path.map(String).join('.');
}

const invalid = ({ path }: PolicyPlace, reason: string): AppError =>
  appError('policy/invalid', { detail: { path, reason } });

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The file's text, null if there is none, or why it isn't used. It is opened first and judged by its
 * descriptor, so that it can't be exchanged in between; a link isn't followed, and nothing waits for
 * a pipe.
 */
function fileText(place: PolicyPlace, run: Run): string | AppError | null {
  const { path, owner } = place;
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    return isMissing(error) ? null : invalid(place, codeOf(error));
  }
  try {
    const stats = fstatSync(file);
    const folder = lstatSync(dirname(path));
    const isTrusted = [stats, folder].every((one) => one.uid === owner && (one.mode & 0o022) === 0);
    if (!isTrusted) return appError('policy/not-trusted', { detail: { path } });
    if (!stats.isFile() || stats.size > LIMIT) return invalid(place, 'size');
    if (place.kind === 'profile') return profileText(path, run);
    return readFileSync(file, 'utf8');
  } catch (error) {
    return invalid(place, codeOf(error));
  } finally {
    closeSync(file);
  }
}

/** ENOTDIR: a file where the folder would be is no policy either. */
const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(codeOf(error));

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

/** A property list; Apple's own tool converts it to JSON. */
function profileText(path: string, run: Run): string {
  return run('/usr/bin/plutil', ['-convert', 'json', '-o', '-', '--', path]);
}

/**
 * The registry's value `Policy`, a text that holds the JSON. `reg.exe` prints
 * `    Policy    REG_SZ    {…}` and fails if there is none.
 */
function registryText(place: PolicyPlace, run: Run): string | AppError | null {
  const system = process.env['SystemRoot'] ?? String.raw`C:\Windows`;
  let printed: string;
  try {
    printed = run(join(system, 'System32', 'reg.exe'), ['query', place.path, '/v', 'Policy']);
  } catch (error) {
    // Exit code 1 says that the key or the value doesn't exist.
    const hasNone = error instanceof Error && 'status' in error && error.status === 1;
    return hasNone ? null : invalid(place, codeOf(error));
  }
  const [, value] = /^\s*Policy\s+REG_SZ\s+(.*?)\s*$/m.exec(printed) ?? [];
  return value ?? invalid(place, 'REG_SZ');
}
