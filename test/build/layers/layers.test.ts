import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findFaults, importsOf, readImports } from '../../../build/layers/find-faults.ts';
import { projectRoot } from '../../../build/runtime/project.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const graph = readImports();

/** The faults of the project with one more line in one file. */
function faultsWith(path: string, line: string): readonly string[] {
  const imports = graph.get(path);
  if (imports === undefined) throw new Error(`There is no ${path}`);
  return findFaults(new Map(graph).set(path, [...imports, ...importsOf(path, line)]));
}

/** A file of each layer, and a file that it must not import. */
const forbidden = [
  ['shared/result.ts', '../electron/base/log/log.ts'],
  ['electron/base/files/csv.ts', '../../features/settings/repository.ts'],
  ['electron/features/settings/repository.ts', '../../core/core.ts'],
  ['electron/core/handlers.ts', '../shell/menu.ts'],
  ['electron/shell/menu.ts', '../../renderer/format/time.ts'],
  ['renderer/ui/tone.ts', '../format/time.ts'],
  ['renderer/format/time.ts', '../program/drafts.ts'],
  ['renderer/program/drafts.ts', '../features/bin/bin.tsx'],
  ['renderer/features/bin/bin.tsx', '../../screens.ts'],
  ['renderer/screens.ts', '../electron/base/log/log.ts'],
] as const;

describe('the layer check', () => {
  test('finds no violation in the project', () => {
    expect(findFaults(graph)).toEqual([]);
  });

  test.each(forbidden)('finds that %s imports %s', (path, specifier) => {
    const target = join(dirname(path), specifier);
    const fault = `${path} may not import ${target}: a layer above`;
    expect(faultsWith(path, `import '${specifier}';`)).toContain(fault);
  });

  test.each([
    ['a type', "export type { Core } from '../../core/core.ts';"],
    ['a lazy import', "void import('../../core/core.ts');"],
    ['all that a file exports', "export * from '../../core/core.ts';"],
  ])('also finds %s', (_name, line) => {
    const path = 'electron/features/settings/repository.ts';
    const fault = `${path} may not import electron/core/core.ts: a layer above`;
    expect(faultsWith(path, line)).toContain(fault);
  });

  test('finds an import that the table doesn’t allow, and the cycle it closes', () => {
    const path = 'electron/features/tokens/rules.ts';
    expect(faultsWith(path, "import '../export/file-name.ts';")).toEqual([
      `${path} may not import electron/features/export/file-name.ts: not in the table`,
      'cycle: electron/features/export, electron/features/issuing, electron/features/keys, electron/features/tokens',
    ]);
  });

  test('finds a cycle inside a layer', () => {
    expect(faultsWith('electron/base/disk/places.ts', "import '../log/log.ts';")).toContain(
      'cycle: electron/base/disk, electron/base/log',
    );
  });

  test('finds a folder that belongs to no layer', () => {
    const more = new Map(graph).set('electron/elsewhere/file.ts', []);
    expect(findFaults(more)).toEqual([
      "electron/elsewhere/file.ts isn't in any layer of build/layers/layers.ts",
    ]);
  });

  test('finds a permission that isn’t used', () => {
    const path = 'electron/features/apis/rules.ts';
    const fewer = new Map([...graph].filter(([name]) => name !== path));
    expect(findFaults(fewer)).toContain(
      'electron/features: apis may import business-plans, and does not',
    );
  });
});

/** A miniature project: one small file per layer, with the real compiler settings. */
function miniature(wrong: readonly (readonly [path: string, specifier: string])[]): string {
  const folder = temporaryDirectory();
  for (const config of globSync('{,shared/,electron/**/,renderer/**/}tsconfig*.json', {
    cwd: projectRoot,
  })) {
    cpSync(join(projectRoot, config), join(folder, config));
  }
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
  const imports = new Map(wrong);
  for (const file of new Set(forbidden.flatMap(([path, to]) => [path, join(dirname(path), to)]))) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    const specifier = imports.get(file);
    const line = specifier === undefined ? '' : `import '${specifier}';\n`;
    writeFileSync(join(folder, file), `${line}export const value = 1;\n`);
  }
  return folder;
}

const sides = ['electron', 'renderer'] as const;

function compile(folder: string, side: (typeof sides)[number]) {
  const tsc = join(projectRoot, 'node_modules/typescript/bin/tsc');
  return spawnSync(process.execPath, [tsc, '-b', join(folder, side)], { encoding: 'utf8' });
}

describe('the compiler', () => {
  test.each(sides)('takes %s as it should be', (side) => {
    const { status, stdout } = compile(miniature([]), side);
    expect(stdout).toBe('');
    expect(status).toBe(0);
  });

  // The page's root files form one project, which excludes what screens.ts must not import.
  test('refuses each import from a layer above', () => {
    const folder = miniature(forbidden);
    const said = sides.map((side) => compile(folder, side));
    expect(said.every(({ status }) => status !== 0)).toBe(true);
    const refused = said
      .flatMap(({ stdout }) => stdout.split('\n'))
      .filter((line) => /error TS(?:6307|6059)/.test(line));
    for (const [path] of forbidden) {
      expect(refused).toContainEqual(expect.stringContaining(`${path}(`));
    }
  });
});
