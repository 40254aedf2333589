import { describe, expect, test } from 'vitest';
import { apiOf, errorOf, fixture, note, openApi } from './support.ts';

const remote = 'https://attacker.example/pet.yaml';

function schema(value: unknown): Record<string, unknown> {
  return openApi({ components: { schemas: { Pet: value } } });
}

describe('a reference that leads out of the file', () => {
  test('is refused with its place; the first one in the file is named', () => {
    expect(errorOf(fixture('remote-reference.yaml'))).toEqual({
      code: 'import/remote-reference',
      detail: {
        reference: 'https://attacker.example/schemas/pet.yaml#/Pet',
        pointer: '#/paths/~1pets/get/responses/200/content/application~1json/schema',
      },
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
    expect(errorOf(schema({ $ref })).code).toBe('import/remote-reference');
  });

  test.each([
    ['a path item', openApi({ paths: { '/pets': { $ref: remote } } }), '#/paths/~1pets'],
    [
      'a response called default',
      openApi({ paths: { '/': { get: { responses: { default: { $ref: remote } } } } } }),
      '#/paths/~1/get/responses/default',
    ],
    [
      'a security scheme',
      openApi({ components: { securitySchemes: { oauth: { $ref: remote } } } }),
      '#/components/securitySchemes/oauth',
    ],
    [
      'a property called example',
      schema({ properties: { example: { $ref: remote } } }),
      '#/components/schemas/Pet/properties/example',
    ],
    [
      'a property of the property called properties',
      schema({ properties: { properties: { properties: { 'x-y': { $ref: remote } } } } }),
      '#/components/schemas/Pet/properties/properties/properties/x-y',
    ],
    ['a list', schema({ allOf: [{}, { $ref: remote }] }), '#/components/schemas/Pet/allOf/1'],
    [
      'an example object',
      openApi({ components: { examples: { one: { $ref: remote } } } }),
      '#/components/examples/one',
    ],
    [
      'a key with ~ and /',
      schema({ properties: { 'a~/b': { $ref: remote } } }),
      '#/components/schemas/Pet/properties/a~0~1b',
    ],
  ])('in %s is found', (_, document, pointer) => {
    expect(errorOf(document).detail).toEqual({ reference: remote, pointer });
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
])('what looks like one %s is none', (_, document) => {
  expect(apiOf(document).name).toBe('Pets');
});

test('a list of 300,000 items does not overflow the stack', () => {
  const document = schema({ allOf: Array.from({ length: 300_000 }, () => ({})) });
  expect(apiOf(document).name).toBe('Pets');
});

describe('local references', () => {
  test('in circles and to nowhere are left with a note, the others are followed', () => {
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
    '%s leads nowhere',
    ($ref) => {
      const api = apiOf(openApi({ paths: { '/pets': { $ref } } }));
      expect(note(api, 'reference-not-found')).toEqual({ count: 1, first: $ref });
    },
  );
});
