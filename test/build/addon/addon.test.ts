import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { differences } from '../../../build/addon/differences.ts';
import { regenerate } from '../../../build/addon/upstream.ts';
import { projectRoot } from '../../../build/runtime/project.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const prebuilt = join(
  projectRoot,
  `node_modules/better-sqlite3/prebuilds/${process.platform}-${process.arch}.node`,
);

it('finds no difference between an addon and itself, whose files each reads', () => {
  expect(differences(prebuilt, prebuilt, temporaryDirectory())).toEqual([]);
});

/** A package whose script gives `made`, and the same package as it was shipped. */
function packages(made: string): { readonly sources: string; readonly shipped: string } {
  const shipped = temporaryDirectory();
  mkdirSync(join(shipped, 'deps/sqlite3'), { recursive: true });
  for (const name of [
    'sqlite3/sqlite3.c',
    'sqlite3/sqlite3.h',
    'sqlite3/sqlite3ext.h',
    'defines.gypi',
  ]) {
    writeFileSync(join(shipped, 'deps', name), 'upstream');
  }
  writeFileSync(join(shipped, 'deps/update-sqlite3mc.sh'), made);
  const sources = temporaryDirectory();
  cpSync(shipped, sources, { recursive: true });
  return { sources, shipped };
}

describe('the sources made again', () => {
  it('are those that were shipped, or are named', () => {
    const same = packages('true');
    expect(regenerate(same.sources, same.shipped)).toEqual([]);
    const other = packages('printf changed >deps/sqlite3/sqlite3.c');
    expect(regenerate(other.sources, other.shipped)).toEqual([
      'deps/sqlite3/sqlite3.c isn’t what upstream’s sources give',
    ]);
  });

  it('aren’t compared if the script fails', () => {
    const broken = packages('exit 3');
    expect(() => regenerate(broken.sources, broken.shipped)).toThrow('ended with 3');
  });
});
