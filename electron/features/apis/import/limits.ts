/**
 * What a file given to import may cost. Real descriptions stay far below: of the public ones only
 * Microsoft Graph's (35 MB) is refused, and by its size alone.
 */
export const readingLimits = {
  /** Bytes of one file. */
  bytes: 20 * 1024 * 1024,
  /**
   * Milliseconds of processor time for one file of up to 1 MiB. What a file may hold is bounded by
   * counting; this ends what counting did not foresee. The clock on the wall is not asked: on a
   * busy machine a harmless file would be refused, and only sometimes.
   */
  timeMs: 10_000,
  /** Milliseconds more for each further MiB: the strict parser takes half a second for one. */
  timePerMibMs: 3_000,
  /** Milliseconds on the clock until a new reading thread answers for the first time. */
  startMs: 120_000,
  /** MiB of JavaScript heap of the reading thread. */
  memoryMib: 1_024,
  /** Files of one import, those in folders and archives included. */
  files: 2_000,
  /** Bytes of all the files that one file's references may lead to. */
  companionBytes: 64 * 1024 * 1024,
} as const;

export const archiveLimits = {
  /** Entries, of whatever kind. */
  entries: 20_000,
  /** Bytes of all unpacked files together. */
  bytes: 64 * 1024 * 1024,
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
