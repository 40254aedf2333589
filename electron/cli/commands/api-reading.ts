import type { Command } from 'commander';
import type { ApiSummary } from '../../../shared/domain/api.ts';
import { t } from '../../../shared/words/words.ts';
import { answersInside } from '../command.ts';
import { findApi } from '../find.ts';
import type { Surroundings } from '../surroundings.ts';
import { table } from '../table.ts';
import type { Workspace } from '../workspace-access.ts';

const PAGE = 500;

/** `api list`, `api show` and `api delete`. */
export function addApiReading(api: Command, surroundings: Surroundings): void {
  const list = api.command('list').description(t('cli.commands.apiList'));
  answersInside(list, surroundings, async (workspace) => {
    const apis = await everyApi(workspace);
    return {
      json: apis.map(rowOf),
      text: table(
        [t('cli.columns.name'), t('cli.columns.version'), t('cli.columns.context')],
        apis.map(({ name, version, context }) => [name, version, context]),
      ),
    };
  });

  const show = api
    .command('show')
    .description(t('cli.commands.apiShow'))
    .argument('<API[@VERSION]>');
  answersInside(show, surroundings, async (workspace, { args: [typed = ''] }) => {
    const found = await findApi(workspace, typed);
    const { scopes } = await workspace.get('api:get', { id: found.id });
    return {
      json: { ...rowOf(found), scopes },
      text: [
        `${found.name} ${found.version}  ${found.context}`,
        ...scopes.map(({ name, description }) => `  ${name}  ${description}`.trimEnd()),
      ].join('\n'),
    };
  });

  const remove = api
    .command('delete')
    .description(t('cli.commands.apiDelete'))
    .argument('<API[@VERSION]>');
  answersInside(remove, surroundings, async (workspace, { args: [typed = ''] }) => {
    const { id, name } = await findApi(workspace, typed);
    await workspace.get('api:delete', { id });
    return { json: null, text: t('cli.movedToBin', { name }) };
  });
}

async function everyApi({ get }: Workspace): Promise<readonly ApiSummary[]> {
  const apis: ApiSummary[] = [];
  for (;;) {
    const after = apis.at(-1)?.id;
    const page = await get('api:list', { limit: PAGE, ...(after && { after }) });
    apis.push(...page);
    if (page.length < PAGE) return apis;
  }
}

function rowOf({ id, name, version, context, provider, ...rest }: ApiSummary) {
  return { id, name, version, context, provider, scopes: rest.scopeCount };
}
