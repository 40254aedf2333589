import { describe, expect, test } from 'vitest';
import type { ReadableDb } from '../../../../electron/base/database/database.ts';
import { countTokens, type TokenQuery } from '../../../../electron/features/tokens/ledger.ts';
import { listTokens } from '../../../../electron/features/tokens/list-tokens.ts';
import { isExpiring } from '../../../../shared/domain/token.ts';
import type { TokenFilter } from '../../../../shared/domain/token-filter.ts';
import { DAY, SECOND, startCore, type TestCore } from '../../../support/core.ts';
import { openBeside } from '../../../support/data-key.ts';
import { recordStatements, slowSteps } from '../../../support/query-plans.ts';
import { generate, makeApplication, makePetshop, regenerate } from '../../../support/workspace.ts';

async function idsOf(core: TestCore, filter: TokenFilter): Promise<string[]> {
  const { tokens } = await core.give('token:list', { ...filter, limit: 500 });
  expect((await core.give('token:count', filter)).found).toBe(tokens.length);
  return tokens.map(({ id }) => id);
}

/** Four tokens, a day apart: the first is replaced by the second. */
async function ledger() {
  const core = await startCore();
  const { token: first } = await makePetshop(core);
  core.clock.now += DAY;
  const second = await regenerate(core, first, { validitySeconds: 30 * 86_400 });
  core.clock.now += DAY;
  const other = await makeApplication(core, 'Other');
  const third = await generate(core, other.id, { validitySeconds: 10 * 86_400 });
  core.clock.now += DAY;
  const never = await generate(core, other.id, { keyType: 'SANDBOX', validitySeconds: -1 });
  return { core, first, second, third, never };
}

describe('the ledger is narrowed to', () => {
  test('current tokens, or those that were replaced', async () => {
    const { core, first, second, third, never } = await ledger();
    expect(await idsOf(core, { current: true })).toEqual([never.id, third.id, second.id]);
    expect(await idsOf(core, { current: false })).toEqual([first.id]);
  });

  test('stale ones', async () => {
    const { core, second, third, never } = await ledger();
    expect(await idsOf(core, { stale: true })).toEqual([]);
    await core.give('application:update', {
      id: second.applicationId,
      name: 'Renamed',
      description: '',
      perTokenQuota: 'Unlimited',
    });
    expect(await idsOf(core, { stale: true, current: true })).toEqual([second.id]);
    expect(await idsOf(core, { stale: false })).toEqual([never.id, third.id]);
  });

  test('those about to expire, as the list says it', async () => {
    const { core, third } = await ledger();
    core.clock.now = third.expiresAt - DAY - SECOND;
    expect(await idsOf(core, { expiring: true })).toEqual([]);
    core.clock.now = third.expiresAt - DAY;
    expect(isExpiring(third, core.clock.now)).toBe(true);
    expect(await idsOf(core, { expiring: true })).toEqual([third.id]);
    core.clock.now = third.expiresAt;
    expect(await idsOf(core, { expiring: true })).toEqual([]);
  });

  test('a signing key, a consumer key, a format', async () => {
    const { core, first, second, third } = await ledger();
    const { keys } = await core.give('keys:get', {
      applicationId: third.applicationId,
      keyType: 'PRODUCTION',
    });
    expect(await idsOf(core, { consumerKey: keys?.consumerKey ?? '' })).toEqual([third.id]);
    expect(await idsOf(core, { kid: 'another' })).toEqual([]);
    expect((await idsOf(core, { kid: first.kid })).length).toBe(4);
    await core.give('settings:update', { profile: 'lean' });
    const lean = await regenerate(core, second);
    expect(await idsOf(core, { profile: 'lean' })).toEqual([lean.id]);
  });

  test('a time of issue or expiry', async () => {
    const { core, first, second, third, never } = await ledger();
    const issuedBefore = third.issuedAt;
    expect(await idsOf(core, { issuedBefore })).toEqual([second.id, first.id]);
    expect(await idsOf(core, { issuedFrom: third.issuedAt })).toEqual([never.id, third.id]);
    expect(await idsOf(core, { state: 'active', expiresBefore: third.expiresAt + 1 })).toEqual([
      third.id,
    ]);
  });
});

test.each([1, 2, 500])('is sorted by expiry, either way, in pages of %i', async (limit) => {
  const { core, first, second, third, never } = await ledger();
  const inPages = async (direction: 'ascending' | 'descending') => {
    const ids: string[] = [];
    for (;;) {
      const after = ids.at(-1);
      const page = await core.give('token:list', {
        limit,
        sort: { by: 'expires', direction },
        ...(after === undefined ? {} : { after }),
      });
      ids.push(...page.tokens.map(({ id }) => id));
      if (!page.more) return ids;
    }
  };
  const order = [first.id, third.id, second.id, never.id];
  expect(await inPages('ascending')).toEqual(order);
  expect(await inPages('descending')).toEqual(order.toReversed());
});

test('a filter revokes what it finds and nothing else', async () => {
  const { core, second, third, never } = await ledger();
  const filter = { state: 'active', issuedBefore: third.issuedAt } as const;
  expect(await core.give('token:revoke', { filter })).toEqual({ revoked: 1 });
  expect(await idsOf(core, { state: 'active' })).toEqual([never.id, third.id]);
  expect(await idsOf(core, { state: 'revoked' })).toContain(second.id);
});

test('a page is the same whether its tokens are looked up or the ledger is walked', async () => {
  const { core, second, third, never } = await ledger();
  await core.give('token:revoke', { ids: [second.id] });
  // The first two are stale.
  const renamed = { name: 'Renamed pets', description: '', perTokenQuota: 'Unlimited' } as const;
  await core.give('application:update', { id: second.applicationId, ...renamed });
  // Completes the search index, as the first search does.
  await core.give('token:list', { search: 'pet', limit: 1 });
  const now = third.expiresAt - DAY;
  const values = {
    keyType: ['PRODUCTION', 'SANDBOX'],
    state: ['active', 'expired', 'revoked'],
    neverExpires: [true, false],
    expiring: [true],
    current: [true, false],
    stale: [true, false],
    profile: ['standard', 'lean'],
    issuedFrom: [never.issuedAt],
    issuedBefore: [third.issuedAt],
    expiresBefore: [third.expiresAt],
    search: ['pet', 'o', third.kid.slice(0, 8), never.id.slice(0, 8), 'none'],
    after: [never.id, third.id],
  } as const;
  const choices = Object.entries(values).map(([name, all]) =>
    [undefined, ...all].map((value) => (value === undefined ? {} : { [name]: value })),
  );
  const queries = choices
    .reduce((some, more) => some.flatMap((one) => more.map((other) => ({ ...one, ...other }))))
    // Two at once are as good as all.
    .filter((query) => Object.keys(query).length <= 2);
  const sorts = [
    undefined,
    { by: 'issued', direction: 'ascending' },
    { by: 'expires', direction: 'descending' },
    { by: 'expires', direction: 'ascending' },
    { by: 'size', direction: 'ascending' },
  ] as const;
  // A walk past the hits of a search, and one that compares texts.
  const walks = [50, 0].map((hits) => ({ few: -1, fewHits: -1, hits, hitsNearby: hits }));
  // Completes the search index.
  await idsOf(core, { search: 'pet' });
  const statements = recordStatements();
  const db = (await openBeside(core.home, { readonly: true })) as unknown as ReadableDb;
  for (const query of queries) {
    for (const sort of sorts) {
      const page = { ...query, sort, limit: 2 } as TokenQuery;
      const found = listTokens(db, page, now);
      for (const walk of walks) {
        expect({ page, walk, found: listTokens(db, page, now, walk) }).toEqual({
          page,
          walk,
          found,
        });
      }
    }
    const { after: _after, ...filter } = { ...query } as { after?: string } & TokenFilter;
    expect(countTokens(db, filter, now)).toEqual(countTokens(db, filter, now, -1));
  }
  db.close();
  expect([...statements].flatMap((sql) => slowSteps(sql))).toEqual([]);
});
