import { expect, test } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';

test.each([
  [appError('field/not-a-whole-number'), 'Enter a whole number.'],
  [
    appError('field/not-a-whole-number', { detail: { typed: '3,600' } }),
    'Enter it in the digits 0 to 9, without separators, like 3600.',
  ],
  [
    appError('file/too-large', { detail: { name: 'x', size: 52_428_800, limit: 20_971_520 } }),
    'The file is too large: it has 50 MiB, and at most 20 MiB are read.',
  ],
  [
    appError('import/not-openapi', { detail: { found: 'postman-collection' } }),
    'This is no OpenAPI file but a Postman collection. Convert it to OpenAPI first.',
  ],
  [
    appError('import/not-openapi', { detail: { found: 'constructor' } }),
    'This is no OpenAPI file but some other document.',
  ],
  [
    appError('import/unsupported-version', { detail: { found: 'OpenAPI 4.0' } }),
    'OpenAPI 4.0 is not known. Swagger 2.0 and OpenAPI 3.0 to 3.2 are.',
  ],
  [
    appError('import/remote-reference', {
      detail: { reference: './pet.yaml', pointer: '#/paths/~1pets' },
    }),
    'It refers to ./pet.yaml (at #/paths/~1pets), and Latchkey fetches nothing. Choose that file together with this one, or bundle them into one file first.',
  ],
  [
    appError('import/remote-reference', {
      detail: { reference: './pet.yaml', pointer: '#/paths/~1pets', needed: 'path-item' },
    }),
    'Its paths, which could ask for more scopes, are partly in ./pet.yaml (at #/paths/~1pets), and Latchkey fetches nothing. Choose that file together with this one, or bundle them into one file first.',
  ],
  [
    appError('import/not-yaml-or-json', {
      detail: { message: 'bad indentation', line: 799, column: 3 },
    }),
    'This isn’t valid YAML (line 799, column 3): bad indentation.',
  ],
  [
    appError('import/not-yaml-or-json', {
      detail: { reason: 'MULTIPLE_DOCS', line: 5, column: 1 },
    }),
    'The file holds several YAML documents (line 5, column 1). Save each as a file of its own.',
  ],
  [
    appError('import/not-openapi', { detail: { found: 'html' } }),
    'This is no OpenAPI file but a web page. Save the definition itself, not the page that shows it.',
  ],
  [
    appError('import/duplicate-key', { detail: { key: 'title', line: 5, column: 3 } }),
    '“title” stands there twice (line 5, column 3).',
  ],
  [
    appError('file/unreadable', { detail: { name: 'apis', reason: 'directory' } }),
    'The file cannot be read (it is a folder).',
  ],
  [
    appError('file/unwritable', { detail: { file: 'a.json', reason: 'ENOENT' } }),
    'a.json cannot be written (no such file or folder). Choose another place.',
  ],
  [
    appError('file/unwritable', { detail: { file: 'a.json', reason: 'EIO' } }),
    'a.json cannot be written (EIO). Choose another place.',
  ],
  [
    appError('business-plan/only-one', {
      detail: { name: 'Gold', what: 'A 1, B 1, C 1', more: 2 },
    }),
    'Gold is the only plan of A 1, B 1, C 1 and 2 more. Offer another one there first.',
  ],
  [
    appError('business-plan/in-bin', { detail: { name: 'Gold', what: 'Petshop' } }),
    'Gold is needed by what lies in the bin: Petshop. Restore that and change its plan, or delete it there for good.',
  ],
])('%j: %s', (error, words) => {
  expect(errorText(error)).toBe(words);
});
