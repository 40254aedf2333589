import { resolve } from 'node:path';
import type { Command } from 'commander';
import { t } from '../../../shared/words/words.ts';
import { readFileUpTo } from '../../base/files/read-file.ts';
import { answersInside } from '../command.ts';
import { failureOf, refused } from '../failure.ts';
import { valuesOf } from '../reference.ts';
import {
  demandPlainFilesAllowed,
  readMode,
  type WrittenMode,
  writeSecretFile,
} from '../secret-file.ts';
import type { Surroundings } from '../surroundings.ts';
import { fillTemplate, referencesIn } from '../template.ts';

/** The longest template, in bytes. */
export const TEMPLATE_MAX = 1024 * 1024;

interface InjectOptions {
  readonly in: string;
  readonly out?: string;
  readonly mode: WrittenMode;
}

/** `inject -i TEMPLATE -o FILE`: fills the references of a template. */
export function addInjectCommand(program: Command, surroundings: Surroundings): void {
  const inject = program
    .command('inject')
    .description(t('cli.commands.inject'))
    .requiredOption('-i, --in <TEMPLATE>', t('cli.options.template'))
    .option('-o, --out <FILE>', t('cli.options.injectOut'))
    .option('--mode <MODE>', t('cli.options.mode'), readMode, readMode('600'))
    .addHelpText('after', t('cli.commands.injectMore'));
  answersInside<InjectOptions>(inject, surroundings, async (workspace, { options }) => {
    if (options.out !== undefined) await demandPlainFilesAllowed(workspace);
    const template = await readTemplate(resolve(surroundings.cwd, options.in));
    const references = referencesIn(template);
    if (references.size === 0) throw refused(t('cli.noReferences', { file: options.in }));
    const filled = fillTemplate(template, await valuesOf(workspace, references));
    if (options.out === undefined) {
      return { json: filled, text: filled.replace(/\n$/, ''), isExact: true };
    }
    await writeSecretFile(resolve(surroundings.cwd, options.out), filled, options.mode);
    return { json: null, text: t('cli.saved', { path: options.out }) };
  });
}

/** Reads a template. Ends the command if it isn't text. */
export async function readTemplate(path: string): Promise<string> {
  const bytes = await readFileUpTo(path, TEMPLATE_MAX);
  if (!bytes.ok) throw failureOf(bytes.error);
  return textOf(bytes.value, path);
}

/** With its byte order mark, so that it can be written again. Ends the command if it isn't UTF-8. */
export function textOf(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw refused(t('cli.notText', { file: path }));
  }
}
