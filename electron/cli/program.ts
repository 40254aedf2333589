import { Command } from 'commander';
import { t } from '../../shared/words/words.ts';
import { addApiCommands } from './commands/api.ts';
import { addAppCommands } from './commands/app.ts';
import { addBackupCommands } from './commands/backup.ts';
import { addExportCommands } from './commands/export.ts';
import { addKeysCommands } from './commands/keys.ts';
import { addSecretCommands } from './commands/secret.ts';
import { addSigningKeyCommands } from './commands/signing-key.ts';
import { addSubscribeCommand } from './commands/subscribe.ts';
import { addTokenCommands } from './commands/token.ts';
import { addWorkspaceCommands } from './commands/workspace.ts';
import { helpWords } from './help-words.ts';
import type { Surroundings } from './surroundings.ts';

/** All commands, one file per noun. */
export function createProgram(surroundings: Surroundings): Command {
  const { stdout, version } = surroundings;
  const program = new Command('latchkey')
    .description(t('cli.about'))
    .usage(t('cli.usage'))
    .version(version, '--version', t('cli.options.version'))
    .helpOption('--help', t('cli.options.help'))
    .addHelpText('after', t('cli.more'))
    // Commander would end the whole process; errors are printed in one place.
    .configureHelp(helpWords())
    .exitOverride()
    .configureOutput({ writeOut: stdout, writeErr: () => {} });
  addWorkspaceCommands(program, surroundings);
  addApiCommands(program, surroundings);
  addAppCommands(program, surroundings);
  addSubscribeCommand(program, surroundings);
  addKeysCommands(program, surroundings);
  addTokenCommands(program, surroundings);
  addSecretCommands(program, surroundings);
  addSigningKeyCommands(program, surroundings);
  addExportCommands(program, surroundings);
  addBackupCommands(program, surroundings);
  return program;
}
