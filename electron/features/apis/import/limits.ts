/**
 * The most that importing a file may cost. Real descriptions stay below: the largest public one is
 * Microsoft Graph's (35 MB).
 */
export const readingLimits = {
  /** Bytes of one file. */
  bytes: 64 * 1024 * 1024,
  /**
   * Milliseconds of CPU time for one file of up to 1 MiB. A file's content is bounded by counting;
   * this stops what counting doesn't catch. Not wall-clock time: a busy machine would then refuse
   * harmless files, and only sometimes.
   */
  timeMs: 10_000,
  /** Additional milliseconds per further MiB: the strict parser takes half a second for one. */
  timePerMibMs: 3_000,
  /** Wall-clock milliseconds until a new reading thread answers for the first time. */
  startMs: 120_000,
  /** MiB of JavaScript heap of the reading thread. */
  memoryMib: 2_048,
  /** Files of one import, including those in folders and archives. */
  files: 2_000,
  /** Total bytes of the files that one file's references may load. */
  companionBytes: 64 * 1024 * 1024,
} as const;

export const archiveLimits = {
  /** Entries of any kind. */
  entries: 20_000,
  /** Bytes of all unpacked files together. */
  bytes: 64 * 1024 * 1024,
} as const;

export const documentLimits = {
  /** Levels of nesting, in the file and after its aliases are expanded. */
  depth: 200,
  /** Maps, lists and scalars together, in the file and after its aliases are expanded. */
  values: 4_000_000,
  /** Steps in one chain of local `$ref`s; only a cycle has more. */
  references: 50,
} as const;

export type DocumentLimits = { readonly [Limit in keyof typeof documentLimits]: number };

/** The longest text that a note or an error quotes from a file, in UTF-16 code units. */
export const quoteLength = 200;
