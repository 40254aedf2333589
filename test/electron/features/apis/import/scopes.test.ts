import { describe, expect, test } from 'vitest';
import { apiOf, codes, errorOf, fixture, note, openApi } from './support.ts';

function names(document: Parameters<typeof apiOf>[0]): string[] {
  return apiOf(document).scopes.map(({ name }) => name);
}

function withFlow(flow: unknown, more: Record<string, unknown> = {}): Record<string, unknown> {
  const securitySchemes = { oauth: { type: 'oauth2', flows: { clientCredentials: flow } } };
  return openApi({ components: { securitySchemes }, ...more });
}

test('come from every flow and every requirement, each once, in the order of the file', () => {
  expect(names(fixture('every-flow.yaml'))).toEqual([
    'in-implicit',
    'in-password',
    'in-client-credentials',
    'in-authorization-code',
    'in-device',
    'in-root',
    'in-operation',
    'in-query',
    'in-additional',
    'beside-reference',
    'in-path-item',
    'in-webhook',
  ]);
});

test('the first description counts', () => {
  const api = apiOf(fixture('every-flow.yaml'));
  expect(api.scopes[0]).toEqual({
    name: 'in-implicit',
    displayName: 'in-implicit',
    description: 'Implicit',
  });
  expect(note(api, 'scope-without-description')).toEqual({ count: 7, first: 'in-root' });
});

test("come from WSO2's extensions, with their display names", () => {
  const api = apiOf(fixture('wso2-extensions.json'));
  expect(api.context).toBe('/pizzashack');
  expect(api.scopes).toEqual([
    { name: 'order_pizza', displayName: 'Order Pizza', description: 'Order a pizza' },
    { name: 'kitchen_manage', displayName: 'kitchen_manage', description: '' },
    { name: 'menu_read', displayName: 'menu_read', description: '' },
    { name: 'delivery_track', displayName: 'delivery_track', description: '' },
  ]);
  expect(note(api, 'role-bindings-left-out')).toEqual({ count: 3, first: 'order_pizza' });
  expect(note(api, 'throttling-tier-not-a-plan')).toEqual({ count: 2, first: 'Unlimited' });
});

test.each(['x-throttling-tier', 'x-wso2-throttling-tier'])('%s is no business plan', (key) => {
  const api = apiOf(openApi({ [key]: 'Gold' }));
  expect(api.notes).toEqual([
    { code: 'throttling-tier-not-a-plan', detail: { count: 1, first: 'Gold' } },
  ]);
  expect(Object.keys(api)).not.toContain('plans');
});

function requirement(scheme: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return openApi({ security: [{ [scheme]: ['admin', 'user'] }], ...more });
}

describe('requirements', () => {
  test("of WSO2's scheme `default` count even where the file does not define it", () => {
    expect(names(requirement('default'))).toEqual(['admin', 'user']);
  });

  test('of another scheme that the file does not define are left out with a note', () => {
    const api = apiOf(requirement('oauth'));
    expect(api.scopes).toEqual([]);
    expect(note(api, 'scheme-unknown')).toEqual({ count: 1, first: 'oauth' });
  });

  test.each(['http', 'apiKey', 'mutualTLS'])('of a scheme of type %s list roles', (type) => {
    const api = apiOf(
      requirement('other', { components: { securitySchemes: { other: { type } } } }),
    );
    expect(api.scopes).toEqual([]);
    expect(note(api, 'scopes-of-other-scheme')).toEqual({ count: 1, first: 'other' });
  });

  test('without names need no note', () => {
    const securitySchemes = { key: { type: 'apiKey' } };
    const api = apiOf(openApi({ security: [{}, { key: [] }], components: { securitySchemes } }));
    expect(api.notes).toEqual([]);
  });

  test.each([
    null,
    'oauth',
    { oauth: ['read'] },
    [null, 1, 'oauth', ['read']],
    [{ oauth: 'read' }],
  ])('of the wrong shape are nothing: %j', (security) => {
    expect(apiOf(withFlow({}, { security })).scopes).toEqual([]);
  });
});

describe('names', () => {
  test.each([
    '',
    'two words',
    'tab\t',
    'quo"te',
    'back\\slash',
    '\u0000',
    'größe',
    '读',
    'x'.repeat(256),
  ])('%j are left out with a note', (name) => {
    const api = apiOf(withFlow({ scopes: { [name]: 'Described', good: 'Described' } }));
    expect(api.scopes.map((scope) => scope.name)).toEqual(['good']);
    expect(codes(api)).toEqual(['scope-name-unusable']);
  });

  test.each(['read:pets', 'https://graph.example/User.Read', '{}', 'x'.repeat(255)])(
    '%j are taken',
    (name) => {
      expect(names(withFlow({ scopes: { [name]: '' } }))).toEqual([name]);
    },
  );
});

test.each([
  [['read'], []],
  ['read', []],
  [{ 'x-tags': { read: 1 } }, []],
  [{ read: null, write: '' }, ['read', 'write']],
])('`scopes: %j` defines %j', (scopes, defined) => {
  expect(names(withFlow({ scopes }))).toEqual(defined);
});

test('are at most 5,000', () => {
  const scopes = Object.fromEntries(Array.from({ length: 5_001 }, (_, n) => [`s${n}`, '']));
  expect(errorOf(withFlow({ scopes }))).toMatchObject({
    code: 'import/too-many-values',
    detail: { limit: 5_000 },
  });
});
