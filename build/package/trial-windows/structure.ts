import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';
import { hashFile } from '../../runtime/hash-file.ts';
import { stampName } from '../../runtime/trial/stamp.ts';
import { isForX64 } from './executable.ts';

export const addon = 'node_modules/better-sqlite3/prebuilds/win32-x64.node';

/** All that a package adds to the runtime. */
const added = [
  'LICENSE.latchkey.txt',
  'LICENSES.libraries.txt',
  'latchkey.exe',
  'resources/app.asar',
  `resources/app.asar.unpacked/${addon}`,
  'resources/integrity.json',
];

/** Files of the runtime that no package has, or has under another name or changed. */
const replaced: Readonly<Record<string, string | undefined>> = {
  'electron.exe': undefined,
  LICENSE: 'LICENSE.electron.txt',
  'resources/default_app.asar': undefined,
  version: undefined,
  [stampName]: undefined,
};

/**
 * Whether the package consists of the runtime's own files, byte by byte, and of what Latchkey adds.
 * The program is examined on its own: its resources and fuses were changed.
 */
export async function checkStructure(directory: string, runtime: string): Promise<string> {
  const kept = filesIn(runtime)
    .map((from) => ({ from, to: from in replaced ? replaced[from] : from }))
    .filter((pair): pair is { from: string; to: string } => pair.to !== undefined);
  demandSame('file', filesIn(directory), [...kept.map(({ to }) => to), ...added]);
  const changed: string[] = [];
  for (const { from, to } of kept) {
    if ((await sha256(join(directory, to))) !== (await sha256(join(runtime, from)))) {
      changed.push(to);
    }
  }
  if (changed.length > 0) throw new Error(`not the runtime’s: ${changed.join(', ')}`);
  return `${kept.length} files of the runtime, unchanged, and ${added.length} of Latchkey`;
}

/** Whether the zip holds the files of `directory`, with the same bytes, and nothing else. */
export async function checkZip(zip: string, directory: string): Promise<string> {
  const inZip = new Map<string, string>();
  const archive = await openPromise(zip);
  for await (const entry of archive.eachEntry()) {
    if (entry.fileName.endsWith('/')) continue;
    if (inZip.has(entry.fileName)) throw new Error(`${entry.fileName} twice`);
    const hash = createHash('sha256');
    await pipeline(await archive.openReadStreamPromise(entry), hash);
    inZip.set(entry.fileName, hash.digest('hex'));
  }
  demandSame('file', [...inZip.keys()], filesIn(directory));
  for (const [name, hash] of inZip) {
    if (hash !== (await sha256(join(directory, name)))) throw new Error(`${name} differs`);
  }
  return `${inZip.size} files, as in ${basename(directory)}`;
}

/** Whether every program and library is for x64. */
export async function checkProcessor(directory: string): Promise<string> {
  const programs = filesIn(directory).filter((name) => /\.(exe|dll|node)$/.test(name));
  if (programs.length === 0) throw new Error('no programs');
  const wrong: string[] = [];
  for (const name of programs) {
    if (!(await isX64(join(directory, name)))) wrong.push(name);
  }
  if (wrong.length > 0) throw new Error(`not for Windows x64: ${wrong.join(', ')}`);
  return `${programs.length} programs and libraries for Windows x64`;
}

/** A file of another system has no PE header at all. */
async function isX64(file: string): Promise<boolean> {
  try {
    return await isForX64(file);
  } catch {
    return false;
  }
}

/** @throws naming what is missing and what is too much. */
export function demandSame(
  what: string,
  found: readonly string[],
  expected: readonly string[],
): void {
  const missing = expected.filter((name) => !found.includes(name));
  const surplus = found.filter((name) => !expected.includes(name));
  const reasons = [
    ...missing.map((name) => `${what} ${name} is missing`),
    ...surplus.map((name) => `${what} ${name} doesn’t belong`),
  ];
  if (reasons.length > 0) throw new Error(reasons.join(', '));
}

/** All files below a directory, with slashes. */
function filesIn(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) =>
      join(parentPath, name)
        .slice(directory.length + 1)
        .split(sep)
        .join('/'),
    );
}

function sha256(file: string): Promise<string> {
  return hashFile(file, 'sha256', 'hex');
}
