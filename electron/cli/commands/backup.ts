import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { t } from '../../../shared/words/words.ts';
import { type Answer, answersInside } from '../command.ts';
import type { Surroundings } from '../surroundings.ts';
import { isoTime } from '../time.ts';

interface CreateOptions {
  readonly out?: string;
}

export function addBackupCommands(program: Command, surroundings: Surroundings): void {
  const backup = program.command('backup').description(t('cli.commands.backup'));

  const create = backup
    .command('create')
    .description(t('cli.commands.backupCreate'))
    .option('--out <PATH>', t('cli.options.backupOut'));
  answersInside<CreateOptions>(
    create,
    surroundings,
    async ({ get, now }, { options }) => {
      if (options.out === undefined) {
        const { file, at, bytes } = await get('backup:create', {});
        return made(file, at, bytes);
      }
      const at = now();
      await get('workspace:save-copy', {});
      const file = resolve(surroundings.cwd, options.out);
      return made(file, at, statSync(file).size);
    },
    ({ options }) =>
      options.out === undefined ? undefined : resolve(surroundings.cwd, options.out),
  );
}

function made(file: string, at: number, bytes: number): Answer {
  return { json: { file, at: isoTime(at), bytes }, text: t('cli.backupMade', { file }) };
}
