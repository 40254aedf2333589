import { type Command, InvalidArgumentError } from 'commander';
import type { BusinessPlan } from '../../../shared/domain/business-plan.ts';
import { t } from '../../../shared/words/words.ts';
import { answersInside } from '../command.ts';
import { findPlan } from '../find.ts';
import type { Surroundings } from '../surroundings.ts';
import { table } from '../table.ts';

export function addPlanCommands(program: Command, surroundings: Surroundings): void {
  const noun = program.command('plan').description(t('cli.commands.plan'));

  const list = noun.command('list').description(t('cli.commands.planList'));
  answersInside(list, surroundings, async ({ get }) => {
    const plans = await get('business-plan:list', {});
    return {
      json: plans.map(rowOf),
      text: table(
        [t('cli.columns.id'), t('cli.columns.name'), t('cli.columns.perMinute')],
        plans.map(({ id, name, requestsPerMinute }) => [
          id,
          name,
          String(requestsPerMinute ?? '∞'),
        ]),
      ),
    };
  });

  const create = noun
    .command('create')
    .description(t('cli.commands.planCreate'))
    .argument('<NAME>')
    .option('--requests-per-minute <NUMBER>', t('cli.options.perMinute'), readRate)
    .option('--description <TEXT>', t('cli.options.planDescription'));
  answersInside<{ readonly requestsPerMinute?: number; readonly description?: string }>(
    create,
    surroundings,
    async ({ get }, { args: [name = ''], options }) => {
      const { requestsPerMinute = null, description = '' } = options;
      const row = rowOf(
        await get('business-plan:create', { name, description, requestsPerMinute }),
      );
      return { json: row, text: `${row.name}  ${row.id}` };
    },
  );

  const remove = noun
    .command('delete')
    .description(t('cli.commands.planDelete'))
    .argument('<NAME>');
  answersInside(remove, surroundings, async (workspace, { args: [typed = ''] }) => {
    const { id, name } = await findPlan(workspace, typed);
    await workspace.get('business-plan:delete', { id });
    return { json: null, text: t('cli.planDeleted', { name }) };
  });
}

function readRate(typed: string): number {
  if (!/^\d{1,10}$/.test(typed)) throw new InvalidArgumentError(t('cli.badLimit'));
  return Number(typed);
}

function rowOf({ id, name, requestsPerMinute }: BusinessPlan) {
  return { id, name, requestsPerMinute };
}
