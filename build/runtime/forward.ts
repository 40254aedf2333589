import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a program on this terminal as if it stood in our place: signals go on to it, and its exit
 * code is returned; one that a signal ended counts as 128 + its number, as shells do.
 */
export function runForwarded(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env: Record<string, string> },
): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const child = spawn(program, args, { stdio: 'inherit', ...options });
  const pass = (signal: NodeJS.Signals) => child.kill(signal);
  for (const signal of forwarded) process.on(signal, pass);
  child.on('error', reject);
  child.on('close', (code, signal) => {
    for (const name of forwarded) process.off(name, pass);
    resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']);
  });
  return promise;
}
