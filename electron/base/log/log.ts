import { appendFileSync, chmodSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { redact } from './redact.ts';

/** Of the file and of the one before it, in bytes. */
const LIMIT = 256 * 1024;

let file: string | undefined;

/** From now on what is logged on this thread is also kept, in `<home>/logs/latchkey.log`. */
export function keepLog(home: string): void {
  const folder = join(home, 'logs');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    file = join(folder, 'latchkey.log');
  } catch {
    // On a full or read-only disk the terminal has it alone.
  }
}

/**
 * Says on the terminal and in the log file what went wrong; redacted, though no secret should ever
 * be in it.
 *
 * @param from the part of the program, as in "latchkey core".
 */
export function log(from: string, what: unknown): void {
  const text = what instanceof Error ? (what.stack ?? what.message) : String(what);
  const line = `${from}: ${redact(text)}\n`;
  process.stderr.write(line);
  if (file === undefined) return;
  try {
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LIMIT)
      renameSync(file, `${file}.1`);
    appendFileSync(file, `${new Date().toISOString()} ${line}`, { mode: 0o600 });
    chmodSync(file, 0o600);
  } catch {
    // As above: a log is never worth a failure.
  }
}
