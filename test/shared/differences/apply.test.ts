import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyDifferences } from '../../../shared/differences/apply.ts';
import { compare, type Entry, type RecordKind } from '../../../shared/differences/compare.ts';
import type { Result } from '../../../shared/result.ts';

/** A plan, as it could be stored: nothing here knows of APIs. */
interface Plan {
  readonly name: string;
  readonly limit: number;
  readonly steps: readonly { readonly at: number }[];
}

const planKind: RecordKind<Plan> = {
  key: ({ name }) => name,
  fields: ['limit'],
  children: { steps: { key: ({ at }) => String(at), fields: [] } },
};

const plan = (name: string, limit = 1): Plan => ({ name, limit, steps: [] });

/** A store that refuses two plans of one name, and negative limits, and rolls back. */
function store(initial: readonly Plan[]) {
  let plans = new Map(initial.map((one) => [one.name, one]));
  const written: string[] = [];
  const refusal = ({ name, limit }: Plan) => (limit < 0 ? `${name} is negative` : null);
  return {
    plans: () => [...plans.values()],
    written,
    writes: {
      insert: (record: Plan) => {
        written.push(`insert ${record.name}`);
        if (plans.has(record.name)) return `${record.name} is taken`;
        plans.set(record.name, record);
        return refusal(record);
      },
      update: ({ before, after }: { before: Plan; after: Plan }) => {
        written.push(`update ${after.name}`);
        plans.delete(before.name);
        plans.set(after.name, after);
        return refusal(after);
      },
      remove: (record: Plan) => {
        written.push(`remove ${record.name}`);
        plans.delete(record.name);
        return null;
      },
    },
    transaction: <T, E>(work: () => Result<T, E>): Result<T, E> => {
      const saved = new Map(plans);
      const result = work();
      if (!result.ok) plans = saved;
      return result;
    },
  };
}

function applied(
  before: readonly Plan[],
  after: readonly Plan[],
  isChosen?: (entry: Entry<Plan>) => boolean,
) {
  const target = store(before);
  const { entries } = compare(planKind, before, after);
  const { writes, transaction } = target;
  const result = applyDifferences(entries, writes, { transaction, ...(isChosen && { isChosen }) });
  return { result, plans: target.plans(), written: target.written };
}

test('counts what was done, and does not write what is unchanged', () => {
  const before = [plan('same'), plan('gone'), plan('other')];
  const after = [plan('new'), plan('same'), plan('other', 2)];
  const { result, written } = applied(before, after);
  expect(result).toEqual({
    ok: true,
    value: { created: 1, updated: 1, removed: 1, unchanged: 1 },
  });
  expect(written).toEqual(['remove gone', 'update other', 'insert new']);
});

test('does only what is chosen, and counts no more', () => {
  const { result, plans } = applied(
    [plan('a'), plan('b')],
    [plan('a', 2), plan('c')],
    ({ change }) => change !== 'removed',
  );
  expect(result).toEqual({
    ok: true,
    value: { created: 1, updated: 1, removed: 0, unchanged: 0 },
  });
  expect(plans.map(({ name }) => name)).toEqual(['b', 'a', 'c']);
});

describe('a refusal', () => {
  test('is told with its place; what came before it is undone, what comes after it not tried', () => {
    const before = [plan('a'), plan('b')];
    const { result, plans, written } = applied(before, [
      plan('a', 2),
      plan('x', -1),
      plan('y'),
      plan('b'),
    ]);
    expect(result).toEqual({ ok: false, error: { place: 1, error: 'x is negative' } });
    expect(plans).toEqual(before);
    expect(written).toEqual(['update a', 'insert x']);
  });

  test('of the second of two new records of one key', () => {
    const { result, plans } = applied([], [plan('a'), plan('a', 2)]);
    expect(result).toEqual({ ok: false, error: { place: 1, error: 'a is taken' } });
    expect(plans).toEqual([]);
  });
});

const plans = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    limit: fc.nat(2),
    steps: fc.uniqueArray(fc.record({ at: fc.nat(3) }), { selector: ({ at }) => at }),
  }),
  { selector: planKind.key },
);

/** Where only the order differs, nothing is written. */
function inOrder(list: readonly Plan[]): readonly Plan[] {
  return list
    .map((one) => ({ ...one, steps: one.steps.toSorted((a, b) => a.at - b.at) }))
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

describe('of any two collections', () => {
  test('their differences, applied to the one, give the other', () => {
    fc.assert(
      fc.property(plans, plans, (before, after) => {
        const { result, plans } = applied(before, after);
        expect(inOrder(plans)).toEqual(inOrder(after));
        const { counts } = compare(planKind, before, after);
        expect(result).toEqual({
          ok: true,
          value: {
            created: counts.added,
            updated: counts.changed,
            removed: counts.removed,
            unchanged: counts.unchanged,
          },
        });
      }),
    );
  });

  test('applied twice, they find nothing to do', () => {
    fc.assert(
      fc.property(plans, plans, (before, after) => {
        const { plans } = applied(before, after);
        expect(applied(plans, after).written).toEqual([]);
      }),
    );
  });
});
