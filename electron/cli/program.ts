import { Command } from 'commander';
import { commandLineWords as words } from '../../shared/words/en/command-line.ts';
import { addApiCommands } from './commands/api.ts';
import { addAppCommands } from './commands/app.ts';
import { addExportCommands } from './commands/export.ts';
import { addKeysCommands } from './commands/keys.ts';
import { addSubscribeCommand } from './commands/subscribe.ts';
import { addTokenCommands } from './commands/token.ts';
import { addWorkspaceCommands } from './commands/workspace.ts';
import type { Surroundings } from './surroundings.ts';

/** Every command: one file a noun. */
export function createProgram(surroundings: Surroundings): Command {
  const { stdout, version } = surroundings;
  const program = new Command('latchkey')
    .description(words.about)
    .usage(words.usage)
    .version(version, '--version', words.options.version)
    .helpOption('--help', words.options.help)
    .addHelpText('after', words.more)
    // Its own way of ending would end whatever runs the commands; errors are printed in one place.
    .exitOverride()
    .configureOutput({ writeOut: stdout, writeErr: () => {} });
  addWorkspaceCommands(program, surroundings);
  addApiCommands(program, surroundings);
  addAppCommands(program, surroundings);
  addSubscribeCommand(program, surroundings);
  addKeysCommands(program, surroundings);
  addTokenCommands(program, surroundings);
  addExportCommands(program, surroundings);
  return program;
}
