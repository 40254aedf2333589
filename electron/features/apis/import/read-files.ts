import type { ImportedApi, ImportProblem } from '../../../../shared/domain/imported-api.ts';
import { type AppError, appError } from '../../../../shared/errors.ts';
import { err, type Result } from '../../../../shared/result.ts';
import { collectFiles, type Source, tooManyFiles, unpackedSources } from './collect-files.ts';
import { readingLimits } from './limits.ts';
import { type ReadingLimits, type ReadingThread, readingThread } from './reading-thread.ts';
import { isZip } from './recognise-text.ts';
import { createLibrary, type Library } from './source-library.ts';

export interface ReadingProgress {
  /** Files read or given up so far. */
  readonly done: number;
  readonly total: number;
  /** The name of the next file; undefined at the end. */
  readonly file: string | undefined;
}

export interface ReadingOptions {
  /** The entry of the reading thread: thread.ts in plain Node, `read-openapi.js` of the build. */
  readonly thread: URL;
  readonly onProgress?: (progress: ReadingProgress) => void;
  /** Stops the thread at once; files not yet read become problems with `call/cancelled`. */
  readonly signal?: AbortSignal;
  readonly limits?: Partial<ReadingLimits>;
}

export interface Reading {
  readonly apis: readonly ImportedApi[];
  readonly problems: readonly ImportProblem[];
}

interface Outcome {
  readonly source: Source;
  readonly result: Result<readonly ImportedApi[], AppError>;
}

/**
 * Reads files, folders and ZIP archives, one file at a time, or two of many, each with its own time
 * limit; a file that kills its reading thread doesn't affect the others. Only references between the selected
 * files are followed. Never rejects, stores nothing.
 *
 * Errors of a file are those of `readFileUpTo` and of `readingThread`; `import/nothing-found` for a
 * folder or an archive without an API; `import/too-many-files` for what comes after 2,000 files.
 */
export async function readOpenApiFiles(
  paths: readonly string[],
  options: ReadingOptions,
): Promise<Reading> {
  const { onProgress, signal } = options;
  const limits = { ...readingLimits, ...options.limits };
  const newThread = () => readingThread(options.thread, limits, signal);
  const thread = newThread();
  const library = createLibrary(limits.companionBytes);
  const outcomes: Outcome[] = [];
  const given = await collectFiles(paths, limits, signal);
  // Archives are unpacked first, so that any file can refer to a file in them.
  const sources: Source[] = [];
  for (const source of given) {
    const unpacked = await open(source, thread);
    if (unpacked === undefined) sources.push(source);
    else if (unpacked.ok) sources.push(...unpackedSources(source, unpacked.value));
    else outcomes.push({ source, result: unpacked });
    if (unpacked?.ok && unpacked.value.length === 0) outcomes.push(nothingIn(source));
  }
  for (const source of sources.slice(limits.files)) {
    outcomes.push({ source, result: err(tooManyFiles(limits.files)) });
  }
  const kept = sources.slice(0, limits.files);
  for (const source of kept) library.add(source);
  const threads = kept.length < MANY ? [thread] : [thread, newThread()];
  const waiting = [...kept];
  const total = kept.length;
  let done = 0;
  if (total > 0) onProgress?.({ done, total, file: kept[0]?.file });
  async function readWith(own: ReadingThread): Promise<void> {
    for (let source = waiting.shift(); source !== undefined; source = waiting.shift()) {
      own.begin();
      outcomes.push({ source, result: await readOne(source, own, library) });
      done += 1;
      if (done < total) onProgress?.({ done, total, file: (waiting[0] ?? source).file });
    }
    await own.end();
  }
  await Promise.all(threads.map(readWith));
  onProgress?.({ done, total, file: undefined });
  return sorted(outcomes, library, kept);
}

/** With fewer files, a second thread would take longer to start than it saves. */
const MANY = 8;

/** The content of a ZIP archive; undefined for any other file. */
async function open(source: Source, thread: ReadingThread) {
  if (!/\.(?:zip|jar)$/iu.test(source.file)) return undefined;
  const bytes = await source.load();
  return bytes.ok && isZip(bytes.value) ? await thread.unpack(bytes.value) : undefined;
}

/** Rounds of loading referenced files: each follows references one file deeper. */
const MAX_ROUNDS = 20;

async function readOne(
  source: Source,
  thread: ReadingThread,
  library: Library,
): Promise<Outcome['result']> {
  const bytes = await source.load();
  if (!bytes.ok) return bytes;
  const project = await library.projectOf(source);
  const question = {
    bytes: bytes.value,
    file: source.file,
    address: source.address,
    ...(project && { project }),
  };
  let answer = await thread.read({ ...question, companions: [] });
  const wanted = new Set<string>();
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const fresh = answer.missing.filter((address) => library.has(address) && !wanted.has(address));
    if (fresh.length === 0) break;
    for (const address of fresh) wanted.add(address);
    const companions = await library.load(wanted);
    // Too much to hold at once: use what is known so far.
    if (companions === undefined) break;
    answer = await thread.read({ ...question, companions });
  }
  return answer.result;
}

function nothingIn(source: Source): Outcome {
  return { source, result: err(appError('import/nothing-found')) };
}

/** In the order in which the files were selected. */
function sorted(outcomes: readonly Outcome[], library: Library, kept: readonly Source[]): Reading {
  const place = new Map(kept.map((source, at) => [source, at]));
  const inOrder = outcomes.toSorted(
    (one, other) => (place.get(one.source) ?? -1) - (place.get(other.source) ?? -1),
  );
  const withApis = new Set(
    inOrder.flatMap(({ source, result }) => (result.ok ? source.group : [])),
  );
  const problems: ImportProblem[] = [];
  const empty = new Set<string>();
  for (const { source, result } of inOrder) {
    if (result.ok) continue;
    const { group, file } = source;
    const isForeign = ['import/not-openapi', 'import/not-text'].includes(result.error.code);
    // Another file used it.
    if (isForeign && library.wasUsed(source.address)) continue;
    if (isForeign && group !== undefined) {
      const others = inOrder.filter(({ source: { group: of } }) => of === group).length;
      if (withApis.has(group) || empty.has(group)) continue;
      if (others > 1) {
        empty.add(group);
        problems.push({ file: group, error: appError('import/nothing-found') });
        continue;
      }
    }
    problems.push({ file, error: result.error });
  }
  return { apis: inOrder.flatMap(({ result }) => (result.ok ? result.value : [])), problems };
}
