import type { Page } from 'playwright-core';

export interface Petshop {
  readonly applicationId: string;
  readonly keysId: string;
  readonly tokenId: string;
}

/** Creates an application with one token through the page's bridge. */
export function makePetshop(page: Page, name = 'Petshop'): Promise<Petshop> {
  return page.evaluate(`(async () => {
    const give = async (channel, input) => {
      const result = await latchkey.call(channel, input);
      if (!result.ok) throw new Error(channel + ': ' + JSON.stringify(result.error));
      return result.value;
    };
    const plans = await give('business-plan:list', {});
    const api = await give('api:create', {
      name: ${JSON.stringify(`${name} API`)}, version: '1', context: '/${name.toLowerCase()}', provider: '',
      description: '', scopes: [], businessPlanIds: plans.map(({ id }) => id),
    });
    const application = await give('application:create', {
      name: ${JSON.stringify(name)}, description: '', perTokenQuota: 'Unlimited',
    });
    await give('subscription:create', {
      applicationId: application.id,
      choices: [{ apiId: api.id, businessPlanId: plans[0].id }],
    });
    const token = await give('keys:generate', {
      applicationId: application.id, keyType: 'PRODUCTION', validitySeconds: 3600, scopes: [],
    });
    return { applicationId: application.id, keysId: token.keysId, tokenId: token.id };
  })()`);
}

/** Reveals a secret through the page's bridge. */
export function reveal(page: Page, kind: string, id: string): Promise<string> {
  return page.evaluate(`latchkey.call('secret:reveal', { kind: '${kind}', id: '${id}' })
    .then(({ value }) => value.value)`);
}
