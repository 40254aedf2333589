import type { Command } from 'commander';
import type { ApplicationSummary } from '../../../shared/domain/application.ts';
import { t } from '../../../shared/words/words.ts';
import { type Answer, answersInside } from '../command.ts';
import type { Surroundings } from '../surroundings.ts';
import { table } from '../table.ts';
import type { Workspace } from '../workspace-access.ts';

export function addAppCommands(program: Command, surroundings: Surroundings): void {
  const app = program.command('app').description(t('cli.commands.app'));

  const create = app.command('create').description(t('cli.commands.appCreate')).argument('<NAME>');
  answersInside(create, surroundings, async ({ get }, { args: [name = ''] }) =>
    listed([
      await get('application:create', { name, description: '', perTokenQuota: 'Unlimited' }),
    ]),
  );

  const list = app.command('list').description(t('cli.commands.appList'));
  answersInside(list, surroundings, async (workspace) => listed(await everyApplication(workspace)));
}

/** Reads one page at a time, so no answer is too long, however many applications there are. */
async function everyApplication({ get }: Workspace): Promise<readonly ApplicationSummary[]> {
  const applications: ApplicationSummary[] = [];
  for (;;) {
    const after = applications.at(-1)?.id;
    const page = await get('application:list', { limit: PAGE, ...(after && { after }) });
    applications.push(...page);
    if (page.length < PAGE) return applications;
  }
}

const PAGE = 500;

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
