import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  changedFields,
  compare,
  compareRecords,
  type RecordKind,
} from '../../../shared/differences/compare.ts';

/** Shelves with boxes in them: a collection of two levels that has nothing to do with APIs. */
interface Box {
  readonly label: string;
  readonly weight: number;
}
interface Shelf {
  readonly name: string;
  readonly room: string;
  readonly tags: readonly string[];
  readonly boxes: readonly Box[];
  /** Not compared. */
  readonly seenAt?: number;
}

const boxKind: RecordKind<Box> = { key: ({ label }) => label, fields: ['weight'] };
const shelfKind: RecordKind<Shelf> = {
  key: ({ name }) => name,
  fields: ['room', 'tags'],
  children: { boxes: boxKind },
};

const shelf = (name: string, more: Partial<Shelf> = {}): Shelf => ({
  name,
  room: 'cellar',
  tags: [],
  boxes: [],
  ...more,
});

const none = { added: 0, removed: 0, changed: 0, unchanged: 0 };

test('records are added, removed, changed and unchanged', () => {
  const before = [shelf('a'), shelf('b'), shelf('c')];
  const after = [shelf('d'), shelf('c', { room: 'attic' }), shelf('a')];
  const { entries, counts } = compare(shelfKind, before, after);
  expect(entries).toEqual([
    { change: 'added', key: 'd', after: after[0] },
    {
      change: 'changed',
      key: 'c',
      before: before[2],
      after: after[1],
      fields: [{ field: 'room', before: 'cellar', after: 'attic' }],
      children: {},
    },
    { change: 'unchanged', key: 'a', before: before[0], after: after[2] },
    { change: 'removed', key: 'b', before: before[1] },
  ]);
  expect(counts).toEqual({ added: 1, removed: 1, changed: 1, unchanged: 1 });
});

test('a collection within a record is compared record by record', () => {
  const before = [shelf('a', { boxes: [{ label: 'x', weight: 1 }] })];
  const after = [
    shelf('a', {
      boxes: [
        { label: 'y', weight: 3 },
        { label: 'x', weight: 2 },
      ],
    }),
  ];
  const [entry] = compare(shelfKind, before, after).entries;
  expect(entry).toMatchObject({ change: 'changed', fields: [] });
  if (entry?.change !== 'changed') throw new Error('It has changed');
  expect(entry.children.boxes?.counts).toEqual({ ...none, added: 1, changed: 1 });
});

describe('no difference', () => {
  test.each<[string, Partial<Shelf>, Partial<Shelf>]>([
    ['a field that is not compared', { seenAt: 1 }, { seenAt: 2 }],
    ['lists of the same values', { tags: ['x', 'y'] }, { tags: ['x', 'y'] }],
    [
      'the order of a collection within',
      {
        boxes: [
          { label: 'x', weight: 1 },
          { label: 'y', weight: 2 },
        ],
      },
      {
        boxes: [
          { label: 'y', weight: 2 },
          { label: 'x', weight: 1 },
        ],
      },
    ],
  ])('%s', (_, one, other) => {
    expect(compare(shelfKind, [shelf('a', one)], [shelf('a', other)]).counts).toEqual({
      ...none,
      unchanged: 1,
    });
  });
});

test.each<[unknown, unknown]>([
  [['x'], ['x', 'y']],
  [
    ['x', 'y'],
    ['y', 'x'],
  ],
  [[], {}],
  [{ a: 1 }, { b: 1 }],
  [null, {}],
  [0, '0'],
])('%j and %j differ', (before, after) => {
  const fields = changedFields(['value'], { value: before }, { value: after });
  expect(fields).toEqual([{ field: 'value', before, after }]);
});

test('two records can be compared whatever their keys are', () => {
  expect(compareRecords(shelfKind, shelf('a'), shelf('b')).change).toBe('unchanged');
});

test('several records of one key are matched one with one', () => {
  const twice = [shelf('a'), shelf('a', { room: 'attic' })];
  expect(compare(shelfKind, twice, twice).counts).toEqual({ ...none, unchanged: 2 });
  expect(compare(shelfKind, twice, twice.slice(0, 1)).counts).toEqual({
    ...none,
    removed: 1,
    unchanged: 1,
  });
  const [same] = twice;
  if (same === undefined) throw new Error('There are two');
  expect(compare(shelfKind, [same, same], []).counts).toEqual({ ...none, removed: 2 });
});

const boxes = fc.uniqueArray(
  fc.record({ label: fc.constantFrom('x', 'y', 'z'), weight: fc.nat(2) }),
  { selector: boxKind.key },
);
const shelves = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom('a', 'b', 'c', 'd', '__proto__'),
    room: fc.constantFrom('cellar', 'attic'),
    tags: fc.array(fc.constantFrom('t', 'u'), { maxLength: 2 }),
    boxes,
  }),
  { selector: shelfKind.key },
);

function found(before: readonly Shelf[], after: readonly Shelf[]): readonly string[] {
  const { entries } = compare(shelfKind, before, after);
  return entries.map(({ change, key }) => `${change} ${key}`).toSorted();
}

describe('of any two collections', () => {
  test('a collection and itself, in any order, have no difference', () => {
    fc.assert(
      fc.property(shelves, fc.infiniteStream(fc.nat()), (list, random) => {
        const shuffled = list
          .map((record) => ({ record, at: random.next().value }))
          .toSorted((one, other) => one.at - other.at)
          .map(({ record }) => record);
        expect(compare(shelfKind, list, shuffled).counts).toEqual({
          ...none,
          unchanged: list.length,
        });
      }),
    );
  });

  test('the order makes no difference to what is found', () => {
    fc.assert(
      fc.property(shelves, shelves, (before, after) => {
        expect(found(before.toReversed(), after.toReversed())).toEqual(found(before, after));
      }),
    );
  });

  test('there and back are opposites', () => {
    fc.assert(
      fc.property(shelves, shelves, (before, after) => {
        const there = compare(shelfKind, before, after).counts;
        const back = compare(shelfKind, after, before).counts;
        expect(back).toEqual({ ...there, added: there.removed, removed: there.added });
      }),
    );
  });
});
