/**
 * Access to a parsed document. Its values are `unknown`, and a key may be `__proto__` or
 * `constructor`, so only own members are read.
 */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member at the end of `path`, or undefined. */
export function member(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const key of path) {
    if (!isFields(at) || !Object.hasOwn(at, key)) return undefined;
    at = at[key];
  }
  return at;
}

/** The members of a map in the file's order (number-like keys first); else empty. */
export function members(value: unknown): [string, unknown][] {
  return isFields(value) ? Object.entries(value) : [];
}

/** The items of a list; else empty. */
export function items(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A scalar as text; '' for maps, lists and null. */
export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** Appends a step to a JSON pointer (RFC 6901 section 3), in its fragment form. */
export function below(pointer: string, key: string | number): string {
  const step = String(key);
  const isPlain = !step.includes('~') && !step.includes('/');
  return `${pointer}/${isPlain ? step : step.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
