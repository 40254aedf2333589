import type { ApiDraft } from '../../shared/domain/api.ts';
import type { KeyType, TokenSummary } from '../../shared/domain/token.ts';
import type { Input, Output } from '../../shared/ipc/contract.ts';
import type { TestCore } from './core.ts';

export type Plans = Readonly<Record<'Bronze' | 'Silver' | 'Gold' | 'Unlimited', string>>;

/** The ids of the business plans in every new workspace. */
export async function planIds(core: TestCore): Promise<Plans> {
  const plans = await core.give('business-plan:list', {});
  const id = (name: string): string => {
    const plan = plans.find((candidate) => candidate.name === name);
    if (plan === undefined) throw new Error(`There is no plan ${name}`);
    return plan.id;
  };
  return {
    Bronze: id('Bronze'),
    Silver: id('Silver'),
    Gold: id('Gold'),
    Unlimited: id('Unlimited'),
  };
}

export function scope(name: string, displayName = '', description = ''): ApiDraft['scopes'][0] {
  return { name, displayName, description };
}

export async function makeApi(
  core: TestCore,
  name: string,
  draft: Partial<Input<'api:create'>> = {},
): Promise<Output<'api:create'>> {
  const plans = await planIds(core);
  return core.give('api:create', {
    name,
    version: '1.0.0',
    context: `/${name.toLowerCase()}`,
    provider: '',
    description: '',
    scopes: [],
    businessPlanIds: Object.values(plans),
    ...draft,
  });
}

export async function makeApplication(
  core: TestCore,
  name: string,
  draft: Partial<Input<'application:create'>> = {},
): Promise<Output<'application:create'>> {
  return core.give('application:create', {
    name,
    description: '',
    perTokenQuota: 'Unlimited',
    ...draft,
  });
}

export async function subscribe(
  core: TestCore,
  applicationId: string,
  apiId: string,
  plan: keyof Plans = 'Gold',
): Promise<Output<'subscription:create'>[0]> {
  const plans = await planIds(core);
  const [subscription] = await core.give('subscription:create', {
    applicationId,
    choices: [{ apiId, businessPlanId: plans[plan] }],
  });
  if (subscription === undefined) throw new Error('Nothing was subscribed');
  return subscription;
}

interface IssueOptions {
  readonly keyType?: KeyType;
  readonly validitySeconds?: number;
  readonly scopes?: readonly string[];
}

function request(applicationId: string, options: IssueOptions) {
  return {
    applicationId,
    keyType: options.keyType ?? 'PRODUCTION',
    validitySeconds: options.validitySeconds ?? 3600,
    scopes: [...(options.scopes ?? [])],
  };
}

export async function generate(
  core: TestCore,
  applicationId: string,
  options: IssueOptions = {},
): Promise<TokenSummary> {
  return core.give('keys:generate', request(applicationId, options));
}

export async function regenerate(
  core: TestCore,
  old: TokenSummary,
  options: IssueOptions = {},
): Promise<TokenSummary> {
  const { applicationId, keyType } = old;
  return core.give('token:regenerate', {
    ...request(applicationId, { keyType, ...options }),
    replaces: old.id,
  });
}

/** The JWT of a token. */
export async function jwtOf(core: TestCore, token: { readonly id: string }): Promise<string> {
  return (await core.give('secret:reveal', { kind: 'access-token', id: token.id })).value;
}

/** An application that is subscribed to one API with two scopes and has its first token. */
export async function makePetshop(core: TestCore) {
  const api = await makeApi(core, 'Pets', {
    provider: 'petshop-team',
    scopes: [scope('pets:read', 'Read pets'), scope('pets:write', 'Change pets')],
  });
  const application = await makeApplication(core, 'Petshop');
  const subscription = await subscribe(core, application.id, api.id);
  const token = await generate(core, application.id, { scopes: ['pets:read'] });
  return { api, application, subscription, token };
}
