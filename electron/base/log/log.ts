import { appendFileSync, chmodSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolderNow } from '../disk/make-folder.ts';
import { stateOf } from '../disk/places.ts';

/** Size limit of the file and of its predecessor, in bytes. */
const LIMIT = 256 * 1024;

let file: string | undefined;

/** From now on, what this thread logs is also kept in `logs/latchkey.log` beside the program's state. */
export function keepLog(home: string): void {
  const folder = join(stateOf(home), 'logs');
  try {
    makeFolderNow(folder);
    file = join(folder, 'latchkey.log');
  } catch {
    // On a full or read-only disk, only the terminal gets it.
  }
}

/** The file, once {@link keepLog} has started it. */
export function logFile(): string | undefined {
  return file;
}

/**
 * Reports an error on the terminal and in the log file; redacted, though it should never contain a
 * secret.
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

/** The same, to the log file only: a command's terminal shows only answers and errors. */
export function logToFile(from: string, what: unknown): void {
  if (file === undefined) return;
  try {
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LIMIT)
      renameSync(file, `${file}.1`);
    appendFileSync(file, `${new Date().toISOString()} ${lineOf(from, what)}`, { mode: 0o600 });
    chmodSync(file, 0o600);
  } catch {
    // As above: logging must never cause a failure.
  }
}

const rules: readonly (readonly [RegExp, string])[] = [
  // To the end of the text if the end of the block was cut off.
  [/-----BEGIN [^-]+-----[\s\S]*?(?:-----END [^-]+-----|$)/g, '[key]'],
  [/\beyJ[\w-]*\.[\w-]*\.?[\w-]*/g, '[token]'],
  [/\b[0-9A-Z]{5}(?:[- ][0-9A-Z]{5}){5}\b/gi, '[recovery code]'],
  // 32-byte keys in base64, which may contain "/", where the rule below would stop.
  [/(?<![\w+/])[\w+/]{43}=?(?![\w+/=])/g, '[redacted]'],
  // Consumer keys (28 characters), consumer secrets (44) and other long strings without words.
  [/(?<![\w-])(?![0-9a-f]{8}-[0-9a-f]{4}-)[\w+-]{27,}={0,2}/g, '[redacted]'],
];

/**
 * Removes everything that looks like one of our secrets: tokens, private keys, recovery codes,
 * consumer keys and secrets, data keys. Long words are removed too, to be safe. Ids (UUIDs) stay,
 * since they give no access.
 */
export function redact(text: string): string {
  return rules.reduce((rest, [pattern, mark]) => rest.replaceAll(pattern, mark), text);
}
