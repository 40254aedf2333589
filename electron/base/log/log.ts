import { appendFileSync, chmodSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

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
  process.stderr.write(lineOf(from, what));
  logToFile(from, what);
}

function lineOf(from: string, what: unknown): string {
  const text = what instanceof Error ? (what.stack ?? what.message) : String(what);
  return `${from}: ${redact(text)}\n`;
}

/** The same, in the log file only: on the terminal of a command each line is an answer or an error. */
export function logToFile(from: string, what: unknown): void {
  if (file === undefined) return;
  try {
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LIMIT)
      renameSync(file, `${file}.1`);
    appendFileSync(file, `${new Date().toISOString()} ${lineOf(from, what)}`, { mode: 0o600 });
    chmodSync(file, 0o600);
  } catch {
    // As above: a log is never worth a failure.
  }
}

const rules: readonly (readonly [RegExp, string])[] = [
  // To the end of the text where the end of the block was cut off.
  [/-----BEGIN [^-]+-----[\s\S]*?(?:-----END [^-]+-----|$)/g, '[key]'],
  [/\beyJ[\w-]*\.[\w-]*\.?[\w-]*/g, '[token]'],
  [/\b[0-9A-Z]{5}(?:[- ][0-9A-Z]{5}){5}\b/gi, '[recovery code]'],
  // Keys of 32 bytes in base64, whose "/" the rule below would stop at.
  [/(?<![\w+/])[\w+/]{43}=?(?![\w+/=])/g, '[redacted]'],
  // Consumer keys (28 characters), consumer secrets (44) and whatever else has no words in it.
  [/(?<![\w-])(?![0-9a-f]{8}-[0-9a-f]{4}-)[\w+-]{27,}={0,2}/g, '[redacted]'],
];

/**
 * Takes out all that looks like a secret of ours: tokens, private keys, recovery codes, consumer
 * keys and secrets, data keys. A long word without a space goes too: rather one too many. Ids
 * (UUIDs) stay, they open nothing.
 */
export function redact(text: string): string {
  return rules.reduce((rest, [pattern, mark]) => rest.replaceAll(pattern, mark), text);
}
