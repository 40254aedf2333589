import type { Command } from 'commander';
import { tokenState } from '../../../shared/domain/token.ts';
import { t } from '../../../shared/words/words.ts';
import { answersInside } from '../command.ts';
import { findApplication } from '../find.ts';
import {
  addIssueOptions,
  type IssueOptions,
  issuedAnswer,
  readIssueOptions,
  type TypeOption,
  typeOption,
} from '../issue.ts';
import type { Surroundings } from '../surroundings.ts';
import { isoTime } from '../time.ts';

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

  const show = keys
    .command('show')
    .description(t('cli.commands.keysShow'))
    .argument('<APP>')
    .addOption(typeOption());
  answersInside<TypeOption>(
    show,
    surroundings,
    async (workspace, { args: [app = ''], options }) => {
      const { id: applicationId } = await findApplication(workspace, app);
      const found = await workspace.get('keys:get', { applicationId, keyType: options.type });
      const { keys: ofType, token } = found;
      if (ofType === null) return { json: null, text: t('cli.nothing') };
      const json = {
        consumerKey: ofType.consumerKey,
        tokenId: token?.id ?? null,
        state: token === null ? null : tokenState(token, workspace.now()),
        expiresAt: token === null ? null : isoTime(token.expiresAt),
        scopes: token?.scopes ?? [],
      };
      const lines = Object.values(json).map((value) =>
        Array.isArray(value) ? value.join(' ') : value,
      );
      return { json, text: lines.filter(Boolean).join('\n') };
    },
  );

  const remove = keys
    .command('remove')
    .description(t('cli.commands.keysRemove'))
    .argument('<APP>')
    .addOption(typeOption());
  answersInside<TypeOption>(
    remove,
    surroundings,
    async (workspace, { args: [app = ''], options }) => {
      const { id: applicationId } = await findApplication(workspace, app);
      const { tokens } = await workspace.get('keys:remove', {
        applicationId,
        keyType: options.type,
      });
      return { json: null, text: t('cli.keysRemoved', { count: tokens }) };
    },
  );
}
