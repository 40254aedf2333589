import type { Row, Value } from './tables.ts';

export type Order = (one: Row, other: Row) => number;

/** Orders rows as SQLite does by these columns, none of which is ever null. */
export function byColumns(columns: readonly string[]): Order {
  return (one, other) => {
    for (const column of columns) {
      const order = compareValues(one[column] ?? null, other[column] ?? null);
      if (order !== 0) return order;
    }
    return 0;
  };
}

function compareValues(one: Value, other: Value): number {
  if (one === other) return 0;
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  // SQLite compares bytes; JavaScript would put U+10000 before U+FFFF.
  return Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)));
}

export type Pair = readonly [Row | null, Row | null];

/** The rows of both sides in order; rows that are equal in it come together. */
export function* inPairs(
  ours: Iterable<Row>,
  theirs: Iterable<Row>,
  order: Order,
): Generator<Pair, void> {
  const [left, right] = [ours[Symbol.iterator](), theirs[Symbol.iterator]()];
  try {
    let [one, other] = [left.next(), right.next()];
    for (;;) {
      const [ourRow, theirRow] = [valueOf(one), valueOf(other)];
      if (ourRow === null && theirRow === null) return;
      const sign = signOf(ourRow, theirRow, order);
      yield [sign <= 0 ? ourRow : null, sign >= 0 ? theirRow : null];
      if (sign <= 0) one = left.next();
      if (sign >= 0) other = right.next();
    }
  } finally {
    left.return?.();
    right.return?.();
  }
}

const valueOf = (next: IteratorResult<Row>): Row | null => (next.done === true ? null : next.value);

function signOf(one: Row | null, other: Row | null, order: Order): number {
  if (one === null) return 1;
  return other === null ? -1 : order(one, other);
}
