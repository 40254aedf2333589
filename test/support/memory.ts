import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';

const CHUNK = 8 * 1024 * 1024;

/** A process and all its descendants (Linux). */
export function processesOf(root: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      // The name in parentheses may contain any characters.
      const after = readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^.*\) /s, '');
      parents.set(Number(name), Number(after.split(' ')[1]));
    } catch {
      // The process has ended in the meantime.
    }
  }
  const family = [root];
  for (const pid of family) {
    family.push(...[...parents].filter(([, parent]) => parent === pid).map(([child]) => child));
  }
  return family;
}

/** The Chromium process type; `main` for the process that started the others, null once it has ended. */
export function processKind(pid: number): string | null {
  const words = unlessEnded(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split(/[\0 ]/));
  if (words === null) return null;
  const kind = words.find((word) => word.startsWith('--type='))?.slice('--type='.length);
  const sub = words
    .find((word) => word.startsWith('--utility-sub-type='))
    ?.split('.')
    .at(-1);
  return sub ?? kind ?? 'main';
}

/** What is read of a process, or null if it has ended. */
function unlessEnded<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ESRCH') return null;
    throw error;
  }
}

/** How often each needle occurs in the writable memory of a process; null if it has ended. */
export function countInMemory<Name extends string>(
  pid: number,
  needles: Readonly<Record<Name, readonly Buffer[]>>,
): Record<Name, number> | null {
  const memory = unlessEnded(() => openSync(`/proc/${pid}/mem`, 'r'));
  if (memory === null) return null;
  const counts = Object.fromEntries(Object.keys(needles).map((name) => [name, 0]));
  const all = Object.entries<readonly Buffer[]>(needles).flatMap(([name, those]) =>
    those.map((needle) => ({ name, needle })),
  );
  const overlap = Math.max(...all.map(({ needle }) => needle.length)) - 1;
  const chunk = Buffer.alloc(CHUNK + overlap);
  try {
    const parts = unlessEnded(() => [...writtenParts(pid)]);
    if (parts === null) return null;
    for (const { start, end } of parts) {
      for (let at = start; at < end; at += CHUNK) {
        const length = Math.min(CHUNK + overlap, end - at);
        const read = readOrNothing(memory, chunk, length, at);
        const seen = chunk.subarray(0, read);
        for (const { name, needle } of all) {
          // A match that starts in the overlap is found again in the next chunk.
          for (let hit = seen.indexOf(needle); hit >= 0 && hit < CHUNK; ) {
            counts[name] = (counts[name] ?? 0) + 1;
            hit = seen.indexOf(needle, hit + 1);
          }
        }
      }
    }
  } finally {
    closeSync(memory);
    chunk.fill(0);
  }
  return counts as Record<Name, number>;
}

interface Region {
  readonly start: number;
  readonly end: number;
}

function writableRegions(pid: number): Region[] {
  return readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, start = '', end = ''] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
      if (end === '') return [];
      return [{ start: Number.parseInt(start, 16), end: Number.parseInt(end, 16) }];
    });
}

const PAGE = 4096;
/** Bytes for a page in /proc/PID/pagemap. */
const ENTRY = 8;
/** In its last byte: the page is in memory, or swapped out. */
const EXISTS = 0xc0;

/** What was ever written of them: most of what a heap reserves was not. */
function* writtenParts(pid: number): Generator<Region> {
  const pagemap = openSync(`/proc/${pid}/pagemap`, 'r');
  try {
    for (const { start, end } of writableRegions(pid)) {
      const entries = Buffer.alloc(((end - start) / PAGE) * ENTRY);
      const read = readOrNothing(pagemap, entries, entries.length, (start / PAGE) * ENTRY);
      // What can't be asked may exist.
      entries.fill(EXISTS, read);
      let from = start;
      for (let at = start; at < end; at += PAGE) {
        const entry = ((at - start) / PAGE) * ENTRY;
        if (((entries[entry + ENTRY - 1] ?? 0) & EXISTS) !== 0) continue;
        if (from < at) yield { start: from, end: at };
        from = at + PAGE;
      }
      if (from < end) yield { start: from, end };
    }
  } finally {
    closeSync(pagemap);
  }
}

/** A region may have been unmapped, or have no page behind it. */
function readOrNothing(memory: number, into: Buffer, length: number, at: number): number {
  try {
    return readSync(memory, into, 0, length, at);
  } catch {
    return 0;
  }
}
