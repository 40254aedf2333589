/**
 * What a file given to import may cost. Real descriptions stay far below: of the public ones only
 * Microsoft Graph's (35 MB) is refused, and by its size alone.
 */
export const readingLimits = {
  /** Bytes of one file. */
  bytes: 20 * 1024 * 1024,
  /** Milliseconds for one file of up to 1 MiB, from the moment its bytes reach the reading thread. */
  timeMs: 5_000,
  /** Milliseconds more for each further MiB: YAML takes half a second for one, twice that on a busy machine. */
  timePerMibMs: 2_000,
  /** Milliseconds until a new reading thread answers for the first time. */
  startMs: 30_000,
  /** MiB of JavaScript heap of the reading thread. */
  memoryMib: 1_024,
} as const;

export const documentLimits = {
  /** Levels of nesting, in the file and after its aliases are expanded. */
  depth: 200,
  /** Maps, lists and scalars together, in the file and after its aliases are expanded. */
  values: 1_000_000,
  /** Steps of one chain of local `$ref`s; a circle has more. */
  references: 50,
} as const;

export type DocumentLimits = { readonly [Limit in keyof typeof documentLimits]: number };

/** The longest text that a note or an error quotes from a file, in UTF-16 code units. */
export const quoteLength = 200;
