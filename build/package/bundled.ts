import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../runtime/project.ts';

/** A library in a package: bundled into `out/`, or included whole like better-sqlite3. */
export interface Library {
  readonly name: string;
  readonly version: string;
  /** SPDX expression from its package.json. */
  readonly license: string;
  readonly text: string;
}

/** The list that the bundler writes for each bundle (see electron.vite.config.ts). */
const listSchema = z.array(
  z.object({
    name: z.string(),
    version: z.string(),
    identifier: z.string().nullish(),
    text: z.string().nullish(),
  }),
);

/** Every library in the built program, by name. Throws if the program isn't built. */
export function bundledLibraries(root = projectRoot): readonly Library[] {
  const lists = ['main', 'preload', 'renderer'].map((bundle) =>
    listSchema.parse(JSON.parse(readFileSync(join(root, `out/${bundle}/licenses.json`), 'utf8'))),
  );
  const libraries = [
    whole('better-sqlite3', root),
    ...lists.flat().map(({ name, version, identifier, text }) => ({
      name,
      version,
      license: identifier ?? 'unknown',
      text: text ?? '',
    })),
  ];
  const byName = new Map(
    libraries.map((library) => [`${library.name}@${library.version}`, library]),
  );
  return [...byName.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, library]) => library);
}

function whole(name: string, root: string): Library {
  const directory = join(root, 'node_modules', name);
  const { version, license } = z
    .object({ version: z.string(), license: z.string() })
    .parse(JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')));
  return { name, version, license, text: readFileSync(join(directory, 'LICENSE'), 'utf8') };
}

/** The notices that the licences require us to distribute. */
export function licenseText(libraries: readonly Library[]): string {
  const head =
    'Latchkey includes these libraries. The licenses of Electron and Chromium are in separate files.\n';
  const parts = libraries.map(
    ({ name, version, license, text }) =>
      `${'-'.repeat(72)}\n${name} ${version} (${license})\n\n${text.trim()}\n`,
  );
  return [head, ...parts].join('\n');
}
