/**
 * @module-tag durability/hostile-import
 */
import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readOpenApi } from '../../../../../electron/features/apis/import/describe-api.ts';
import { readDocument } from '../../../../../electron/features/apis/import/read-document.ts';
import { importedApiSchema } from '../../../../../shared/domain/imported-api.ts';
import { appErrorSchema } from '../../../../../shared/errors.ts';
import { fixture, sample } from './support.ts';

const folder = (path: string) =>
  readdirSync(new URL(path, import.meta.url), { encoding: 'utf8', recursive: true }).filter(
    (name) => /\.\w+$/u.test(name),
  );
const fixtures = folder('../../../../fixtures/openapi');
const originals = [
  ...fixtures.filter((name) => !name.startsWith('field')).map(fixture),
  ...folder('../../../../../build/samples').map(sample),
];
/** Small files at the edge of what can be read. */
const edges = fixtures.filter((name) => name.startsWith('field')).map(fixture);

/** What breaks parsers: nesting, anchors, tags, directives, quotes, odd characters, odd keys. */
const splinters = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  ': ',
  '- ',
  '? ',
  '&a ',
  '*a',
  '<<: *a\n',
  '<<: ',
  '!!set ',
  '!<x> ',
  '!',
  '%YAML 1.1\n---\n',
  '---\n',
  '...\n',
  '"',
  "'",
  '|',
  '>-\n',
  '#',
  '\t',
  '\n',
  '\r',
  '\0',
  '\ufeff',
  '\ud800',
  '\u2028',
  '\\',
  '~',
  'null',
  '1e999',
  '-',
  '__proto__: ',
  '"constructor": ',
  '$ref: "http://x"\n',
  '"$ref": "#/paths",',
  '$ref: "#/components/securitySchemes/default"\n',
  'é花🐈',
  ' '.repeat(300),
  '['.repeat(300),
  '{"a":'.repeat(300),
  '- '.repeat(300),
  'x'.repeat(3_000),
].map((text) => Buffer.from(text));

/** A generator of our own, so that a failing run can be repeated from its number alone. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    // mulberry32
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function pick<T>(list: readonly T[], random: (below: number) => number): T {
  const picked = list[random(list.length)];
  if (picked === undefined) throw new Error('Nothing to pick from');
  return picked;
}

function mutate(bytes: Buffer, random: (below: number) => number): Buffer {
  const at = random(bytes.length + 1);
  const length = random(40);
  const head = bytes.subarray(0, at);
  switch (random(7)) {
    case 0:
      return head;
    case 1:
      return Buffer.concat([head, bytes.subarray(at + length)]);
    case 2:
      return Buffer.concat([head, pick(splinters, random), bytes.subarray(at)]);
    case 3:
      return Buffer.concat([head, pick(splinters, random), bytes.subarray(at + length)]);
    case 4:
      return Buffer.concat([head, Buffer.from([random(256)]), bytes.subarray(at + 1)]);
    case 5:
      return Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
    default: {
      const other = pick(originals, random);
      return Buffer.concat([head, other.subarray(random(other.length))]);
    }
  }
}

/** Unexpected values. */
const oddities: readonly unknown[] = [
  null,
  true,
  0,
  -1e308,
  '',
  ' ',
  '/',
  '//',
  '\u202e',
  '\ud800',
  'x'.repeat(40_000),
  '{version}',
  '{',
  '../..',
  '#',
  '#/',
  '#/paths',
  [],
  [[]],
  [null],
  ['read write', 7, {}],
  {},
  { $ref: '#' },
  { $ref: '#/components' },
  { $ref: 7 },
  { $ref: '#/nowhere' },
  { '': '' },
  { key: 'k', name: ['n'] },
  [{ default: ['s'] }],
  { default: 'v' },
];

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Replaces some value of the document, at any depth, with an oddity. */
function misplace(document: unknown, random: (below: number) => number): void {
  let at = document;
  while (isContainer(at) && Object.keys(at).length > 0) {
    const key = pick(Object.keys(at), random);
    const next: unknown = at[key];
    if (!isContainer(next) || random(6) === 0) {
      at[key] = structuredClone(pick(oddities, random));
      return;
    }
    at = next;
  }
}

/** Counts the outcomes; fails on exceptions and on results that the schemas don't allow. */
function readAll(count: number, make: (random: (below: number) => number) => Uint8Array) {
  const outcomes = new Map<string, number>();
  for (let seed = 1; seed <= count; seed += 1) {
    const result = readOpenApi(make(randomFrom(seed)), 'mutated.yaml');
    const outcome = result.ok
      ? importedApiSchema.safeParse(result.value)
      : appErrorSchema.safeParse(result.error);
    expect(outcome.error, `seed ${seed}`).toBeUndefined();
    const code = result.ok ? 'read' : result.error.code;
    outcomes.set(code, (outcomes.get(code) ?? 0) + 1);
  }
  expect('polluted' in {}).toBe(false);
  return outcomes;
}

// The test's timeout catches hangs: a single endless file exceeds it.

test('5,000 mutated files are read or refused with a code, and none throws', () => {
  const outcomes = readAll(5_000, (random) => {
    let bytes = pick(random(4) === 0 ? edges : originals, random);
    for (let times = 1 + random(2); times > 0; times -= 1) bytes = mutate(bytes, random);
    return bytes;
  });
  // A mutator that breaks everything, or nothing, would prove little.
  for (const code of ['read', 'import/not-yaml-or-json', 'import/not-text']) {
    expect(outcomes.get(code)).toBeGreaterThan(300);
  }
  for (const code of ['duplicate-key', 'too-deep', 'alias-bomb', 'remote-reference', 'invalid']) {
    expect(outcomes.get(`import/${code}`)).toBeGreaterThan(5);
  }
}, 120_000);

test('2,500 documents with unexpected values', () => {
  const documents = originals
    .map((bytes) => readDocument(bytes))
    .flatMap((result) => (result.ok ? [JSON.stringify(result.value)] : []));
  const outcomes = readAll(2_500, (random) => {
    const document: unknown = JSON.parse(pick(documents, random));
    for (let times = 1 + random(5); times > 0; times -= 1) misplace(document, random);
    return Buffer.from(JSON.stringify(document));
  });
  expect(outcomes.get('read')).toBeGreaterThan(1_000);
}, 120_000);
