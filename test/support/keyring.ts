import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { firstLine } from '../../build/runtime/display.ts';

export interface Desktop {
  /** Environment for a program that should find the keyring. */
  readonly env: Readonly<Record<string, string>>;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/**
 * A D-Bus session with a real, unlocked gnome-keyring that stores its keys in `folder`: another
 * folder is another keyring. Ended after the test.
 */
export async function startKeyring(folder: string): Promise<Desktop> {
  const home = join(folder, 'keyring-home');
  mkdirSync(home, { recursive: true });
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => stop(bus));
  const env = {
    DBUS_SESSION_BUS_ADDRESS: await firstLine(bus.stdout),
    XDG_DATA_HOME: home,
    XDG_RUNTIME_DIR: home,
  };
  const daemon = spawn(
    'gnome-keyring-daemon',
    ['--foreground', '--unlock', '--components=secrets', `--control-directory=${home}`],
    { stdio: ['pipe', 'pipe', 'ignore'], env: { ...process.env, ...env } },
  );
  onTestFinished(() => stop(daemon));
  daemon.stdin.end('the password of the desktop');
  await answers(env);
  return { env };
}

/** Waits until the service is on the bus. */
async function answers(env: Readonly<Record<string, string>>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const asked = spawn(
      'dbus-send',
      [
        '--session',
        '--print-reply',
        '--dest=org.freedesktop.DBus',
        '/org/freedesktop/DBus',
        'org.freedesktop.DBus.NameHasOwner',
        'string:org.freedesktop.secrets',
      ],
      { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, ...env } },
    );
    let reply = '';
    asked.stdout.setEncoding('utf8').on('data', (piece: string) => {
      reply += piece;
    });
    await once(asked, 'close');
    if (reply.includes('boolean true')) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('gnome-keyring did not come onto the bus');
}
