import { spawnSync } from 'node:child_process';
import { fstatSync } from 'node:fs';
import { constants } from 'node:os';

type Environment = Readonly<Record<string, string | undefined>>;

const HEADLESS = '--ozone-platform=headless';
/** Without a display there is nothing to draw on, and Chromium complains about it on stderr. */
const QUIET = ['--disable-gpu', '--log-level=3'];
/** A higher number isn't a descriptor that a person chose. */
const LAST_DESCRIPTOR = 255;

export function isHeadless(argv: readonly string[] = process.argv): boolean {
  return argv.includes(HEADLESS);
}

/** Whether a window can be shown. Only on Linux can the display be missing. */
export function hasDisplay(
  env: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
): boolean {
  return platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/**
 * Runs this program again without a display, on our stdin, stdout and stderr. Without the switch,
 * Chromium crashes with a segmentation fault if there is no display, and it reads the switch before
 * our first line runs, so it can't be set here.
 *
 * @returns its exit code.
 */
export function runHeadless(
  argv: readonly string[] = process.argv,
  env: Environment = process.env,
): number {
  // Ctrl+C reaches both, and the other one decides what it means.
  process.on('SIGINT', () => {});
  const { status, signal } = spawnSync(
    process.execPath,
    [HEADLESS, ...QUIET, ...argv.slice(1)],
    // Waiting keeps this process from starting its own Chromium.
    { stdio: ['inherit', 'inherit', 'inherit', ...passphraseDescriptor(env)] },
  );
  return status ?? 128 + constants.signals[signal ?? 'SIGTERM'];
}

/**
 * Ends the program that `runHeadless` started when its parent ends, even if it was killed. What was
 * started in turn, as by `latchkey run`, is ended first by whoever listens to the signal.
 */
export function endWithParent(): void {
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    if (!process.emit('SIGTERM', 'SIGTERM')) process.exit(1);
  }, 500).unref();
}

/** The open file that `LATCHKEY_PASSPHRASE_FD` names, passed on under the same number. */
function passphraseDescriptor(env: Environment): ('ignore' | number)[] {
  const number = Number(env['LATCHKEY_PASSPHRASE_FD'] ?? '');
  if (!Number.isInteger(number) || number < 3 || number > LAST_DESCRIPTOR) return [];
  try {
    fstatSync(number);
  } catch {
    return [];
  }
  return [...Array<'ignore'>(number - 3).fill('ignore'), number];
}
