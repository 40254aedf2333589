import { describe, expect, test } from 'vitest';
import { apiOf, codes, errorOf, fixture, note, openApi } from './support.ts';

const remote = 'https://attacker.example/pet.yaml';

function schema(value: unknown): Record<string, unknown> {
  return openApi({ components: { schemas: { Pet: value } } });
}

describe('a reference to outside the file', () => {
  test('from schemas, parameters and the like is left out and counted', () => {
    const api = apiOf(fixture('field/refs-that-lead-out-only-in-schemas/in.yaml'));
    expect(api).toMatchObject({
      name: 'Depot',
      version: '1.0',
      context: '/depot',
      scopes: [{ name: 'box:read', description: 'See boxes' }],
    });
    expect(api.notes).toEqual([
      {
        code: 'references-left-out',
        detail: { count: 2, first: './shared/parameters.yaml#/page' },
      },
    ]);
  });

  test('is named by the first one in the file', () => {
    expect(note(apiOf(fixture('remote-reference.yaml')), 'references-left-out')).toEqual({
      count: 2,
      first: 'https://attacker.example/schemas/pet.yaml#/Pet',
    });
  });

  test.each([
    remote,
    'http://127.0.0.1/x',
    'file:///etc/passwd',
    '//host/share',
    '\\\\host\\share',
    '../other.yaml#/Pet',
    'Pet',
    ' #/components/schemas/Pet',
  ])('%j is one', ($ref) => {
    const api = apiOf(schema({ $ref }));
    expect(note(api, 'references-left-out')).toEqual({ count: 1, first: $ref.trim() });
  });

  test.each([
    [
      'a response called default',
      openApi({ paths: { '/': { get: { responses: { default: { $ref: remote } } } } } }),
    ],
    ['a property called example', schema({ properties: { example: { $ref: remote } } })],
    [
      'a property of the property called properties',
      schema({ properties: { properties: { properties: { 'x-y': { $ref: remote } } } } }),
    ],
    ['a list', schema({ allOf: [{}, { $ref: remote }] })],
    ['an example object', openApi({ components: { examples: { one: { $ref: remote } } } })],
    ['a key with ~ and /', schema({ properties: { 'a~/b': { $ref: remote } } })],
    [
      'a path item that no path refers to',
      openApi({ components: { pathItems: { one: { $ref: remote } } } }),
    ],
  ])('in %s is found', (_, document) => {
    expect(note(apiOf(document), 'references-left-out')).toEqual({ count: 1, first: remote });
  });

  test.each<[string, Record<string, unknown>, string, string]>([
    [
      'a path item',
      openApi({ paths: { '/pets': { $ref: remote } } }),
      '#/paths/~1pets',
      'path-item',
    ],
    [
      'an operation',
      openApi({ paths: { '/pets': { get: { $ref: remote } } } }),
      '#/paths/~1pets/get',
      'path-item',
    ],
    ['all paths', openApi({ paths: { $ref: remote } }), '#/paths', 'path-item'],
    ['a webhook', openApi({ webhooks: { one: { $ref: remote } } }), '#/webhooks/one', 'path-item'],
    [
      'a path item by way of another',
      openApi({
        paths: { '/pets': { $ref: '#/components/pathItems/one' } },
        components: { pathItems: { one: { $ref: remote } } },
      }),
      '#/components/pathItems/one',
      'path-item',
    ],
    [
      'a security scheme',
      openApi({ components: { securitySchemes: { oauth: { $ref: remote } } } }),
      '#/components/securitySchemes/oauth',
      'security-scheme',
    ],
    [
      'all components',
      openApi({ components: { $ref: remote } }),
      '#/components',
      'security-scheme',
    ],
    [
      'the scopes of a flow',
      openApi({
        components: {
          securitySchemes: { a: { type: 'oauth2', flows: { b: { scopes: { $ref: remote } } } } },
        },
      }),
      '#/components/securitySchemes/a/flows/b/scopes',
      'security-scheme',
    ],
    ['the title and version', openApi({ info: { $ref: remote } }), '#/info', 'info'],
  ])(
    'in the place of %s is refused, since scopes could be there',
    (_, document, pointer, needed) => {
      expect(errorOf(document)).toEqual({
        code: 'import/remote-reference',
        detail: { reference: remote, pointer, needed },
      });
    },
  );
});

describe('the file’s own address', () => {
  test('points back into it: $self, and requirements by address (OpenAPI 3.2)', () => {
    const api = apiOf(fixture('field/openapi-3.2-references-to-itself/in.yaml'));
    expect(api.scopes.map(({ name }) => name)).toEqual(['box:read', 'box:list']);
    expect(codes(api)).toEqual(['scope-without-description']);
  });

  test.each([
    ['relative to $self', { $self: 'https://depot.example/api/depot.yaml' }, 'depot.yaml'],
    ['of a relative $self', { $self: '/api/depot.yaml' }, 'depot.yaml'],
    ['by the name of the file', {}, 'pets.yaml'],
    ['by the name of the file, from its folder', {}, './pets.yaml'],
  ])('%s', (_, more, self) => {
    const document = openApi({
      ...more,
      paths: { '/': { $ref: `${self}#/components/pathItems/one` } },
      components: { pathItems: { one: { get: { security: [{ default: ['reached'] }] } } } },
    });
    expect(apiOf(document).scopes).toMatchObject([{ name: 'reached' }]);
  });

  test('a missing scheme is reported as such', () => {
    const api = apiOf(openApi({ security: [{ '#/components/securitySchemes/x': ['read'] }] }));
    expect(codes(api)).toEqual(['reference-not-found', 'scheme-unknown']);
  });
});

test.each([
  ['in an example', schema({ example: { $ref: remote } })],
  ['in examples of JSON Schema', schema({ examples: [{ $ref: remote }] })],
  [
    'in the value of an example',
    openApi({ components: { examples: { a: { value: { $ref: remote } } } } }),
  ],
  [
    'in the example of a property called properties',
    schema({ properties: { properties: { example: { $ref: remote } } } }),
  ],
  ['in a default', schema({ default: { $ref: remote } })],
  ['in an enumeration', schema({ enum: [{ $ref: remote }] })],
  ['in an extension', openApi({ 'x-mine': { $ref: remote } })],
  ['as the name of a property', schema({ properties: { $ref: { type: 'string' } } })],
  [
    'with an $id of the file',
    schema({ $defs: { a: { $id: remote }, b: { $ref: `${remote}#/x` } } }),
  ],
  ['to the whole file', schema({ $ref: '#' })],
])('what looks like a reference %s isn’t one', (_, document) => {
  expect(codes(apiOf(document))).toEqual([]);
});

test('a list of 300,000 items doesn’t overflow the stack', () => {
  const document = schema({ allOf: Array.from({ length: 300_000 }, () => ({})) });
  expect(apiOf(document).name).toBe('Pets');
});

describe('local references', () => {
  test('in circles or to nowhere are left out with a note, the others are followed', () => {
    const api = apiOf(fixture('circular-references.yaml'));
    expect(api.scopes.map(({ name }) => name)).toEqual(['reached']);
    expect(note(api, 'reference-in-circle')).toEqual({ count: 3, first: '#/paths/~1self' });
    expect(note(api, 'reference-not-found')).toEqual({
      count: 1,
      first: '#/components/pathItems/Missing',
    });
  });

  test('are given up after fifty steps', () => {
    const schemes = Object.fromEntries(
      Array.from({ length: 60 }, (_, n) => [
        `s${n}`,
        { $ref: `#/components/securitySchemes/s${n + 1}` },
      ]),
    );
    const api = apiOf(openApi({ components: { securitySchemes: { ...schemes, s60: {} } } }));
    expect(note(api, 'reference-in-circle')).toMatchObject({
      first: '#/components/securitySchemes/s1',
    });
  });

  test.each(['#/__proto__', '#/constructor/prototype', '#/paths/toString', '#/%zz', '#//'])(
    '%s points nowhere',
    ($ref) => {
      const api = apiOf(openApi({ paths: { '/pets': { $ref } } }));
      expect(note(api, 'reference-not-found')).toEqual({ count: 1, first: $ref });
    },
  );
});
