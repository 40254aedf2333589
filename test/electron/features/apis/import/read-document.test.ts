import { describe, expect, test } from 'vitest';
import { documentLimits } from '../../../../../electron/features/apis/import/limits.ts';
import { readDocument } from '../../../../../electron/features/apis/import/read-document.ts';
import { apiOf, errorOf, fixture } from './support.ts';

const yaml = 'openapi: 3.0.0\ninfo: { title: Büro 花, version: "1" }\n';
const json = '{"openapi": "3.0.0", "info": {"title": "Büro 花", "version": "1"}}';

function utf16(text: string, options: { bigEndian: boolean; mark: boolean }): Uint8Array {
  const bytes = Buffer.from(options.mark ? `\ufeff${text}` : text, 'utf16le');
  return options.bigEndian ? bytes.swap16() : bytes;
}

describe('encodings', () => {
  test.each([yaml, json])('UTF-8 and UTF-16, with and without byte order mark: %j', (text) => {
    const files = [
      new TextEncoder().encode(text),
      new TextEncoder().encode(`\ufeff${text}`),
      utf16(text, { bigEndian: false, mark: true }),
      utf16(text, { bigEndian: true, mark: true }),
      utf16(text, { bigEndian: false, mark: false }),
      utf16(text, { bigEndian: true, mark: false }),
    ];
    for (const file of files) expect(apiOf(file).name).toBe('Büro 花');
  });

  test.each([
    ['Latin-1', Buffer.from(yaml, 'latin1')],
    ['an archive', Buffer.from('PK\x03\x04\x14\x00\x00\x00\x08\x00', 'latin1')],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
    ['NUL in a text', Buffer.from('openapi: 3.0.0\0')],
    ['half a character', Buffer.from(yaml).subarray(0, 32)],
    [
      'an odd number of UTF-16 bytes',
      utf16(json, { bigEndian: false, mark: true }).subarray(0, 11),
    ],
  ])('%s isn’t text', (_, bytes) => {
    expect(errorOf(bytes)).toEqual({ code: 'import/not-text' });
  });
});

describe('broken files', () => {
  test.each([
    ['broken.yaml', 3, 10],
    ['broken.json', 6, 1],
  ])('%s: the place is reported', (name, line, column) => {
    expect(errorOf(fixture(name))).toMatchObject({
      code: 'import/not-yaml-or-json',
      detail: { line, column },
    });
  });

  test.each([
    ['several documents', 'openapi: 3.0.0\n---\nopenapi: 3.1.0\n', 'MULTIPLE_DOCS', 2],
    ['an alias without anchor', 'a: 1\nb: *nobody\n', 'BAD_ALIAS', 2],
    ['an alias inside its anchor', 'a: 1\nb: &b [*b]\n', 'BAD_ALIAS', 2],
    ['a map for a key', 'a: 1\n? { b: 1 }\n: 2\n', 'NON_STRING_KEY', 2],
    ['tabs for indentation', 'a:\n\tb: 1\n', 'TAB_AS_INDENT', 2],
  ])('%s', (_, text, reason, line) => {
    expect(errorOf(text)).toMatchObject({
      code: 'import/not-yaml-or-json',
      detail: { reason, line },
    });
  });

  test('no line of the file is quoted: it may be a secret', () => {
    const error = errorOf('A=1\n# B\nSECRET=hunter2\n');
    expect(error).toMatchObject({ detail: { line: 3 } });
    expect(JSON.stringify(error)).not.toContain('hunter2');
  });

  test.each([
    ['duplicate-keys.yaml', { key: 'title', line: 5, column: 3 }],
    ['duplicate-keys.json', { key: '/pets', line: 6, column: 5 }],
  ])('%s: reports the second of two equal keys', (name, detail) => {
    expect(errorOf(fixture(name))).toEqual({ code: 'import/duplicate-key', detail });
  });

  test.each([
    '{"a": 1, "b": {"a": 1}, "c": [{"a": 1}, {"a": 1}], "d": "a", "e\\"a": "\\"a\\\\"}',
    '[{"a": [","], "b": "}{,"}, "a", "a"]',
  ])('the same name in another map isn’t a duplicate: %s', (text) => {
    expect(readDocument(Buffer.from(text))).toEqual({ ok: true, value: JSON.parse(text) });
  });
});

test('JSON with trailing commas is read as YAML', () => {
  expect(apiOf('{"openapi": "3.0.0", "info": {"title": "Pets", "version": 1.0,},}')).toMatchObject({
    name: 'Pets',
    version: '1.0',
  });
});

describe('JSON as editors write it', () => {
  test.each(['in.json', 'before-the-brace.json'])('with comments: %s', (name) => {
    expect(apiOf(fixture(`field/json-with-comments/${name}`))).toMatchObject({
      name: 'Depot',
      version: '1',
      context: '/depot',
      notes: [],
    });
  });

  test.each([
    ['{"a": "http://x", "b": "/* no */", "c\\"//": 1}'],
    ['{"a": "http://x" // one\r\n, /* two\n */ "b": "/* no */", "c\\"//": 1, // three\n}'],
    ['/**//*\n*/{"a": "http://x","b": "/* no */","c\\"//": 1 /* , */ , /* } */ }//'],
  ])('comment syntax inside a text isn’t a comment: %j', (text) => {
    expect(readDocument(Buffer.from(text))).toEqual({
      ok: true,
      value: { a: 'http://x', b: '/* no */', 'c"//': 1 },
    });
  });

  test('places refer to the text with its comments', () => {
    const text = '{ // one\n "a": 1, /* two\n */ "b": 2,\n  "a": 3,\n}';
    expect(errorOf(text)).toEqual({
      code: 'import/duplicate-key',
      detail: { key: 'a', line: 4, column: 3 },
    });
  });

  test.each(['{"a": 1,, "b": 2}', '{"a": [1 2]} // x', '{"a": /* x', '{"a": "x // y'])(
    'invalid files stay invalid: %s',
    (text) => {
      expect(errorOf(text).code).toBe('import/not-yaml-or-json');
    },
  );
});

describe('an unquoted version or title stays as written', () => {
  test.each([
    ['in-1.10.json', '1.10'],
    ['in-1.0.json', '1.0'],
    ['in-long.json', '20261125101112131415'],
  ])('%s: %s', (name, version) => {
    const api = apiOf(fixture(`field/json-version-as-a-number/${name}`));
    expect(api).toMatchObject({ name: 'Depot', version });
  });

  test('in JSON with comments, and as a title', () => {
    const text = '{"openapi": "3.0.3", /* x */ "info": {"title": 2.0, "version": 1e3}}';
    expect(apiOf(text)).toMatchObject({ name: '2.0', version: '1e3' });
  });
});

test('merge keys: the map itself wins, then the earlier of the merged', () => {
  const api = apiOf(fixture('merge-keys.yaml'));
  expect(api).toMatchObject({ name: 'Merged', version: '2.0', provider: 'Shared Team' });
  expect(api.scopes.map(({ name }) => name)).toEqual(['read', 'write', 'quoted']);
});

test('tags create only plain data', () => {
  const text =
    'a: !!binary aGk=\nb: !!js/function "x"\nc: !mine { d: !!timestamp 2024-01-01 }\ne: !!set { f }\n';
  expect(readDocument(Buffer.from(text))).toEqual({
    ok: true,
    value: { a: 'aGk=', b: 'x', c: { d: '2024-01-01' }, e: { f: null } },
  });
});

test('a YAML 1.1 directive is ignored: `yes` stays a string', () => {
  expect(readDocument(Buffer.from('%YAML 1.1\n---\na: yes\nb: 0o17\nc: ~\n'))).toEqual({
    ok: true,
    value: { a: 'yes', b: '0o17', c: null },
  });
});

describe('limits', () => {
  const { depth, values } = documentLimits;

  test('a billion values by aliases are refused at their line', () => {
    expect(errorOf(fixture('alias-bomb.yaml'))).toMatchObject({
      code: 'import/alias-bomb',
      detail: { limit: values, line: 9 },
    });
  });

  test('multiplying merge keys are refused too', () => {
    const levels = Array.from(
      { length: 12 },
      (_, n) =>
        `x${n + 1}: &x${n + 1}\n  a${n}: *x${n}\n  b${n}: *x${n}\n  c${n}: *x${n}\n  d${n}: *x${n}\n  <<: *x${n}\n`,
    );
    expect(errorOf(`x0: &x0 { a: 1 }\n${levels.join('')}`).code).toBe('import/alias-bomb');
  });

  test('aliases that nest deeper than the file looks', () => {
    const levels = Array.from({ length: depth + 1 }, (_, n) => `x${n + 1}: &x${n + 1} [*x${n}]`);
    expect(errorOf(`x0: &x0 []\n${levels.join('\n')}`).code).toBe('import/too-deep');
  });

  test.each([
    ['JSON lists', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['JSON maps', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['open lists', '['.repeat(100_000)],
    ['open maps', '{a: '.repeat(100_000)],
    ['YAML lists', '- '.repeat(100_000)],
    ['YAML explicit keys', '? '.repeat(100_000)],
    ['YAML maps', Array.from({ length: 1_000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n')],
  ])('100,000 levels of %s', (_, text) => {
    expect(errorOf(text)).toMatchObject({ code: 'import/too-deep', detail: { limit: depth } });
  });

  test.each([
    ['JSON', '[', ']'],
    ['YAML', '- [', ']'],
  ])('%s at the depth limit is read', (_, open, close) => {
    const text = `${open}${'['.repeat(depth - 1 - (open.length > 1 ? 1 : 0))}`;
    const whole = `${text}${']'.repeat(depth - 1 - (open.length > 1 ? 1 : 0))}${close}`;
    expect(readDocument(Buffer.from(whole)).ok).toBe(true);
  });

  test.each([
    ['JSON', `[${'1,'.repeat(100)}1]`],
    ['JSON of empty maps', `[${'{},'.repeat(50)}{}]`],
    ['YAML', '- 1\n'.repeat(100)],
    ['YAML of indicators', '- '.repeat(100)],
    ['YAML of line ends alone', `${'\n'.repeat(2_000)}a`],
  ])('more values than allowed of %s', (_, text) => {
    expect(readDocument(Buffer.from(text), { ...documentLimits, values: 100 })).toMatchObject({
      ok: false,
      error: { code: 'import/too-many-values', detail: { limit: 100 } },
    });
  });

  test('exactly the allowed number of values is read', () => {
    for (const text of [`[${'1,'.repeat(98)}1]`, '- 1\n'.repeat(99)]) {
      expect(readDocument(Buffer.from(text), { ...documentLimits, values: 100 }).ok).toBe(true);
    }
  });
});
