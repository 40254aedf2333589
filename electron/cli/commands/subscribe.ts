import type { Command } from 'commander';
import { t } from '../../../shared/words/words.ts';
import { answersInside } from '../command.ts';
import { findApi, findApplication, findPlan } from '../find.ts';
import type { Surroundings } from '../surroundings.ts';

interface SubscribeOptions {
  readonly plan: string;
}

export function addSubscribeCommand(program: Command, surroundings: Surroundings): void {
  const subscribe = program
    .command('subscribe')
    .description(t('cli.commands.subscribe'))
    .argument('<APP>')
    .argument('<API[@VERSION]>')
    .requiredOption('--plan <NAME>', t('cli.options.plan'));
  answersInside<SubscribeOptions>(subscribe, surroundings, async (workspace, typed) => {
    const [app = '', name = ''] = typed.args;
    const application = await findApplication(workspace, app);
    const api = await findApi(workspace, name);
    const plan = await findPlan(workspace, typed.options.plan);
    await workspace.get('subscription:create', {
      applicationId: application.id,
      choices: [{ apiId: api.id, businessPlanId: plan.id }],
    });
    const text = t('cli.subscribed', {
      application: application.name,
      api: `${api.name} ${api.version}`,
      plan: plan.name,
    });
    return { json: null, text };
  });
}
