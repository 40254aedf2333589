import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const files = ['sqlite3.c', 'sqlite3.h', 'sqlite3ext.h'] as const;

/**
 * Makes the SQLite sources again from what sqlite.org and the project SQLite3 Multiple Ciphers
 * publish, by the script that better-sqlite3 made them with.
 *
 * @param sources a copy of the package, whose sources are replaced.
 * @returns how they differ from those that were shipped.
 */
export function regenerate(sources: string, shipped: string): readonly string[] {
  // The script's last step is about a page of documentation that isn't in the tarball.
  mkdirSync(join(sources, 'docs'));
  writeFileSync(join(sources, 'docs/compilation.md'), '');
  const { status } = spawnSync('bash', ['deps/update-sqlite3mc.sh'], {
    cwd: sources,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error(`update-sqlite3mc.sh ended with ${status}`);
  return [...files.map((name) => `sqlite3/${name}`), 'defines.gypi'].flatMap((name) => {
    const [made, given] = [sources, shipped].map((folder) => text(join(folder, 'deps', name)));
    return made === given ? [] : [`deps/${name} isn’t what upstream’s sources give`];
  });
}

const text = (file: string): string => readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
