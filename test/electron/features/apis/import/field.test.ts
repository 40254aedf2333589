import { basename } from 'node:path';
import { expect, test, vi } from 'vitest';
import { readOpenApiFiles } from '../../../../../electron/features/apis/import/read-files.ts';
import { versionedContext } from '../../../../../shared/domain/api.ts';
import { field, read } from '../../../../support/field-files.ts';
import { importThread } from '../../../../support/import-thread.ts';

vi.setConfig({ testTimeout: 120_000 });

const thread = importThread();

test('every readable fixture is read correctly', async () => {
  const { apis, problems } = await readOpenApiFiles(Object.keys(read).map(field), { thread });
  expect(problems).toEqual([]);
  const found = apis.map(({ name, version, context, scopes, notes }) => [
    name,
    version,
    context,
    scopes.map((scope) => scope.name).join(' '),
    notes.map(({ code }) => code).join(' '),
  ]);
  expect(Object.fromEntries(Object.keys(read).map((name, at) => [name, found[at]]))).toEqual(read);
});

test('the contexts of WSO2 are exact in a token', async () => {
  const paths = ['in', 'template'].map((name) =>
    field(`wso2-version-inside-the-base-path/${name}.yaml`),
  );
  const { apis } = await readOpenApiFiles(paths, { thread });
  expect(apis.map(({ context, version }) => versionedContext(context, version))).toEqual([
    '/depot/1.0.0/north',
    '/1.0.0/depot',
  ]);
});

const notOpenApi = (found: string) => ['import/not-openapi', { found }];

test('every unusable fixture is named for what it is', async () => {
  const refused = {
    'refs-that-lead-out-only-in-schemas/path-item.yaml': [
      'import/remote-reference',
      { reference: 'paths/boxes.yaml', pointer: '#/paths/~1boxes', needed: 'path-item' },
    ],
    'what-it-really-is/api.raml': notOpenApi('raml'),
    'what-it-really-is/schema.graphql': notOpenApi('graphql'),
    'what-it-really-is/page.html': notOpenApi('html'),
    'what-it-really-is/service.wsdl': notOpenApi('wsdl'),
    'what-it-really-is/api-3.yaml': notOpenApi('wso2-api-project'),
    'what-it-really-is/insomnia-5.yaml': notOpenApi('insomnia-export'),
    'what-it-really-is/postman-1.json': notOpenApi('postman-collection'),
    'what-it-really-is/two.yaml': [
      'import/not-yaml-or-json',
      {
        reason: 'MULTIPLE_DOCS',
        message: 'several documents',
        line: 5,
        column: 1,
        format: 'YAML',
      },
    ],
  };
  const { apis, problems } = await readOpenApiFiles(Object.keys(refused).map(field), { thread });
  expect(apis).toEqual([]);
  expect(problems).toEqual(
    Object.entries(refused).map(([name, [code, detail]]) => ({
      file: basename(name),
      error: { code, detail },
    })),
  );
});
