import { chmod } from 'node:fs/promises';
import { InvalidArgumentError } from 'commander';
import { t } from '../../shared/words/words.ts';
import { fileError, saveFile } from '../base/files/save-file.ts';
import { failureOf } from './failure.ts';

/** Permissions of a file, such as 0o640. */
export type WrittenMode = number;

/** Reads octal permissions. Nobody else may write a file that holds a secret. */
export function readMode(typed: string): WrittenMode {
  const mode = /^0?[4-7][0-7][0-7]$/.test(typed) ? Number.parseInt(typed, 8) : Number.NaN;
  if (Number.isNaN(mode) || (mode & 0o022) !== 0) throw new InvalidArgumentError(t('cli.badMode'));
  return mode;
}

/**
 * Writes a file at once or not at all. It is private until it is complete; only then do others get
 * the permissions that were asked for.
 */
export async function writeSecretFile(
  path: string,
  text: string,
  mode: WrittenMode,
): Promise<void> {
  const saved = await saveFile(path, text);
  if (!saved.ok) throw failureOf(saved.error);
  if (mode === 0o600) return;
  try {
    await chmod(path, mode);
  } catch (error) {
    throw failureOf(fileError(error, path));
  }
}
