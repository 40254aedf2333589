import { describe, expect, test } from 'vitest';
import type { TokenFilter } from '../../../../shared/domain/token-filter.ts';
import { DAY, SECOND, START, startCore } from '../../../support/core.ts';
import { generate, makeApplication, makePetshop, regenerate } from '../../../support/workspace.ts';

/** An active, a revoked, an expired and a never-expiring token. */
async function ledger() {
  const core = await startCore();
  const { application, token: revoked } = await makePetshop(core);
  const active = await regenerate(core, revoked, { validitySeconds: 86_400 });
  const other = await makeApplication(core, '100%_Приложение');
  const expired = await generate(core, other.id, { validitySeconds: 1 });
  const never = await generate(core, other.id, { keyType: 'SANDBOX', validitySeconds: -1 });
  core.clock.now += 10 * SECOND;
  const ids = async (query: Record<string, unknown>) =>
    (await core.give('token:list', { limit: 100, ...query })).tokens.map(({ id }) => id);
  const named = {
    [active.id]: 'active',
    [revoked.id]: 'revoked',
    [expired.id]: 'expired',
    [never.id]: 'never',
  };
  const names = async (query: Record<string, unknown>) => (await ids(query)).map((id) => named[id]);
  return { core, application, other, active, revoked, never, names };
}

test('the ledger lists every token, newest first', async () => {
  const { names } = await ledger();
  expect(await names({})).toEqual(['never', 'expired', 'active', 'revoked']);
});

test.each([
  [{ state: 'active' }, ['never', 'active']],
  [{ state: 'expired' }, ['expired']],
  [{ state: 'revoked' }, ['revoked']],
  [{ neverExpires: true }, ['never']],
  [{ neverExpires: false }, ['expired', 'active', 'revoked']],
  [{ keyType: 'SANDBOX' }, ['never']],
  [{ search: 'petshop' }, ['active', 'revoked']],
  [{ search: 'pets:read' }, ['revoked']],
  [{ search: '100%_' }, ['never', 'expired']],
  [{ search: 'ПРИЛОЖ' }, ['never', 'expired']],
  [{ search: '%' }, ['never', 'expired']],
  [{ search: '_' }, ['never', 'expired']],
  [{ search: '' }, ['never', 'expired', 'active', 'revoked']],
  [{ search: 'nothing of this' }, []],
  [{ search: `'; DROP TABLE token; --` }, []],
  [{ state: 'active', keyType: 'PRODUCTION' }, ['active']],
])('%j', async (query, expected) => {
  const { core, names } = await ledger();
  expect(await names(query)).toEqual(expected);
  const active = expected.filter((name) => name === 'active' || name === 'never').length;
  const counts = await core.give('token:count', query as TokenFilter);
  expect(counts).toEqual({ found: expected.length, active });
});

test('of one application, or by a token’s id', async () => {
  const { application, active, names } = await ledger();
  expect(await names({ applicationId: application.id })).toEqual(['active', 'revoked']);
  expect(await names({ search: active.id })).toEqual(['active']);
});

test('counts a token found in two ways once', async () => {
  const { core, active, never } = await ledger();
  const { kid } = active;
  // A token that is found both by its signing key and by its application's name.
  await generate(core, (await makeApplication(core, kid)).id, {});
  for (const [search, found] of [
    [kid, 5],
    [never.id.slice(0, 8), 1],
  ] as const) {
    expect(await core.give('token:count', { search })).toMatchObject({ found });
  }
});

test('is stable across pages, and ends', async () => {
  const { core } = await ledger();
  const whole = (await core.give('token:list', { limit: 100 })).tokens;
  const first = await core.give('token:list', { limit: 3 });
  const rest = await core.give('token:list', { limit: 3, after: first.tokens[2]?.id });
  expect([...first.tokens, ...rest.tokens]).toEqual(whole);
  expect([first.more, rest.more]).toEqual([true, false]);
});

describe('Revoke', () => {
  const gone = '0f8fad5b-d9cb-469f-a165-70867728950e';

  test('takes effect immediately and permanently for each token', async () => {
    const { core, active, never, names } = await ledger();
    // An id given twice still counts once.
    await core.give('token:revoke', { ids: [active.id, never.id, active.id] });
    const { tokens } = await core.give('token:list', { state: 'revoked', limit: 100 });
    expect(tokens).toContainEqual({ ...active, revokedAt: START + 10 * SECOND });
    expect(await names({ state: 'active' })).toEqual([]);
    const { entries } = await core.give('activity:list', { limit: 3 });
    const told = entries.map(({ kind, subject, detail }) => [kind, subject, detail['token']]);
    expect(told).toEqual([
      ['token/revoked', '100%_Приложение, SANDBOX', never.id],
      ['token/revoked', 'Petshop, PRODUCTION', active.id],
      ['keys/generated', '100%_Приложение, SANDBOX', undefined],
    ]);
  });

  test.each([
    ['revoked already', 'revoked', { code: 'token/revoked', detail: { application: 'Petshop' } }],
    ['not there', 'gone', { code: 'missing/token' }],
  ] as const)('of several revokes none if one is %s', async (_, which, refusal) => {
    const { core, active, revoked } = await ledger();
    const before = await core.give('activity:list', { limit: 100 });
    const ids = [active.id, { revoked: revoked.id, gone }[which]];
    expect(await core.refuse('token:revoke', { ids })).toEqual(refusal);
    const { tokens } = await core.give('token:list', { state: 'active', limit: 100 });
    expect(tokens).toContainEqual(active);
    expect(await core.give('activity:list', { limit: 100 })).toEqual(before);
  });
});

describe('a clock that goes back', () => {
  test('by jitter: iat stays the same', async () => {
    const { core, active } = await ledger();
    core.clock.now = START - 60 * SECOND;
    const fresh = await regenerate(core, active);
    expect(fresh.issuedAt).toBe(START);
  });

  test.each([
    [60 * SECOND, 0],
    [60 * SECOND + 1, 61],
    [10 * 365 * DAY, (10 * 365 * DAY) / SECOND],
  ])('by %d ms: reports %d seconds', async (back, told) => {
    const { core, application } = await ledger();
    core.clock.now = START - back;
    const of = { applicationId: application.id, keyType: 'PRODUCTION' } as const;
    expect((await core.give('keys:get', of)).clockBehindSeconds).toBe(told);
  });

  test('by a changed clock: the token has the clock’s time', async () => {
    const { core, active } = await ledger();
    core.clock.now = START - DAY;
    expect((await regenerate(core, active)).issuedAt).toBe(START - DAY);
  });
});
