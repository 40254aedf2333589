import { expect, test } from 'vitest';
import { apiOf, errorOf, fixture } from './support.ts';

const info = { title: 'Pets', version: '1' };

test.each([
  { openapi: '3.0.0' },
  { openapi: '3.1.1' },
  { openapi: '3.1' },
  { openapi: '3.2.0' },
  { openapi: '3.0.0-rc1' },
  { swagger: '2.0' },
  { swagger: 2 },
])('%j is read', (version) => {
  expect(apiOf({ ...version, info }).name).toBe('Pets');
});

test.each([
  [{ openapi: '4.0.0' }, 'OpenAPI 4.0.0'],
  [{ openapi: '3.3.0' }, 'OpenAPI 3.3.0'],
  [{ openapi: '3.00' }, 'OpenAPI 3.00'],
  [{ openapi: { '3.0.0': true } }, 'OpenAPI'],
  [{ swagger: '1.2' }, 'Swagger 1.2'],
  [{ swaggerVersion: '1.2' }, 'Swagger 1.2'],
])('%j is another version', (version, found) => {
  expect(errorOf({ ...version, info })).toEqual({
    code: 'import/unsupported-version',
    detail: { found },
  });
});

test.each([
  ['', 'empty'],
  [' \n\t', 'empty'],
  ['<?xml version="1.0"?><definitions/>', 'xml'],
  ['Dear colleague', 'text'],
  ['42', 'text'],
  ['# only a comment', 'text'],
  ['[]', 'array'],
  ['- a\n- b', 'array'],
  ['{}', 'object'],
  [fixture('postman-collection.json'), 'postman-collection'],
  [fixture('asyncapi.yaml'), 'asyncapi'],
  ['{"openrpc": "1.3.2", "info": {}}', 'openrpc'],
  ['{"_type": "export", "resources": []}', 'insomnia-export'],
  ['{"log": {"entries": []}}', 'har'],
  ['type: api\nversion: v4.2.0\ndata: { name: Pets }', 'wso2-api-project'],
  ['apiVersion: v1\nkind: ConfigMap', 'kubernetes'],
  ['{"$schema": "https://json-schema.org/draft/2020-12/schema"}', 'json-schema'],
])('%j isn’t OpenAPI but %s', (document, found) => {
  expect(errorOf(document)).toEqual({ code: 'import/not-openapi', detail: { found } });
});
