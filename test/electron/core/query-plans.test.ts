import { describe, expect, test } from 'vitest';
import type { CoreChannel } from '../../../electron/base/context/context.ts';
import { apiSorts } from '../../../shared/domain/api.ts';
import { applicationSorts } from '../../../shared/domain/application.ts';
import { tokenSorts } from '../../../shared/domain/token-filter.ts';
import type { Input, ReadChannel } from '../../../shared/ipc/contract.ts';
import { startCore, type TestCore } from '../../support/core.ts';
import { everyChange } from '../../support/journey.ts';
import { recordStatements, slowSteps } from '../../support/query-plans.ts';
import { makePetshop } from '../../support/workspace.ts';

type Read = CoreChannel & ReadChannel;
type Inputs = { readonly [C in Read]: readonly Input<C>[] };

/** Each list and search in all its forms: a new reading channel without one doesn't compile. */
async function everyRead(core: TestCore): Promise<void> {
  const { application, api, token } = await makePetshop(core);
  const ofApplication = { applicationId: application.id };
  const limit = 100;
  const key = first(await core.give('signing-key:list', {}));
  const narrowed = [
    {},
    ofApplication,
    { neverExpires: true },
    { neverExpires: false },
    { keyType: 'SANDBOX' },
    { after: token.id },
    { kid: 'x', current: true },
    { consumerKey: 'x', stale: true },
    { profile: 'lean', expiring: true },
    { issuedFrom: 1, issuedBefore: 2, expiresBefore: 3 },
  ] as const;
  const sorts = tokenSorts.flatMap((by) =>
    (['ascending', 'descending'] as const).map((direction) => ({ by, direction })),
  );
  const applicationFilters = [
    { favourite: true },
    { group: 'g' },
    { favourite: true, group: 'g' },
  ] as const;
  const states = [undefined, 'active', 'expired', 'revoked'] as const;
  const searches = [undefined, 'p', 'pe', 'petshop', token.id] as const;
  const queries: Input<'token:list'>[] = [];
  const counted: Input<'token:count'>[] = [];
  for (const one of narrowed) {
    for (const state of states) {
      for (const search of searches) {
        queries.push({ limit, state, search, ...one });
        const { after: _after, ...filter } = { after: undefined, ...one };
        counted.push({ state, search, ...filter });
      }
    }
  }
  for (const sort of sorts) {
    for (const after of [undefined, token.id]) queries.push({ limit, sort, after });
    queries.push({ limit, sort, search: 'petshop' }, { limit, sort, state: 'revoked' });
  }
  const bulk = await core.give('bulk:prepare', {
    kind: 'regenerate',
    tokens: { ids: [token.id] },
    validitySeconds: null,
    scopes: null,
  });
  await core.give('bulk:run', { id: bulk.id });
  const inputs: Inputs = {
    'home:get': [{ monthFrom: 0 }],
    'settings:get': [{}],
    'settings:policy': [{}],
    'renewal:list': [{}],
    'application:list': applicationSorts.flatMap((sort) =>
      searches.flatMap((search) => [
        { sort, search },
        { sort, search, after: application.id },
        { sort, search, skip: 1, limit: 1 },
        ...applicationFilters.map((filter) => ({ sort, search, ...filter })),
        { sort, search, favourite: true, group: 'g', after: application.id },
      ]),
    ),
    'application:count': [
      ...searches.map((search) => ({ search })),
      ...applicationFilters.flatMap((filter) => searches.map((search) => ({ ...filter, search }))),
    ],
    'application:groups': [{}],
    'application:selected': [
      { selection: { ids: [application.id] } },
      { selection: { filter: {} } },
    ],
    'reminders:list': [{ until: Date.now() * 2 }],
    'application:place': [{ typed: 'pet' }],
    'application:get': [{ id: application.id }],
    'api:list': [
      ...apiSorts.flatMap((sort) =>
        searches.flatMap((search) => [
          { sort, search },
          { sort, search, after: api.id },
        ]),
      ),
      { name: 'petshop' },
      { ids: [api.id] },
      { subscribedBy: application.id },
    ],
    'api:count': [
      ...searches.map((search) => ({ search })),
      { businessPlanId: api.businessPlanIds[0] },
    ],
    'api:place': [{ typed: 'pet' }],
    'api:like': [{ apis: [{ name: 'Petshop', version: '1.0.0', context: '/petshop' }] }],
    'api:get': [{ id: api.id }],
    'business-plan:list': [{}],
    'quota:list': [{}],
    'scope:list': [{ limit }, { limit, prefix: 'p' }, { limit, after: 'pets:read' }],
    'catalogue:users': [
      { businessPlanId: first(api.businessPlanIds) },
      { quota: 'Unlimited' },
      { scope: 'pets:read' },
    ],
    'subscription:list': [ofApplication],
    'keys:get': [{ ...ofApplication, keyType: 'PRODUCTION' }],
    'consumer-secret:list': [{ ...ofApplication, keyType: 'PRODUCTION' }],
    'keys:hand-over': [{ ...ofApplication, keyType: 'PRODUCTION' }],
    'token-form:get': [ofApplication],
    'token:preview': [{ ...ofApplication, keyType: 'SANDBOX', validitySeconds: 60, scopes: [] }],
    'token:stale-reasons': [{ id: token.id }],
    'token:list': queries,
    'token:count': counted,
    'saved-filter:list': [{}],
    'gateway:get': [{}],
    'bulk:list': [{}],
    'bulk:items': (['issued', 'left-out'] as const).map((which) => ({ id: bulk.id, which, limit })),
    'gateway:engine': [{ engine: 'nginx' }],
    'signing-key:list': [{}],
    'signing-key:usage': [{}],
    'signing-key:applications': [{ id: key.id, limit }],
    'activity:list': [
      { limit },
      { limit, before: 2 },
      { limit, search: 'p' },
      { limit, search: 'petshop', kinds: ['api/created'] },
    ],
    'bin:list': [{}, { after: { kind: 'api', id: api.id } }],
    'bin:count': [{}],
  };
  for (const [channel, each] of Object.entries(inputs)) {
    for (const input of each) await core.give(channel as Read, input);
  }
  await core.give('activity:verify', {});
}

function first<T>([one]: readonly T[]): T {
  if (one === undefined) throw new Error('There is none');
  return one;
}

test('no statement scans or sorts a growing table', async () => {
  const statements = recordStatements();
  // A backup checks every row on purpose; on a slow machine, it begins in the middle of this.
  const core = await startCore();
  await everyRead(core);
  await core.restart();
  await everyChange(await startCore());
  const slow = [...statements]
    .filter((sql) => /^(?:SELECT|WITH|INSERT|UPDATE|DELETE)\b/.test(sql))
    .map((sql) => ({ sql, steps: slowSteps(sql) }))
    .filter(({ steps }) => steps.length > 0);
  expect(slow).toEqual([]);
  expect(statements.size).toBeGreaterThan(60);
  // Those of a reader, too, wherever it runs.
  const searches = [...statements].filter((sql) => sql.includes('_search MATCH'));
  expect(searches.length).toBeGreaterThan(1);
});

describe('the check detects', () => {
  test.each([
    ['reads a whole table', 'SELECT id FROM token WHERE api_count > ?'],
    ['reads a whole table by another name', 'SELECT t.id FROM token t ORDER BY t.sequence DESC'],
    ['reads a whole index', 'SELECT count(*) FROM token WHERE issued_at % 2 = ?'],
    ['sorts', 'SELECT id FROM token WHERE application_id = ? ORDER BY api_count'],
    ['sorts what it groups', 'SELECT count(DISTINCT issuer) FROM token WHERE application_id = ?'],
    ['looks for a part of a text', "SELECT id FROM application WHERE name LIKE '%' || ? || '%'"],
    ['reads all of a search', 'SELECT rowid FROM token_search LIMIT ?'],
    ['joins without an index', 'SELECT 1 FROM api JOIN api_scope c ON c.description = api.name'],
    ['hides it in another', 'SELECT (SELECT max(api_count) FROM token WHERE api_count < ?)'],
    ['writes by it', 'UPDATE token SET api_count = 1 WHERE api_count = ?'],
  ])('%s', (_what, sql) => {
    expect(slowSteps(sql)).not.toEqual([]);
  });

  test('no other', () => {
    const sql = `SELECT id FROM token WHERE application_id = ? AND keys_id = ?
      ORDER BY sequence DESC LIMIT 1`;
    expect(slowSteps(sql)).toEqual([]);
  });
});
