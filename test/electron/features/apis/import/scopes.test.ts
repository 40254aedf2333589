import { describe, expect, test } from 'vitest';
import { apiOf, codes, errorOf, fixture, note, openApi } from './support.ts';

function names(document: Parameters<typeof apiOf>[0]): string[] {
  return apiOf(document).scopes.map(({ name }) => name);
}

function withFlow(flow: unknown, more: Record<string, unknown> = {}): Record<string, unknown> {
  const securitySchemes = { oauth: { type: 'oauth2', flows: { clientCredentials: flow } } };
  return openApi({ components: { securitySchemes }, ...more });
}

test('are taken from every flow and requirement, once, in the order of the file', () => {
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

test('keep the first description', () => {
  const api = apiOf(fixture('every-flow.yaml'));
  expect(api.scopes[0]).toEqual({
    name: 'in-implicit',
    displayName: 'in-implicit',
    description: 'Implicit',
  });
  expect(note(api, 'scope-without-description')).toEqual({ count: 7, first: 'in-root' });
});

test('are taken from WSO2’s extensions, with their display names', () => {
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

test.each(['x-throttling-tier', 'x-wso2-throttling-tier'])('%s isn’t a business plan', (key) => {
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
  test('of WSO2’s scheme `default` count even if the file doesn’t define it', () => {
    expect(names(requirement('default'))).toEqual(['admin', 'user']);
  });

  test('of another undefined scheme are left out with a note', () => {
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

  test.each([null, 'oauth', [null, 1, 'oauth', ['read']]])(
    'of the wrong shape are ignored: %j',
    (security) => {
      expect(apiOf(withFlow({}, { security })).scopes).toEqual([]);
    },
  );

  test.each([
    [{ oauth: ['read', 'write'] }],
    [[{ oauth: 'read write' }]],
    [[{ oauth: 'read, write' }]],
    [[{ oauth: { read: null, write: null } }]],
    [[{ oauth: [{ read: 'Described' }, { name: 'write' }] }]],
  ])('in other notations count: %j', (security) => {
    expect(names(withFlow({}, { security }))).toEqual(['read', 'write']);
  });

  test('with something else in the place of a scope are reported', () => {
    const api = apiOf(withFlow({}, { security: [{ oauth: ['read', ['x'], {}] }] }));
    expect(api.scopes.map(({ name }) => name)).toEqual(['read']);
    expect(note(api, 'scopes-unreadable')).toEqual({ count: 2, first: '["x"]' });
  });

  test('of a path item, and of an operation elsewhere in the file', () => {
    const document = withFlow(
      {},
      {
        paths: {
          '/a': { security: [{ oauth: ['path'] }] },
          '/b': { get: { $ref: '#/x-operations/one' } },
        },
        'x-operations': { one: { security: [{ oauth: ['operation'] }] } },
      },
    );
    expect(names(document)).toEqual(['path', 'operation']);
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
    '%j are accepted',
    (name) => {
      expect(names(withFlow({ scopes: { [name]: '' } }))).toEqual([name]);
    },
  );
});

test.each([
  [
    ['read', 'write'],
    ['read', 'write'],
  ],
  ['read write', ['read', 'write']],
  [
    [{ read: 'Described' }, { name: 'write' }],
    ['read', 'write'],
  ],
  [{ read: { description: 'Described' } }, ['read']],
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

test.each([
  ['scopes-as-a-list', ['box:read', 'box:write']],
  ['type-in-capitals', ['box:read']],
  ['security-as-a-map', ['box:read']],
])('of the file %s are %j', (name, scopes) => {
  expect(names(fixture(`field/scopes-that-vanish/${name}.yaml`))).toEqual(scopes);
});

test.each(['OAuth2', 'OAUTH2', 'oAuth 2.0', 'openidconnect', 'OIDC'])(
  'a scheme of type %s has them',
  (type) => {
    const flows = { a: { scopes: { read: '' } } };
    const components = { securitySchemes: { oauth: { type, flows } } };
    expect(names(openApi({ components }))).toEqual(['read']);
  },
);

test.each([
  { securityDefinitions: { oauth: { type: 'oauth2', scopes: { read: '' } } } },
  { securitySchemes: { oauth: { flows: { a: { scopes: { read: '' } } } } } },
  { components: { securityDefinitions: { oauth: { flow: 'implicit', scopes: { read: '' } } } } },
])('are found where people put schemes: %j', (document) => {
  expect(names(openApi(document))).toEqual(['read']);
});

test('keep the description in a map of its own', () => {
  const api = apiOf(withFlow({ scopes: { read: { description: 'See pets' } } }));
  expect(api.scopes).toEqual([{ name: 'read', displayName: 'read', description: 'See pets' }]);
});
