import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { reasonText } from '../../shared/words/errors.ts';
import { t } from '../../shared/words/words.ts';
import { refused } from './failure.ts';
import { masking } from './mask.ts';
import type { Surroundings } from './surroundings.ts';

/** Passed on, so that Ctrl+C or a service manager ends the program and not only us. */
const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs a program with secrets in its environment and nowhere else: not in ours, not in a file, and
 * not in its arguments, which other users can read.
 *
 * @param secrets the variables to add.
 * @param mask whether to replace the secrets in what it prints. It then has no terminal.
 * @returns its exit code; 128 + the signal's number if a signal ended it, as in shells.
 */
export async function runChild(
  [program = '', ...args]: readonly string[],
  secrets: ReadonlyMap<string, string>,
  mask: boolean,
  { cwd, env, stdout, stderr, askPassphrase }: Surroundings,
): Promise<number> {
  const child = spawn(program, args, {
    cwd,
    // The number of a file that isn't open in the child.
    env: { ...env, LATCHKEY_PASSPHRASE_FD: undefined, ...Object.fromEntries(secrets) },
    stdio: ['inherit', mask ? 'pipe' : 'inherit', mask ? 'pipe' : 'inherit'],
  });
  const isAtTerminal = askPassphrase !== null;
  function pass(signal: NodeJS.Signals): void {
    // A terminal sends Ctrl+C to the program, too, and many take a second one as an order to end at once.
    if (signal !== 'SIGINT' || !isAtTerminal) child.kill(signal);
  }
  for (const signal of forwarded) process.on(signal, pass);
  const marks = [...secrets].map(([name, secret]) => [secret, `[${name}]`] as const);
  for (const [stream, write] of [
    [child.stdout, stdout],
    [child.stderr, stderr],
  ] as const) {
    const masked = masking(marks);
    stream?.on('data', (piece: Uint8Array) => write(masked.pass(piece)));
    stream?.on('end', () => write(masked.end()));
  }
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    return code ?? 128 + constants.signals[signal ?? 'SIGTERM'];
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw refused(t('cli.cantRun', { program, reason: reasonText(reason) }));
  } finally {
    for (const signal of forwarded) process.off(signal, pass);
  }
}
