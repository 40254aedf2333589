import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { reasonText } from '../../shared/words/errors.ts';
import { t } from '../../shared/words/words.ts';
import { exitCodes, Failure } from './failure.ts';
import type { Surroundings } from './surroundings.ts';

/** More than the longest passphrase, in bytes. */
const LIMIT = 16 * 1024;
/** How long a pipe may stay silent, in milliseconds. */
const SILENCE_MS = 10_000;

/**
 * The passphrase from `--passphrase-file`, else from `LATCHKEY_PASSPHRASE_FD`, else from a person.
 * Never from an argument (other users can read it) or a variable (child processes can).
 *
 * @param isNew asks a person twice.
 */
export async function readPassphrase(
  surroundings: Surroundings,
  file: string | undefined,
  isNew = false,
): Promise<string> {
  const { cwd, env, askPassphrase } = surroundings;
  if (file !== undefined) return passphraseInFile(resolve(cwd, file), file);
  const number = env['LATCHKEY_PASSPHRASE_FD'];
  if (number !== undefined && number !== '') {
    if (!/^\d{1,6}$/.test(number)) throw cantUnlock(t('cli.passphraseNotNumber'));
    return readDescriptor(Number(number), 'LATCHKEY_PASSPHRASE_FD');
  }
  if (askPassphrase === null) throw cantUnlock(t('cli.noPassphrase'));
  const typed = await askPassphrase(isNew ? t('cli.newPassphrase') : t('cli.passphrase'));
  if (typed === null || typed === '') throw cantUnlock(t('cli.noPassphrase'));
  if (isNew && (await askPassphrase(t('cli.repeatPassphrase'))) !== typed) {
    throw cantUnlock(t('cli.differentPassphrases'));
  }
  return typed;
}

/** Whether a file has the passphrase, so that nobody has to type it. */
export function isPassphraseGiven({ env }: Surroundings, file: string | undefined): boolean {
  return file !== undefined || (env['LATCHKEY_PASSPHRASE_FD'] ?? '') !== '';
}

/** Whether there is any way to get the passphrase. */
export function canUnlock(surroundings: Surroundings, file: string | undefined): boolean {
  return isPassphraseGiven(surroundings, file) || surroundings.askPassphrase !== null;
}

/** @param named the file as the person typed it. */
export async function passphraseInFile(path: string, named: string): Promise<string> {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    throw unreadable(named, codeOf(error));
  }
  try {
    return await readDescriptor(descriptor, named);
  } finally {
    closeSync(descriptor);
  }
}

/** Reads a file or a pipe to its end. A final line break isn't part of the passphrase. */
async function readDescriptor(descriptor: number, named: string): Promise<string> {
  refuseOtherThanFile(descriptor, named);
  const bytes = Buffer.alloc(LIMIT);
  try {
    const length = await fill(bytes, descriptor, named);
    const text = decode(bytes.subarray(0, length), named).replace(/\r?\n$/, '');
    if (text === '') throw unreadable(named, t('cli.reasons.empty'));
    return text;
  } finally {
    bytes.fill(0);
  }
}

/** A descriptor that wasn't passed on may be one of Node's own, and reading that never ends. */
function refuseOtherThanFile(descriptor: number, named: string): void {
  let isReadable = false;
  let isFolder = false;
  try {
    const stats = fstatSync(descriptor);
    isFolder = stats.isDirectory();
    isReadable = stats.isFile() || stats.isFIFO() || stats.isSocket() || stats.isCharacterDevice();
  } catch {
    // Not open at all.
  }
  if (isFolder) throw unreadable(named, 'directory');
  if (!isReadable) throw unreadable(named, t('cli.reasons.closed'));
}

/** @returns the number of bytes read. */
async function fill(bytes: Buffer, descriptor: number, named: string): Promise<number> {
  const deadline = performance.now() + SILENCE_MS;
  for (let length = 0; ; ) {
    if (length === bytes.length) throw unreadable(named, t('cli.reasons.tooLong'));
    try {
      const read = readSync(descriptor, bytes, length, bytes.length - length, null);
      if (read === 0) return length;
      length += read;
    } catch (error) {
      const code = codeOf(error);
      if (code === 'EOF') return length;
      if (code === 'EBADF') throw unreadable(named, t('cli.reasons.closed'));
      if (code !== 'EAGAIN') throw error instanceof Failure ? error : unreadable(named, code);
      if (performance.now() > deadline) throw unreadable(named, t('cli.reasons.timedOut'));
      await wait(20);
    }
  }
}

function decode(bytes: Uint8Array, named: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unreadable(named, t('cli.reasons.notText'));
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

function unreadable(source: string, reason: string): Failure {
  return cantUnlock(t('cli.passphraseUnreadable', { source, reason: reasonText(reason) }));
}

function cantUnlock(message: string): Failure {
  return new Failure(message, exitCodes.cantUnlock);
}
