import { spawn } from 'node:child_process';
import { constants } from 'node:os';

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a program on this terminal in our place: signals are forwarded to it and its exit code is
 * returned; if a signal ended it, the code is 128 + the signal's number, as in shells.
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
