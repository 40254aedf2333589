import type { Page } from 'playwright-core';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** Applications, how long their tokens last in seconds (0 for none yet), and their APIs. */
const applications = [
  ['Petshop website', 18 * DAY, [0, 1, 2]],
  ['Courier tracking', 41 * 60, [2]],
  ['Kiosk terminals', 6 * HOUR, [1]],
  ['Price feed', 2 * DAY, [1]],
  ['ERP connector', -1, [0, 3]],
  ['Loyalty points', 20 * DAY, [3]],
  ['Warehouse scanner', 330 * DAY, [3]],
  ['Claims portal of the northern region with a long name', 100 * DAY, [2]],
  ['Ticket printer', 0, [2]],
] as const;

const apis = [
  ['Payments', '3.0.1', ['payments:read', 'payments:charge']],
  ['Catalogue', '2.4.0', ['catalogue:read']],
  ['Orders', '1.8.2', ['orders:read', 'orders:write']],
  ['Stock', '1.2.0', ['stock:read']],
] as const;

/** A workspace with some of everything, made through the page's bridge. */
export async function fillWorkspace(page: Page): Promise<void> {
  await page.evaluate(`(async () => {
    const give = async (channel, input) => {
      const result = await latchkey.call(channel, input);
      if (!result.ok) throw new Error(channel + ': ' + JSON.stringify(result.error));
      return result.value;
    };
    // All looks take longer than the time after which a workspace locks itself.
    await give('settings:update', { lockAfterMinutes: 1440 });
    const plans = await give('business-plan:list', {});
    const made = [];
    for (const [name, version, scopes] of ${JSON.stringify(apis)}) {
      made.push(await give('api:create', {
        name, version, context: '/' + name.toLowerCase(), provider: '', description: '',
        scopes: scopes.map((scope) => ({ name: scope, displayName: scope, description: '' })),
        businessPlanIds: plans.map(({ id }) => id),
      }));
    }
    for (const [name, validitySeconds, of] of ${JSON.stringify(applications)}) {
      const { id } = await give('application:create', {
        name, description: '', perTokenQuota: '50PerMin',
      });
      await give('subscription:create', {
        applicationId: id,
        choices: of.map((at) => ({ apiId: made[at].id, businessPlanId: plans[0].id })),
      });
      if (validitySeconds === 0) continue;
      const order = { applicationId: id, keyType: 'PRODUCTION', validitySeconds, scopes: [] };
      let token = await give('keys:generate', order);
      if (name.startsWith('Petshop')) {
        token = await give('token:regenerate', { ...order, replaces: token.id });
        await give('secret:copy', { kind: 'access-token', id: token.id });
      }
      // APIs that were added since make a token stale.
      if (name.startsWith('Loyalty')) {
        await give('subscription:create', {
          applicationId: id,
          choices: [{ apiId: made[1].id, businessPlanId: plans[0].id }],
        });
      }
      if (name.startsWith('Petshop') || name.startsWith('Price')) {
        await give('application:arrange', { selection: { ids: [id] }, favourite: true, group: 'Storefront' });
      }
    }
    const old = await give('application:create', {
      name: 'Old portal', description: '', perTokenQuota: 'Unlimited',
    });
    await give('application:delete', { id: old.id });
    await give('signing-key:create', { algorithm: 'RS256' });
  })()`);
}
