import { dirname } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { t } from '../../shared/words/words.ts';
import { removeLeftOvers } from '../base/disk/temporary-file.ts';
import { saveFile } from '../base/files/save-file.ts';
import { failureOf, refused } from './failure.ts';
import type { Workspace } from './workspace-access.ts';

/** Permissions of a file, such as 0o640. */
export type WrittenMode = number;

/** Reads octal permissions. Nobody else may write a file that holds a secret. */
export function readMode(typed: string): WrittenMode {
  const mode = /^0?[4-7][0-7][0-7]$/.test(typed) ? Number.parseInt(typed, 8) : Number.NaN;
  if (Number.isNaN(mode) || (mode & 0o022) !== 0) throw new InvalidArgumentError(t('cli.badMode'));
  return mode;
}

/** Ends the command if an administrator's policy allows no file with a secret in plain text. */
export async function demandPlainFilesAllowed(workspace: Workspace): Promise<void> {
  const { rules, problem } = await workspace.get('settings:policy', {});
  if (problem?.code === 'policy/invalid') throw failureOf(problem);
  if (rules.encryptedExportsOnly === true) throw refused(t('cli.noPlainFiles'));
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
  // A run that was killed may have left its unfinished file, with a token in it.
  removeLeftOvers(dirname(path));
  const saved = await saveFile(path, text, mode);
  if (!saved.ok) throw failureOf(saved.error);
}
