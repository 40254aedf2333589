import type { Result } from '../../shared/result.ts';
import { codeOf, type FaultCore, issue, makeApplication, signIn } from './fault-core.ts';

/** Uses the workspace until every protected table has rows. */
export async function useAll(core: FaultCore): Promise<void> {
  const { call } = core;
  need(await signIn(core));
  const plans = need(await call('business-plan:list', {}));
  const businessPlanId = plans[0]?.id;
  if (businessPlanId === undefined) throw new Error('There is no business plan');
  const api = need(
    await call('api:create', {
      name: 'Pets',
      version: '1',
      context: '/pets',
      provider: '',
      description: '',
      scopes: [],
      businessPlanIds: [businessPlanId],
    }),
  );
  const kept = need(await call('application:list', {}))[0];
  if (kept === undefined) throw new Error('The application is not there');
  const choices = [{ apiId: api.id, businessPlanId }];
  need(await call('subscription:create', { applicationId: kept.id, choices }));
  need(await call('settings:update', { issuer: 'urn:before' }));
  const purged = need(await makeApplication(core, 'Purged'));
  const request = { keyType: 'PRODUCTION' as const, validitySeconds: -1, scopes: [] };
  need(await call('keys:generate', { applicationId: purged.id, ...request }));
  need(await call('application:delete', { id: purged.id }));
  need(await call('bin:purge', { kind: 'application', id: purged.id }));
  need(await makeApplication(core, 'Free'));
  const sandbox = need(await issue(core, 'SANDBOX'));
  need(await call('token:revoke', { ids: [sandbox.id] }));
}

export function need<T>(result: Result<T, { readonly code: string }>): T {
  if (!result.ok) throw new Error(`It was refused: ${result.error.code}`);
  return result.value;
}

/** The results of signing and publishing, in a workspace after `useAll`. */
export async function signatures({ call }: FaultCore): Promise<string> {
  const listed = need(await call('application:list', {}));
  const free = listed.find(({ name }) => name === 'Free');
  const request = { keyType: 'PRODUCTION' as const, validitySeconds: 60, scopes: [] };
  const signed =
    free === undefined ? [] : [await call('keys:generate', { applicationId: free.id, ...request })];
  const codes = [...signed, await call('gateway:get', {})].map(codeOf);
  return [...new Set(codes)].join();
}
