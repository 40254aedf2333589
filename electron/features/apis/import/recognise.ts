import type { ForeignFile } from '../../../../shared/domain/imported-api.ts';
import { type AppError, appError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { quote } from './text.ts';
import { isFields, member, text } from './tree.ts';

/** Files that people mistake for OpenAPI, identified by a characteristic member. */
const others: readonly (readonly [found: ForeignFile, isIt: (document: unknown) => boolean])[] = [
  ['asyncapi', (document) => member(document, 'asyncapi') !== undefined],
  ['openrpc', (document) => member(document, 'openrpc') !== undefined],
  ['arazzo', (document) => member(document, 'arazzo') !== undefined],
  ['overlay', (document) => member(document, 'overlay') !== undefined],
  ['postman-collection', isPostmanCollection],
  ['postman-environment', (document) => member(document, '_postman_variable_scope') !== undefined],
  ['insomnia-export', isInsomniaExport],
  ['kong-deck', (document) => member(document, '_format_version') !== undefined],
  ['har', (document) => member(document, 'log', 'entries') !== undefined],
  ['google-discovery', (document) => member(document, 'discoveryVersion') !== undefined],
  [
    'wso2-api-project',
    (document) =>
      (isFields(member(document, 'data')) && text(member(document, 'type')) === 'api') ||
      // 3.x
      member(document, 'id', 'apiName') !== undefined,
  ],
  [
    'kubernetes',
    (document) =>
      member(document, 'apiVersion') !== undefined && member(document, 'kind') !== undefined,
  ],
  ['json-schema', (document) => text(member(document, '$schema')).includes('json-schema.org')],
];

function isPostmanCollection(document: unknown): boolean {
  const schema = text(member(document, 'info', 'schema'));
  return (
    schema.includes('getpostman.com') ||
    schema.includes('schema.postman.com') ||
    member(document, 'info', '_postman_id') !== undefined ||
    // Version 1
    (Array.isArray(member(document, 'requests')) && Array.isArray(member(document, 'order')))
  );
}

function isInsomniaExport(document: unknown): boolean {
  return (
    member(document, '_type') === 'export' ||
    // Version 5
    text(member(document, 'type')).includes('insomnia.rest/')
  );
}

/**
 * Whether it is an OpenAPI version that Latchkey reads: Swagger 2, or OpenAPI 3.0 to 3.2.
 *
 * Errors: `import/not-openapi` with `found` (a `ForeignFile`),
 * `import/unsupported-version` with `found` ("OpenAPI 4.0").
 */
export function recognise(document: unknown): Result<null, AppError> {
  const openapi = member(document, 'openapi');
  if (openapi !== undefined) {
    const version = text(openapi).trim();
    return /^3\.[012](?:[.-]|$)/u.test(version) ? ok(null) : unsupported('OpenAPI', version);
  }
  const swagger = member(document, 'swagger') ?? member(document, 'swaggerVersion');
  if (swagger !== undefined) {
    const version = text(swagger).trim();
    return /^2(?:\.0)?$/u.test(version) ? ok(null) : unsupported('Swagger', version);
  }
  const other = others.find(([, isIt]) => isIt(document));
  return err(
    appError('import/not-openapi', { detail: { found: other?.[0] ?? shapeOf(document) } }),
  );
}

function shapeOf(document: unknown): ForeignFile {
  if (Array.isArray(document)) return 'array';
  return isFields(document) ? 'object' : 'text';
}

function unsupported(name: string, version: string): Result<never, AppError> {
  return err(
    appError('import/unsupported-version', { detail: { found: quote(`${name} ${version}`) } }),
  );
}
