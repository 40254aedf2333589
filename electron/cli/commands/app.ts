import type { Command } from 'commander';
import type { ApplicationSummary } from '../../../shared/domain/application.ts';
import { t } from '../../../shared/words/words.ts';
import { type Answer, answersInside } from '../command.ts';
import type { Surroundings } from '../surroundings.ts';
import { table } from '../table.ts';

export function addAppCommands(program: Command, surroundings: Surroundings): void {
  const app = program.command('app').description(t('cli.commands.app'));

  const create = app.command('create').description(t('cli.commands.appCreate')).argument('<NAME>');
  answersInside(create, surroundings, async ({ get }, { args: [name = ''] }) =>
    listed([
      await get('application:create', { name, description: '', perTokenQuota: 'Unlimited' }),
    ]),
  );

  const list = app.command('list').description(t('cli.commands.appList'));
  answersInside(list, surroundings, async ({ get }) => listed(await get('application:list', {})));
}

function listed(applications: readonly ApplicationSummary[]): Answer {
  return {
    json: applications.map((application) => ({
      id: application.id,
      name: application.name,
      subscriptions: application.subscriptionCount,
    })),
    text: table(
      [t('cli.columns.id'), t('cli.columns.name'), t('cli.columns.subscriptions')],
      applications.map((application) => [
        application.id,
        application.name,
        String(application.subscriptionCount),
      ]),
    ),
  };
}
