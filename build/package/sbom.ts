import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../runtime/project.ts';
import type { Library } from './bundled.ts';

const bomSchema = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  metadata: z.looseObject({ component: z.looseObject({}) }),
  components: z.array(z.looseObject({ name: z.string(), version: z.string() })),
  dependencies: z.array(z.looseObject({})),
});

export type Bom = z.infer<typeof bomSchema>;

/** npm's CycloneDX list of everything in the lock file, including development tools. */
export function npmBom(root = projectRoot): Bom {
  const { status, stdout, stderr } = spawnSync(
    'npm',
    ['sbom', '--package-lock-only', '--sbom-format=cyclonedx', '--loglevel=error'],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      // On Windows npm is a shell script.
      shell: process.platform === 'win32',
    },
  );
  if (status !== 0) throw new Error(`npm sbom: ${stderr.trim()}`);
  return bomSchema.parse(JSON.parse(stdout));
}

/**
 * The bill of materials of a package: Electron, SQLite with its ciphers, and the bundled libraries
 * as npm lists them. Throws if a library isn't in npm's list.
 */
export function packageBom(
  bom: Bom,
  libraries: readonly Library[],
  made: {
    readonly version: string;
    readonly electron: string;
    readonly sqlite: string;
    readonly ciphers: string;
  },
): Bom {
  const components = libraries.map(({ name, version }) => {
    const known = bom.components.find((one) => one.name === name && one.version === version);
    if (known === undefined) throw new Error(`${name}@${version} is not in package-lock.json`);
    const { scope: _scope, properties: _properties, ...rest } = known;
    return { ...rest, scope: 'required' };
  });
  const program = {
    'bom-ref': `latchkey@${made.version}`,
    type: 'application',
    name: 'latchkey',
    version: made.version,
    licenses: [{ license: { id: 'Apache-2.0' } }],
  };
  return {
    ...bom,
    metadata: { ...bom.metadata, lifecycles: [{ phase: 'build' }], component: program },
    components: [
      {
        'bom-ref': `electron@${made.electron}`,
        type: 'framework',
        name: 'electron',
        version: made.electron,
        purl: `pkg:github/electron/electron@v${made.electron}`,
        licenses: [{ license: { id: 'MIT' } }],
      },
      {
        'bom-ref': `sqlite@${made.sqlite}`,
        type: 'library',
        name: 'sqlite',
        version: made.sqlite,
        purl: `pkg:generic/sqlite@${made.sqlite}`,
        licenses: [{ license: { name: 'Public Domain' } }],
      },
      {
        'bom-ref': `sqlite3mc@${made.ciphers}`,
        type: 'library',
        name: 'sqlite3mc',
        version: made.ciphers,
        purl: `pkg:github/utelle/SQLite3MultipleCiphers@v${made.ciphers}`,
        licenses: [{ license: { id: 'MIT' } }],
      },
      ...components,
    ],
    dependencies: [],
  };
}

/** The versions of the SQLite compiled into better-sqlite3 and of its ciphers. */
export function engineVersions(root = projectRoot): { sqlite: string; ciphers: string } {
  const header = readFileSync(
    join(root, 'node_modules/better-sqlite3/deps/sqlite3/sqlite3.h'),
    'latin1',
  );
  const [, sqlite] = /#define SQLITE_VERSION\s+"([^"]+)"/.exec(header) ?? [];
  const [, ciphers] =
    /#define SQLITE3MC_VERSION_STRING\s+"(?:SQLite3 Multiple Ciphers )?([^"]+)"/.exec(header) ?? [];
  if (sqlite === undefined || ciphers === undefined) throw new Error('sqlite3.h has no version');
  return { sqlite, ciphers };
}
