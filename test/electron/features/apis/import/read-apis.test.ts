import { describe, expect, test } from 'vitest';
import { alone } from '../../../../../electron/features/apis/import/describe-api.ts';
import { readApis } from '../../../../../electron/features/apis/import/read-apis.ts';
import { fixture } from './support.ts';

function bytesOf(value: string | object): Uint8Array {
  if (value instanceof Uint8Array) return value;
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
}

function answer(document: string | object, project?: object) {
  const file = 'pets.json';
  return readApis(bytesOf(document), file, alone(file), project && bytesOf(project)).result;
}

function apisOf(...document: Parameters<typeof answer>) {
  const result = answer(...document);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value.map(({ name, version, context, scopes, notes }) => ({
    name,
    version,
    context,
    scopes: scopes.map((scope) => scope.name),
    notes: notes.map(({ code }) => code),
  }));
}

describe('detecting the kind of a file', () => {
  test.each([
    ['api.raml', 'raml'],
    ['schema.graphql', 'graphql'],
    ['page.html', 'html'],
    ['service.wsdl', 'wsdl'],
    ['api-3.yaml', 'wso2-api-project'],
    ['insomnia-5.yaml', 'insomnia-export'],
    ['postman-1.json', 'postman-collection'],
  ])('%s is reported as %s', (name, found) => {
    expect(answer(fixture(`field/what-it-really-is/${name}`))).toEqual({
      ok: false,
      error: { code: 'import/not-openapi', detail: { found } },
    });
  });

  test('reports two documents in one file at the second', () => {
    expect(answer(fixture('field/what-it-really-is/two.yaml'))).toMatchObject({
      error: {
        code: 'import/not-yaml-or-json',
        detail: { reason: 'MULTIPLE_DOCS', line: 5, column: 1, format: 'YAML' },
      },
    });
  });

  test.each([
    ['FORMAT: 1A\n# Depot', 'api-blueprint'],
    ['// depot\nsyntax = "proto3";\nmessage Box {}', 'protobuf'],
    ['# depot\nschema { query: Q }', 'graphql'],
    ['"""\nA box\n"""\ntype Box { id: ID }', 'graphql'],
    ['scalar Date\ntype Box { id: ID }', 'graphql'],
    ['directive @auth on FIELD\n', 'graphql'],
    ['type Box implements Node @key(fields: "id") {\n  id: ID!\n}', 'graphql'],
    ['<html lang="en"><body/></html>', 'html'],
    ['<!-- x -->\n<!DOCTYPE HTML>', 'html'],
    ['<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"/>', 'wsdl'],
    ['<description xmlns="http://www.w3.org/ns/wsdl"/>', 'wsdl'],
    ['<?xml version="1.0"?><application xmlns="http://wadl.dev.java.net/2009/02"/>', 'wadl'],
    ['<openapi/>', 'xml'],
    ['%PDF-1.7', 'pdf'],
    [new Uint8Array([0x1f, 0x8b, 8, 0, 0xff]), 'archive'],
    ['{"_type": "export", "resources": []}', 'insomnia-export'],
    ['_format_version: "3.0"', 'kong-deck'],
  ])('%j is reported as %s', (document, found) => {
    expect(answer(document)).toMatchObject({
      error: { code: 'import/not-openapi', detail: { found } },
    });
  });

  test.each(['/* x */ ', '<!-- x -->', '"""x""" ', '# x\n', '// x\n', '"x"\n'])(
    'a thousand comments don’t slow down detection: %j',
    (comment) => {
      expect(answer(`${comment.repeat(1_000)}?`).ok).toBe(false);
    },
  );

  test.each(['type: object\nproperties: {}\n', 'schema:\n  a: 1\n', 'input: { a: 1 }\n'])(
    'YAML that begins like GraphQL isn’t GraphQL: %j',
    (text) => {
      expect(answer(text)).toMatchObject({ error: { detail: { found: 'object' } } });
    },
  );
});

function request(raw: string, more: object = {}): object {
  return { name: raw, request: { url: { raw }, ...more } };
}

describe('a Postman collection becomes an API', () => {
  const info = { name: 'Depot', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/' };

  test('with the common path and the scopes of its requests', () => {
    const oauth2 = [{ key: 'scope', value: 'box:read {{more}}' }];
    const collection = {
      info: { ...info, version: { major: 2, minor: 1, patch: 0 } },
      variable: [{ key: 'base', value: 'https://depot.example/api' }],
      item: [
        {
          name: 'Boxes',
          item: [request('{{base}}/v1/boxes?x=1'), request('{{base}}/v1/boxes/:id')],
        },
        request('{{base}}/v1/lids', { auth: { type: 'oauth2', oauth2 } }),
      ],
    };
    expect(apisOf(collection)).toEqual([
      {
        name: 'Depot',
        version: '2.1.0',
        context: '/api/v1',
        scopes: ['box:read'],
        notes: ['read-from', 'scope-without-description'],
      },
    ]);
  });

  test('with the name as context if they have no common path', () => {
    const item = [request('{{baseUrl}}/boxes'), request('{{baseUrl}}/lids/1')];
    expect(apisOf({ info, item })).toMatchObject([
      { name: 'Depot', version: '1.0.0', context: '/depot' },
    ]);
  });

  test('in version 1 too', () => {
    const requests = [{ url: 'https://depot.example/v1/boxes' }, { url: '{{base}}/v1/lids' }];
    expect(apisOf({ id: '1', name: 'Depot', order: [], requests })).toMatchObject([
      { name: 'Depot', context: '/v1' },
    ]);
  });
});

describe('an Insomnia export becomes APIs', () => {
  test('in version 4, one per workspace', () => {
    const resources = [
      { _id: 'w1', _type: 'workspace', name: 'Depot' },
      { _id: 'w2', _type: 'workspace', name: 'Lids' },
      {
        _id: 'e1',
        _type: 'environment',
        parentId: 'w1',
        data: { base: 'https://a.example/depot' },
      },
      { _id: 'f1', _type: 'request_group', parentId: 'w1' },
      {
        _id: 'r1',
        _type: 'request',
        parentId: 'f1',
        url: '{{ _.base }}/boxes',
        authentication: { type: 'oauth2', scope: 'box:read box:write' },
      },
      { _id: 'r2', _type: 'request', parentId: 'w2', url: 'https://a.example/lids/1' },
    ];
    expect(apisOf({ _type: 'export', resources })).toMatchObject([
      { name: 'Depot', context: '/depot', scopes: ['box:read', 'box:write'] },
      { name: 'Lids', context: '/lids', scopes: [] },
    ]);
  });

  test('in version 5', () => {
    const text = `
type: collection.insomnia.rest/5.0
name: Depot
collection:
  - name: Boxes
    children:
      - { url: "{{ _.base }}/v2/boxes" }
environments: { data: { base: "https://a.example" } }
`;
    expect(apisOf(text)).toMatchObject([{ name: 'Depot', context: '/v2' }]);
  });
});

describe('a decK file’s services become APIs', () => {
  test('with the paths of their routes, or their own', () => {
    const text = `
_format_version: "3.0"
services:
  - name: depot
    url: https://depot.example/internal
    routes:
      - paths: [/depot]
        plugins: [{ name: oauth2, config: { scopes: [box:read] } }]
  - name: lids
    url: https://lids.example/v1
  - name: tools
    host: tools.example
  - name: bolts
    host: bolts.example
routes:
  - service: { name: tools }
    paths: ['~/tools/v\\d+/x$']
  - service: bolts
    paths: [/bolts]
`;
    expect(apisOf(text)).toMatchObject([
      { name: 'depot', context: '/depot', scopes: ['box:read'] },
      { name: 'lids', context: '/v1' },
      { name: 'tools', context: '/tools/v' },
      { name: 'bolts', context: '/bolts' },
    ]);
  });

  test('in the given example', () => {
    expect(apisOf(fixture('field/what-it-really-is/kong.yaml'))).toMatchObject([
      { name: 'depot', version: '1.0.0', context: '/depot' },
    ]);
  });
});

describe('the definition in a WSO2 project takes name, version, context and provider from it', () => {
  const definition = {
    openapi: '3.0.1',
    info: { title: 'Old', version: '0' },
    'x-wso2-basePath': '/old/0',
  };

  test.each([
    [
      '4.x',
      {
        type: 'api',
        data: {
          name: 'Depot',
          version: '1.0.0',
          context: '/depot',
          provider: 'admin',
          scopes: [{ scope: { name: 'box:read', displayName: 'Read', description: 'See boxes' } }],
        },
      },
      '/depot',
      ['box:read'],
    ],
    [
      '3.x',
      {
        id: { providerName: 'admin', apiName: 'Depot', version: '1.0.0' },
        context: '/{version}/depot',
        scopes: [{ key: 'box:read', name: 'Read' }],
      },
      '/{version}/depot',
      ['box:read'],
    ],
  ])('%s', (_, project, context, scopes) => {
    const [api] = apisOf(definition, project);
    expect(api).toMatchObject({ name: 'Depot', version: '1.0.0', context, scopes });
    expect(answer(definition, project)).toMatchObject({ value: [{ provider: 'admin' }] });
  });

  test('and is read alone if the project can’t be read', () => {
    expect(apisOf(definition, { x: 1 })).toMatchObject([{ name: 'Old', context: '/old' }]);
  });
});
