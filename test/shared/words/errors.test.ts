import { expect, test } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';

test.each([
  [appError('field/not-a-whole-number'), 'Enter a number without decimals.'],
  [
    appError('field/not-a-whole-number', { field: 'validity' }),
    'Enter a duration such as 3600, 1h or 90d.',
  ],
  [appError('workspace/wait', { detail: { seconds: 8 } }), 'Too many attempts. Try again in 8 s.'],
  [
    appError('field/not-a-whole-number', { detail: { typed: '3,600' } }),
    'Enter digits only, without separators, such as 3600.',
  ],
  [
    appError('file/too-large', { detail: { name: 'x', size: 52_428_800, limit: 20_971_520 } }),
    'The file is too large: 50 MiB. The limit is 20 MiB.',
  ],
  [
    appError('file/too-large', { detail: { name: 'x', size: 262_145, limit: 262_144 } }),
    'The file is too large: 256.1 KiB. The limit is 256 KiB.',
  ],
  [
    appError('import/not-yaml-or-json', {
      detail: { reason: 'NON_STRING_KEY', message: 'With stringKeys', line: 2, column: 16 },
    }),
    'This isn’t valid YAML (line 2, column 16): a map can’t be a key. Fill in placeholders, or put them in quotes.',
  ],
  [
    appError('import/not-openapi', { detail: { found: 'postman-collection' } }),
    'This isn’t an OpenAPI file. It’s a Postman collection. Convert it to OpenAPI first.',
  ],
  [
    appError('import/not-openapi', { detail: { found: 'constructor' } }),
    'This isn’t an OpenAPI file.',
  ],
  [
    appError('import/unsupported-version', { detail: { found: 'OpenAPI 4.0' } }),
    'OpenAPI 4.0 isn’t supported. Use Swagger 2.0 or OpenAPI 3.0 to 3.2.',
  ],
  [
    appError('import/remote-reference', {
      detail: { reference: './pet.yaml', pointer: '#/paths/~1pets' },
    }),
    'It refers to ./pet.yaml (at #/paths/~1pets). Latchkey doesn’t download files. Import that file together with this one, or bundle them into one file.',
  ],
  [
    appError('import/remote-reference', {
      detail: { reference: './pet.yaml', pointer: '#/paths/~1pets', needed: 'path-item' },
    }),
    'Some of its paths, which may need more scopes, are in ./pet.yaml (at #/paths/~1pets). Latchkey doesn’t download files. Import that file together with this one, or bundle them into one file.',
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
    'This file contains several YAML documents (line 5, column 1). Save each one as a separate file.',
  ],
  [
    appError('import/not-openapi', { detail: { found: 'html' } }),
    'This isn’t an OpenAPI file. It’s a web page. Save the API definition itself, not the page that shows it.',
  ],
  [
    appError('import/duplicate-key', { detail: { key: 'title', line: 5, column: 3 } }),
    'Duplicate key “title” (line 5, column 3).',
  ],
  [
    appError('file/unreadable', { detail: { name: 'apis', reason: 'directory' } }),
    'Can’t read the file (it’s a folder).',
  ],
  [
    appError('file/unwritable', { detail: { file: 'a.json', reason: 'ENOENT' } }),
    'Can’t write a.json (no such file or folder). Choose another location.',
  ],
  [
    appError('file/unwritable', { detail: { file: 'a.json', reason: 'ENODEV' } }),
    'Can’t write a.json (ENODEV). Choose another location.',
  ],
  [
    appError('business-plan/only-one', {
      detail: { name: 'Gold', what: 'A 1, B 1, C 1', more: 2 },
    }),
    'Gold is the only business plan of A 1, B 1, C 1 and 2 more. Add another plan there first.',
  ],
  [
    appError('business-plan/in-bin', { detail: { name: 'Gold', what: 'Petshop' } }),
    'Items in the bin still use Gold: Petshop. Restore them and change their plan, or delete them permanently.',
  ],
])('%j: %s', (error, words) => {
  expect(errorText(error)).toBe(words);
});
