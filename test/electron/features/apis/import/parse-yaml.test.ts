import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { documentLimits } from '../../../../../electron/features/apis/import/limits.ts';
import { readStrictly } from '../../../../../electron/features/apis/import/yaml-strict.ts';
import { readTolerantly } from '../../../../../electron/features/apis/import/yaml-tolerant.ts';
import { apiOf, errorOf, fixture } from './support.ts';

describe('accepts what libyaml and js-yaml read, though YAML 1.2 forbids it', () => {
  test('a quoted text continued at the indentation of its key', () => {
    expect(apiOf(fixture('field/yaml-quoted-line-at-parent-indent/in.yaml'))).toMatchObject({
      name: 'Depot',
      version: '2.10',
      context: '/depot/v2',
      scopes: [{ name: 'box:read' }, { name: 'box:write' }],
      notes: [],
    });
  });

  test('a quoted text continued in the first column', () => {
    const file = fixture('field/yaml-quoted-line-at-parent-indent/in-column-0.yaml');
    expect(apiOf(file)).toMatchObject({
      name: 'Depot',
      version: '2.10',
      description: 'First line second line',
      context: '/depot',
    });
  });

  test('JSON in YAML with its closing brace left of its key', () => {
    expect(apiOf(fixture('field/yaml-closing-brace-too-far-left/in.yaml'))).toMatchObject({
      name: 'Depot',
      version: '1',
      context: '/depot',
      scopes: [],
    });
  });

  test('an empty document after the last line of dashes', () => {
    expect(apiOf(fixture('field/what-it-really-is/ends-with-dashes.yaml')).name).toBe('A');
  });
});

describe('reports an unclosed text at the line where it begins', () => {
  test.each([
    ['a quotation mark, to the end of the file', 'a: 1\nb:\n  c: "Depot\n  d: 2\n', 3],
    ['a single one', "a: 1\nb: 'Depot\nc: 2\n", 2],
    ['a quotation mark, to the next one', 'a: 1\nb:\n  c: "Depot\n  d: "1"\n', 3],
    ['one in front of a key', '"a: 1\nb: 2\n', 1],
    ['a brace, to the end of the file', 'a: 1\nb: {\n  x: 1,\n  y: 2\n', 2],
    ['a brace, to the next key', 'a: 1\nb: {\n  "x": 1\nc: 2\n', 2],
    ['a brace around another', 'a:\n  b: {\n    "x": { "y": 1\n  }\nc: 2\n', 2],
    ['a bracket', 'a: 1\nb: [1, 2\nc: 2\nd: 3\n', 2],
    ['a bracket in a list', 'a:\n- b\n- [1, 2\n', 3],
  ])('%s', (_, text, line) => {
    expect(errorOf(text)).toMatchObject({
      code: 'import/not-yaml-or-json',
      detail: { reason: 'UNCLOSED', line },
    });
  });
});

test('reports a fault at its own place, not where YAML is merely loose', () => {
  const loose = 'a: "one\n  two"\nb:\n  c: "one\n  two"\nd: 1\ne: 2\nf: bad: worse\n';
  expect(errorOf(loose)).toMatchObject({ detail: { line: 8, column: 4 } });
});

test('reads what the tolerant parser refuses if it is valid YAML 1.2', () => {
  // js-yaml treats the second merge key as a duplicate.
  const text = 'x: &x { a: 1 }\ny: &y { b: 2 }\nz:\n  <<: *x\n  <<: *y\n';
  expect(readTolerantly(text, documentLimits).ok).toBe(false);
  expect(readStrictly(text, documentLimits)).toMatchObject({
    value: { z: { a: '1', b: '2' } },
  });
});

test('long JSON that is broken isn’t read a second time', () => {
  const text = `{"a": "${'x'.repeat(4 * 2 ** 20)}" "b": 1}`;
  // The strict parser's name for it would be MISSING_CHAR.
  expect(errorOf(text)).toMatchObject({ detail: { reason: 'SYNTAX', line: 1 } });
});

/** Every YAML fixture, with one character removed at each place. */
function* pieces(): Generator<string> {
  const folder = new URL('../../../../fixtures/openapi/', import.meta.url);
  for (const name of readdirSync(folder, { encoding: 'utf8', recursive: true })) {
    if (!name.endsWith('.yaml')) continue;
    const text = readFileSync(new URL(name, folder), 'utf8');
    yield text;
    for (let at = 0; at < text.length; at += 7) yield text.slice(0, at) + text.slice(at + 1);
  }
}

test('both parsers return the same for what both of them accept', () => {
  let compared = 0;
  for (const text of pieces()) {
    const tolerant = readTolerantly(text, documentLimits);
    const strict = readStrictly(text, documentLimits);
    if (!tolerant.ok || !strict.ok) continue;
    expect({ text, value: tolerant.value }).toEqual({ text, value: strict.value });
    compared += 1;
  }
  expect(compared).toBeGreaterThan(500);
});
