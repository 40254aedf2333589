import { describe, expect, test } from 'vitest';
import {
  importedApiSchema,
  importedTextLimits,
} from '../../../../../shared/domain/imported-api.ts';
import { apiOf, codes, errorOf, fixture, note, openApi, sample } from './support.ts';

describe('the shipped samples', () => {
  test('Petshop: OpenAPI 3.0 with WSO2 extensions', () => {
    expect(apiOf(sample('petshop.yaml'), 'petshop.yaml')).toMatchObject({
      file: 'petshop.yaml',
      name: 'Petshop',
      version: '1.2.0',
      context: '/petshop',
      provider: 'Petshop Integration Team',
      scopes: [
        { name: 'pets:read', displayName: 'Read pets' },
        { name: 'pets:write', displayName: 'Manage pets' },
        { name: 'visits:book', displayName: 'Book visits' },
      ],
      notes: [
        { code: 'version-left-out-of-context' },
        { code: 'role-bindings-left-out', detail: { count: 1, first: 'pets:write' } },
        { code: 'throttling-tier-not-a-plan', detail: { count: 2, first: '10KPerMin' } },
      ],
    });
  });

  test('Orders: OpenAPI 3.1 with several flows', () => {
    const api = apiOf(sample('orders.yaml'));
    expect(api).toMatchObject({ name: 'Orders', version: '2025-10', context: '/orders/v2' });
    expect(api.scopes.map(({ name }) => name)).toEqual([
      'orders.read',
      'orders.write',
      'orders.cancel',
      'orders.events',
    ]);
    expect(codes(api)).toEqual(['server-with-variables']);
  });

  test('Payments: Swagger 2 in JSON with basePath', () => {
    const api = apiOf(sample('payments.json'));
    expect(api).toMatchObject({ version: '3.0.1', context: '/payments/v3', notes: [] });
    expect(api.scopes.map(({ name }) => name)).toEqual([
      'payments:read',
      'payments:charge',
      'payments:refund',
    ]);
  });
});

describe('name', () => {
  test.each([
    ['  Pet\n shop ', 'Pet shop'],
    ['Çiçek 花屋 متجر', 'Çiçek 花屋 متجر'],
    ['gpj.\u202eexe\u0007', 'gpj.exe'],
    ['\ud800 half a pair', '\ufffd half a pair'],
  ])('%j is read as %j', (title, name) => {
    expect(apiOf(openApi({ info: { title, version: '1' } })).name).toBe(name);
  });

  test('comes from the file name if the document has none', () => {
    const api = apiOf(openApi({ info: { version: '1' } }), 'pet.shop.yaml');
    expect(api.name).toBe('pet.shop');
    expect(note(api, 'name-from-file')).toEqual({ name: 'pet.shop' });
  });

  test('is shortened with a note, never inside a character', () => {
    const title = `${'a'.repeat(importedTextLimits.name - 2)}🐈🐈`;
    const api = apiOf(openApi({ info: { title, version: '1' } }));
    expect(api.name).toBe(`${'a'.repeat(importedTextLimits.name - 2)}…`);
    expect(note(api, 'name-shortened')).toEqual({ length: 122, limit: 120 });
  });
});

describe('version', () => {
  test.each([
    ['1.10', '1.10'],
    ['1.0', '1.0'],
    ['2024-01-01', '2024-01-01'],
    ['0x10', '0x10'],
    ['v2 # the second', 'v2'],
  ])('%s stays as written, even without quotes', (written, version) => {
    const yaml = `openapi: 3.0.0\ninfo:\n  title: Pets\n  version: ${written}\n`;
    expect(apiOf(yaml).version).toBe(version);
  });

  test('is assumed with a note if the document has none', () => {
    const api = apiOf(openApi({ info: { title: 'Pets' } }));
    expect(api.version).toBe('1.0.0');
    expect(note(api, 'version-assumed')).toEqual({ version: '1.0.0' });
  });
});

test.each([
  [{ contact: { name: 'Jane Roe' } }, 'Jane Roe'],
  [{ 'x-provider': 'acme', contact: { name: 'Jane Roe' } }, 'acme'],
  [{ 'x-providerName': 'acme.example' }, 'acme.example'],
  [{ contact: ['Jane Roe'] }, ''],
  [{}, ''],
])('the provider of %j is %j', (info, provider) => {
  expect(apiOf(openApi({ info: { title: 'Pets', version: '1', ...info } })).provider).toBe(
    provider,
  );
});

test.each([
  [{ description: ' One\r\nTwo\u0000 ', summary: 'Short' }, 'One\nTwo'],
  [{ description: '  ', summary: 'Short' }, 'Short'],
  [{ description: { not: 'a text' } }, ''],
])('the description of %j is %j', (info, description) => {
  const api = apiOf(openApi({ info: { title: 'Pets', version: '1', ...info } }));
  expect(api.description).toBe(description);
});

test('long texts are shortened to their limits, each with a note', () => {
  const long = 'long '.repeat(10_000);
  const info = { title: long, version: long, description: long, contact: { name: long } };
  const security = { o: { type: 'oauth2', flows: { implicit: { scopes: { s: long } } } } };
  const api = apiOf(
    openApi({ info, servers: [{ url: `/${long}` }], components: { securitySchemes: security } }),
  );
  expect(codes(api)).toEqual([
    'name-shortened',
    'version-shortened',
    'context-changed',
    'context-shortened',
    'scope-description-shortened',
    'provider-shortened',
    'description-shortened',
  ]);
  expect(importedApiSchema.parse(api)).toEqual(api);
});

test('a document without info isn’t an API description', () => {
  expect(errorOf({ openapi: '3.0.0', paths: {} })).toEqual({
    code: 'import/invalid',
    detail: { pointer: '#/info' },
  });
});

test('keys like __proto__ are ordinary names', () => {
  for (const file of ['prototype-keys.json', 'prototype-keys.yaml']) {
    const api = apiOf(fixture(file));
    expect(api).toMatchObject({ name: 'Prototype', version: '1', description: '' });
    expect(api.scopes.map(({ name }) => name)).toEqual(['__proto__', 'constructor']);
    expect(api.scopes[0]?.description).toBe('A scope by that name');
  }
  expect('polluted' in {}).toBe(false);
});
