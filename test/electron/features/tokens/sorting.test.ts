import { expect, test } from 'vitest';
import { compareTokens } from '../../../../electron/features/tokens/compare-tokens.ts';
import type { TokenSummary } from '../../../../shared/domain/token.ts';
import { type TokenFilter, tokenSorts } from '../../../../shared/domain/token-filter.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import { SECOND, startCore, type TestCore } from '../../../support/core.ts';
import { generate, makeApplication, makePetshop, regenerate } from '../../../support/workspace.ts';

async function mixed() {
  const core = await startCore();
  const { application, token } = await makePetshop(core);
  const active = await regenerate(core, token, { validitySeconds: 86_400 });
  const other = await makeApplication(core, 'Other');
  await generate(core, other.id, { validitySeconds: 1 });
  await generate(core, other.id, { keyType: 'SANDBOX', validitySeconds: -1 });
  const issue = async (name: string, more: Partial<Input<'keys:generate'>> = {}) => {
    const { id } = await makeApplication(core, name);
    const request = { keyType: 'PRODUCTION' as const, validitySeconds: 3600, scopes: [] };
    return core.give('keys:generate', { applicationId: id, ...request, ...more });
  };
  const first = await issue('Zoo', { profile: 'lean', keyType: 'SANDBOX' });
  core.clock.now += SECOND;
  const second = await issue('ähnlich', { algorithm: 'ES256', validitySeconds: 60 });
  await issue('Büro 10', { profile: 'wso2-3', validitySeconds: 60 });
  await issue('Büro 9', { profile: 'lean', algorithm: 'ES256' });
  await core.give('token:revoke', { ids: [first.id] });
  core.clock.now += SECOND;
  await core.give('token:revoke', { ids: [second.id] });
  await core.give('application:delete', { id: other.id });
  await regenerate(
    core,
    (await core.give('token:list', { limit: 9, search: 'büro 9' })).tokens[0] ?? active,
  );
  core.clock.now += 100 * SECOND;
  return { core, application };
}

async function inPages(core: TestCore, query: Partial<Input<'token:list'>>) {
  const found: TokenSummary[] = [];
  for (;;) {
    const after = found.at(-1)?.id;
    const { tokens, more } = await core.give('token:list', {
      limit: 3,
      ...query,
      ...(after && { after }),
    });
    found.push(...tokens);
    if (!more) return found;
  }
}

test('pages have each token once, in the order of what the column shows', async () => {
  const { core, application } = await mixed();
  const newest = await inPages(core, {});
  const all = newest.map((token, index) =>
    Object.assign(token, { sequence: newest.length - index }),
  );
  expect(all.length).toBeGreaterThan(8);
  for (const by of tokenSorts) {
    for (const direction of ['ascending', 'descending'] as const) {
      const sort = { by, direction };
      const expected = (tokens: typeof all) =>
        tokens
          .toSorted((one, two) => compareTokens(one, two, sort, core.clock.now))
          .map(({ id }) => id);
      const found = async (filter: TokenFilter) =>
        (await inPages(core, { sort, ...filter })).map(({ id }) => id);
      expect(await found({}), `${by} ${direction}`).toEqual(expected(all));
      const lean = all.filter(({ profile }) => profile === 'lean');
      expect(await found({ profile: 'lean' }), `${by} ${direction}`).toEqual(expected(lean));
      const bureau = all.filter(({ applicationName }) => applicationName.startsWith('Büro'));
      expect(await found({ search: 'büro' }), `${by} ${direction}`).toEqual(expected(bureau));
      const own = all.filter(({ applicationId }) => applicationId === application.id);
      const applicationId = application.id;
      expect(await found({ applicationId }), `${by} ${direction}`).toEqual(expected(own));
    }
  }
});

test('what no longer exists has no page after it', async () => {
  const { core, application } = await mixed();
  const { tokens } = await core.give('token:list', { limit: 1, applicationId: application.id });
  await core.give('application:delete', { id: application.id });
  await core.give('bin:purge', { kind: 'application', id: application.id });
  for (const by of ['size', 'application', 'status'] as const) {
    const query = {
      limit: 3,
      after: tokens[0]?.id,
      sort: { by, direction: 'ascending' },
    } as const;
    expect((await core.give('token:list', query)).tokens).toEqual([]);
  }
});
