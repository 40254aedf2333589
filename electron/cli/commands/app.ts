import type { Command } from 'commander';
import type { ApplicationSummary } from '../../../shared/domain/application.ts';
import { DEFAULT_QUOTA } from '../../../shared/domain/catalogue.ts';
import { t } from '../../../shared/words/words.ts';
import { type Answer, answersInside } from '../command.ts';
import { everyPage, PAGE } from '../every-page.ts';
import { findApplication } from '../find.ts';
import type { Surroundings } from '../surroundings.ts';
import { table } from '../table.ts';
import type { Workspace } from '../workspace-access.ts';

interface UpdateOptions {
  readonly name?: string;
  readonly description?: string;
  readonly quota?: string;
  readonly group?: string;
  readonly owner?: string;
}

interface ListOptions {
  readonly favourite?: true;
  readonly group?: string;
}

interface FavouriteOptions {
  readonly off?: true;
}

export function addAppCommands(program: Command, surroundings: Surroundings): void {
  const app = program.command('app').description(t('cli.commands.app'));

  const create = app.command('create').description(t('cli.commands.appCreate')).argument('<NAME>');
  answersInside(create, surroundings, async ({ get }, { args: [name = ''] }) =>
    listed([
      await get('application:create', { name, description: '', perTokenQuota: DEFAULT_QUOTA }),
    ]),
  );

  const show = app.command('show').description(t('cli.commands.appShow')).argument('<APP>');
  answersInside(show, surroundings, async (workspace, { args: [typed = ''] }) => {
    const { id, name, description, perTokenQuota } = await findApplication(workspace, typed);
    const found = await workspace.get('subscription:list', { applicationId: id });
    const subscriptions = found.map((one) => ({
      api: one.apiName,
      version: one.apiVersion,
      plan: one.businessPlanName,
      state: one.state,
    }));
    const lines = subscriptions.map(({ api, version, plan, state }) =>
      [`${api} ${version}`, plan, state].join('  '),
    );
    return {
      json: { id, name, description, perTokenQuota, subscriptions },
      text: [`${name}  ${id}  ${perTokenQuota}`, description, ...lines].filter(Boolean).join('\n'),
    };
  });

  const update = app
    .command('update')
    .description(t('cli.commands.appUpdate'))
    .argument('<APP>')
    .option('--name <NAME>', t('cli.options.appName'))
    .option('--description <TEXT>', t('cli.options.appDescription'))
    .option('--quota <QUOTA>', t('cli.options.quota'))
    .option('--group <NAME>', t('cli.options.appGroup'))
    .option('--owner <NAME>', t('cli.options.appOwner'));
  answersInside<UpdateOptions>(update, surroundings, async (workspace, { args, options }) => {
    const { id, name, description, perTokenQuota } = await findApplication(
      workspace,
      args[0] ?? '',
    );
    return listed([
      await workspace.get('application:update', {
        id,
        name: options.name ?? name,
        description: options.description ?? description,
        perTokenQuota: options.quota ?? perTokenQuota,
        ...(options.group !== undefined && { group: options.group }),
        ...(options.owner !== undefined && { owner: options.owner }),
      }),
    ]);
  });

  const remove = app.command('delete').description(t('cli.commands.appDelete')).argument('<APP>');
  answersInside(remove, surroundings, async (workspace, { args: [typed = ''] }) => {
    const { id, name } = await findApplication(workspace, typed);
    await workspace.get('application:delete', { id });
    return { json: null, text: t('cli.movedToBin', { name }) };
  });

  const duplicate = app
    .command('duplicate')
    .description(t('cli.commands.appDuplicate'))
    .argument('<APP>')
    .argument('<NAME>');
  answersInside(duplicate, surroundings, async (workspace, { args: [typed = '', name = ''] }) => {
    const { id } = await findApplication(workspace, typed);
    return listed([await workspace.get('application:duplicate', { id, name })]);
  });

  const favourite = app
    .command('favourite')
    .description(t('cli.commands.appFavourite'))
    .argument('<APP>')
    .option('--off', t('cli.options.favouriteOff'));
  answersInside<FavouriteOptions>(favourite, surroundings, async (workspace, { args, options }) => {
    const { id } = await findApplication(workspace, args[0] ?? '');
    const isOn = options.off !== true;
    await workspace.get('application:arrange', { selection: { ids: [id] }, favourite: isOn });
    return { json: null, text: '' };
  });

  const list = app
    .command('list')
    .description(t('cli.commands.appList'))
    .option('--favourite', t('cli.options.favourite'))
    .option('--group <NAME>', t('cli.options.filterGroup'));
  answersInside<ListOptions>(list, surroundings, async (workspace, { options }) =>
    listed(await everyApplication(workspace, options)),
  );
}

export async function everyApplication(
  { get }: Workspace,
  { favourite, group }: ListOptions = {},
): Promise<readonly ApplicationSummary[]> {
  const filter = {
    ...(favourite !== undefined && { favourite }),
    ...(group !== undefined && { group }),
  };
  return everyPage<ApplicationSummary>(async (last) => {
    const after = last && { after: last.id };
    const items = await get('application:list', { ...filter, limit: PAGE, ...after });
    return { items, more: items.length === PAGE };
  });
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
