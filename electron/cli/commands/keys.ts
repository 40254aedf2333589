import type { Command } from 'commander';
import { t } from '../../../shared/words/words.ts';
import { answersInside } from '../command.ts';
import { findApplication } from '../find.ts';
import { addIssueOptions, type IssueOptions, issuedAnswer, readIssueOptions } from '../issue.ts';
import type { Surroundings } from '../surroundings.ts';

export function addKeysCommands(program: Command, surroundings: Surroundings): void {
  const keys = program.command('keys').description(t('cli.commands.keys'));

  const generate = addIssueOptions(
    keys.command('generate').description(t('cli.commands.keysGenerate')).argument('<APP>'),
  );
  answersInside<IssueOptions>(generate, surroundings, async (workspace, typed) => {
    const [app = ''] = typed.args;
    const { id: applicationId } = await findApplication(workspace, app);
    const request = await readIssueOptions(workspace, applicationId, typed.options);
    const token = await workspace.get('keys:generate', request);
    return issuedAnswer(workspace, token);
  });
}
