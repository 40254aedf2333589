/** In ECMAScript 2026; the types don't have them yet. */
const { rawJSON, isRawJSON } = JSON as unknown as {
  readonly rawJSON: (text: string) => unknown;
  readonly isRawJSON: (value: unknown) => boolean;
};

function asWritten(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' ? rawJSON(context?.source ?? String(value)) : value;
}

/**
 * A JSON text's value, which `JSON.stringify` writes with each number as it was written: beyond 2^53,
 * `1.0` and `1e3` too. In it, a number is an object. Throws like JSON.parse.
 */
export function parseExactly(text: string): unknown {
  return JSON.parse(text, asWritten);
}

/** Whether a value of {@link parseExactly} is a number. */
export const isExactNumber = isRawJSON;
