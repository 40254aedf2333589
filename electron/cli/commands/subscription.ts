import { type Command, Option } from 'commander';
import { subscriptionIdSchema } from '../../../shared/domain/ids.ts';
import {
  type Subscription,
  type SubscriptionState,
  subscriptionStates,
} from '../../../shared/domain/subscription.ts';
import { t } from '../../../shared/words/words.ts';
import { answersInside } from '../command.ts';
import { exitCodes, Failure, refused } from '../failure.ts';
import { findApplication, findPlan } from '../find.ts';
import type { Surroundings } from '../surroundings.ts';
import { table } from '../table.ts';

interface ChangeOptions {
  readonly plan?: string;
  readonly state?: SubscriptionState;
}

export function addSubscriptionCommands(program: Command, surroundings: Surroundings): void {
  const noun = program.command('subscription').description(t('cli.commands.subscription'));

  const list = noun
    .command('list')
    .description(t('cli.commands.subscriptionList'))
    .argument('<APP>');
  answersInside(list, surroundings, async (workspace, { args: [app = ''] }) => {
    const { id: applicationId } = await findApplication(workspace, app);
    const rows = (await workspace.get('subscription:list', { applicationId })).map(rowOf);
    const head = ['id', 'api', 'version', 'plan', 'state'] as const;
    return {
      json: rows,
      text: table(
        head.map((name) => t(`cli.columns.${name}`)),
        rows.map((row) => head.map((name) => row[name])),
      ),
    };
  });

  const change = noun
    .command('change')
    .description(t('cli.commands.subscriptionChange'))
    .argument('<SUBSCRIPTION_ID>')
    .option('--plan <NAME>', t('cli.options.plan'))
    .addOption(
      new Option('--state <STATE>', t('cli.options.subscriptionState')).choices(subscriptionStates),
    );
  answersInside<ChangeOptions>(change, surroundings, async (workspace, { args, options }) => {
    const id = readId(args[0] ?? '');
    const { plan, state } = options;
    let changed: Subscription | null = null;
    if (plan !== undefined) {
      const { id: businessPlanId } = await findPlan(workspace, plan);
      changed = await workspace.get('subscription:change-plan', { id, businessPlanId });
    }
    if (state !== undefined) changed = await workspace.get('subscription:set-state', { id, state });
    if (changed === null) throw new Failure(t('cli.planOrState'), exitCodes.wrongUsage);
    const row = rowOf(changed);
    return { json: row, text: Object.values(row).join('  ') };
  });

  const remove = noun
    .command('delete')
    .description(t('cli.commands.subscriptionDelete'))
    .argument('<SUBSCRIPTION_ID>');
  answersInside(remove, surroundings, async ({ get }, { args: [typed = ''] }) => {
    await get('subscription:delete', { id: readId(typed) });
    return { json: null, text: t('cli.movedToBin', { name: typed }) };
  });
}

function readId(typed: string) {
  const id = subscriptionIdSchema.safeParse(typed.toLowerCase());
  if (!id.success) throw refused(t('cli.noSubscription', { id: typed }));
  return id.data;
}

function rowOf({ id, apiName, apiVersion, businessPlanName, state }: Subscription) {
  return { id, api: apiName, version: apiVersion, plan: businessPlanName, state };
}
