import {
  type Arbitrary,
  anything,
  array,
  boolean,
  constant,
  constantFrom,
  double,
  integer,
  jsonValue,
  oneof,
  record,
  sample,
  string,
  tuple,
  uuid,
} from 'fast-check';
import { z } from 'zod';

const hostileKeys = ['__proto__', 'constructor', 'prototype', 'toString', 'then', 'toJSON'];

/** Anything that survives a structured clone, so a page could send it. */
const whatever: Arbitrary<unknown> = oneof(
  { weight: 6, arbitrary: anything({ maxDepth: 2, maxKeys: 4 }) },
  {
    weight: 2,
    arbitrary: anything({
      maxDepth: 2,
      maxKeys: 4,
      key: oneof(constantFrom(...hostileKeys), string({ maxLength: 6 })),
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withSparseArray: true,
      withTypedArray: true,
      withNullPrototype: true,
    }),
  },
  { weight: 1, arbitrary: constantFrom(...oddities()) },
);

/** Values whose shape may break a parser. */
function oddities(): unknown[] {
  const circle: Record<string, unknown> = {};
  circle['self'] = circle;
  let deep: unknown = 'bottom';
  for (let level = 0; level < 20_000; level += 1) deep = { a: deep };
  return [
    circle,
    deep,
    // An own property called __proto__, as JSON.parse creates it.
    JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
    'x'.repeat(100_000),
    Number.NaN,
    Number.POSITIVE_INFINITY,
    -0,
    2 ** 53,
    '\0',
    '\uD800',
    '../../../etc/passwd',
    "'; DROP TABLE token; --",
    Array.from({ length: 2000 }, () => 0),
  ];
}

const words = oneof(
  string({ maxLength: 12 }),
  constantFrom('', ' ', '\0', '‮', '%s', '=1+1', '\uD800', '../..', "' OR 1=1 --"),
);

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Values of the schema's shape, some of them valid; `ids` are of existing things. */
function shaped(schema: JsonSchema, ids: readonly string[]): Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return oneof(...choices.map((one) => shaped(one, ids)));
  if (schema.const !== undefined) return constant(schema.const);
  if (schema.enum !== undefined) return constantFrom<unknown>(...schema.enum);
  switch (schema.type) {
    case 'object': {
      const members = Object.entries(schema.properties ?? {}).map(
        ([key, member]) => [key, near(member as JsonSchema, ids)] as const,
      );
      const required = members.map(([key]) => key).filter((key) => schema.required?.includes(key));
      return record(Object.fromEntries(members), { requiredKeys: required });
    }
    case 'array':
      return array(near((schema.items ?? {}) as JsonSchema, ids), {
        minLength: 1,
        maxLength: 3,
      });
    case 'string':
      return schema.format === 'uuid'
        ? oneof(constantFrom(...ids), uuid())
        : oneof(words, constantFrom(...ids));
    case 'integer':
    case 'number':
      return oneof(integer({ min: -1, max: 5000 }), integer(), double());
    case 'boolean':
      return boolean();
    default:
      return jsonValue({ maxDepth: 2 });
  }
}

/** Mostly values of the schema's shape, occasionally anything else. */
function near(schema: JsonSchema, ids: readonly string[]): Arbitrary<unknown> {
  return oneof({ weight: 12, arbitrary: shaped(schema, ids) }, { weight: 1, arbitrary: whatever });
}

/**
 * Inputs for each channel, reproducible by their seed: 70 % are arbitrary and go to every channel,
 * the rest nearly match the channel's schema, so that the code behind the schema is tested too.
 *
 * @param ids of existing things.
 */
export function createPayloads(count: number, seed: number) {
  const shared = sample(whatever, { numRuns: Math.floor(count * 0.7), seed });
  return (schema: z.ZodType, ids: readonly string[]): unknown[] => {
    const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    const isEmpty = Object.keys(json.properties ?? { any: true }).length === 0;
    // Thousands of valid calls without an input would test nothing.
    const almost = isEmpty ? whatever : near(json, ids);
    const extended = tuple(almost, constantFrom(...hostileKeys), constantFrom(...oddities())).map(
      ([base, key, value]) =>
        typeof base === 'object' && base !== null && !Array.isArray(base)
          ? Object.defineProperty({ ...base }, key, { value, enumerable: true })
          : base,
    );
    const numRuns = count - shared.length;
    const own = sample(
      oneof({ weight: 2, arbitrary: almost }, { weight: 1, arbitrary: extended }),
      { numRuns, seed },
    );
    return [...shared, ...own, ...oddities(), {}];
  };
}
