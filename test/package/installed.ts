import { spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly timeoutMs?: number;
}

export const isRoot = process.getuid?.() === 0;
/** The uid of Debian's nobody: Chromium's sandbox refuses to run as root. */
const NOBODY = 65_534;

/** Runs a program to its end and captures its output. */
export function run(
  program: string,
  args: readonly string[] = [],
  { env = {}, cwd, timeoutMs = 60_000 }: RunOptions = {},
): Promise<Outcome> {
  const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
  const child = spawn(program, args, {
    cwd,
    env: { ...process.env, ...env },
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.on('error', reject);
  child.on('close', (status) => resolve({ status, stdout, stderr }));
  return promise;
}

/** Runs it as a regular user, not root, with a home directory of their own. */
export function runAsPerson(
  home: string,
  program: string,
  args: readonly string[] = [],
  options: RunOptions = {},
): Promise<Outcome> {
  const env = { ...options.env, HOME: home, XDG_DATA_HOME: '', XDG_CONFIG_HOME: '', TMPDIR: home };
  if (!isRoot) return run(program, args, { ...options, env });
  const person = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
  return run('setpriv', [...person, program, ...args], { ...options, env });
}

/** Starts it like a click in the menu. It keeps running, so it must not hold our pipes open. */
export async function launchFromMenu(home: string): Promise<void> {
  const { status } = await runAsPerson(home, 'sh', ['-c', 'gtk-launch latchkey >/dev/null 2>&1']);
  if (status !== 0) throw new Error(`gtk-launch ended with ${status}`);
}

/** A home directory for {@link runAsPerson}; the caller removes it. */
export function personsHome(): { readonly home: string; readonly remove: () => void } {
  const home = mkdtempSync(join(tmpdir(), 'latchkey-person-'));
  chmodSync(home, 0o755);
  if (isRoot) chownSync(home, NOBODY, NOBODY);
  return { home, remove: () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }) };
}

/** A window on the display, as `xwininfo` lists it. */
export interface XWindow {
  readonly id: string;
  readonly title: string;
  readonly className: string;
}

/** Latchkey's windows currently on screen. */
export async function latchkeyWindows(): Promise<readonly XWindow[]> {
  const { stdout } = await run('xwininfo', ['-root', '-tree']);
  const lines = stdout.matchAll(/(0x[0-9a-f]+) "(Latchkey[^"]*)": \("([^"]*)"/g);
  return [...lines].map(([, id = '', title = '', className = '']) => ({ id, title, className }));
}

/** Waits until Latchkey has `count` windows. Throws after 30 seconds. */
export async function untilWindows(count: number): Promise<readonly XWindow[]> {
  for (let tries = 0; tries < 150; tries += 1) {
    const windows = await latchkeyWindows();
    if (windows.length === count) return windows;
    await wait(200);
  }
  throw new Error(`There are ${(await latchkeyWindows()).length} windows, not ${count}`);
}

/** Ends the process that owns a window. */
export async function endProgramOf({ id }: XWindow): Promise<void> {
  const { stdout } = await run('xprop', ['-id', id, '_NET_WM_PID']);
  const pid = Number(/= (\d+)/.exec(stdout)?.[1]);
  if (!Number.isInteger(pid) || pid <= 1) throw new Error(`window ${id} tells no process`);
  process.kill(pid, 'SIGTERM');
  await untilWindows(0);
}
