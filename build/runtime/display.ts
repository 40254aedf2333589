import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

export interface Display {
  /** For the variable DISPLAY, such as `:99`. */
  readonly name: string;
  /** Stops this X server and waits until it has exited. */
  readonly stop: () => Promise<void>;
}

type Environment = Record<string, string | undefined>;

/** Whether a window can be shown. Only Linux has systems without a display of their own. */
export function hasDisplay(
  env: Readonly<Environment> = process.env,
  platform: NodeJS.Platform = process.platform,
): boolean {
  return platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/**
 * An in-memory X server that picks a free display number itself. It ends with this process, however
 * that one ends (`setpriv --pdeathsig`).
 * Throws if Xvfb isn't installed.
 */
export async function startDisplay(size = '1600x1000'): Promise<Display> {
  const xvfb = `Xvfb -displayfd 3 -screen 0 ${size}x24 -nolisten tcp -noreset`;
  const server = spawn('setpriv', ['--pdeathsig', 'TERM', ...xvfb.split(' ')], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  server.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  const ended = new Promise<void>((resolve) => {
    server.once('error', (error) => {
      complaint += error.message;
      resolve();
    });
    server.once('exit', () => resolve());
  });

  const number = await Promise.race([firstLine(server.stdio[3] as Readable), ended]);
  if (number === undefined) throw new Error(`Xvfb didn't start: ${complaint.trim()}`);
  return {
    name: `:${number}`,
    stop: async () => {
      server.kill('SIGTERM');
      await ended;
    },
  };
}

/**
 * Gives this process and its children a display if there is none. The returned function undoes
 * exactly that.
 *
 * @param size in px, such as `1600x1000`.
 */
export async function ensureDisplay(
  env: Environment = process.env,
  size?: string,
): Promise<() => Promise<void>> {
  if (hasDisplay(env)) return async () => undefined;
  const display = await startDisplay(size);
  env['DISPLAY'] = display.name;
  return async () => {
    delete env['DISPLAY'];
    await display.stop();
  };
}

/** The first line of a program's output. */
export async function firstLine(stream: Readable): Promise<string> {
  let text = '';
  stream.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  while (!text.includes('\n')) await once(stream, 'data');
  return text.split('\n')[0]?.trim() ?? '';
}
