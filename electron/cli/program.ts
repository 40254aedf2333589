import { Command } from 'commander';
import { t } from '../../shared/words/words.ts';
import { addActivityCommand } from './commands/activity.ts';
import { addApiCommands } from './commands/api.ts';
import { addAppCommands } from './commands/app.ts';
import { addBackupCommands } from './commands/backup.ts';
import { addBinCommands } from './commands/bin.ts';
import { addCompletionCommand } from './commands/completion.ts';
import { addDiagnoseCommand } from './commands/diagnose.ts';
import { addExportCommands } from './commands/export.ts';
import { addHandoverCommand } from './commands/handover.ts';
import { addImportCommand } from './commands/import.ts';
import { addInjectCommand } from './commands/inject.ts';
import { addKeysCommands } from './commands/keys.ts';
import { addPlanCommands } from './commands/plan.ts';
import { addPublishCommand } from './commands/publish.ts';
import { addReminderCommands } from './commands/reminder.ts';
import { addRenewCommands } from './commands/renew.ts';
import { addRunCommand } from './commands/run.ts';
import { addSecretCommands } from './commands/secret.ts';
import { addSettingsCommands } from './commands/settings.ts';
import { addSigningKeyCommands } from './commands/signing-key.ts';
import { addSubscribeCommand } from './commands/subscribe.ts';
import { addSubscriptionCommands } from './commands/subscription.ts';
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
    // Options behind a verb are the verb's, although its noun may have the same ones.
    .enablePositionalOptions()
    .configureHelp(helpWords())
    // Commander would end the whole process; errors are printed in one place.
    .exitOverride()
    .configureOutput({ writeOut: stdout, writeErr: () => {} });
  addWorkspaceCommands(program, surroundings);
  addApiCommands(program, surroundings);
  addAppCommands(program, surroundings);
  addSubscribeCommand(program, surroundings);
  addSubscriptionCommands(program, surroundings);
  addPlanCommands(program, surroundings);
  addKeysCommands(program, surroundings);
  addTokenCommands(program, surroundings);
  addSecretCommands(program, surroundings);
  addReminderCommands(program, surroundings);
  addSigningKeyCommands(program, surroundings);
  addExportCommands(program, surroundings);
  addPublishCommand(program, surroundings);
  addHandoverCommand(program, surroundings);
  addImportCommand(program, surroundings);
  addRunCommand(program, surroundings);
  addInjectCommand(program, surroundings);
  addRenewCommands(program, surroundings);
  addBackupCommands(program, surroundings);
  addActivityCommand(program, surroundings);
  addBinCommands(program, surroundings);
  addSettingsCommands(program, surroundings);
  addDiagnoseCommand(program, surroundings);
  addCompletionCommand(program, surroundings);
  return program;
}
