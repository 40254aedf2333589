import { join } from 'node:path';
import { build } from 'vite';
import { projectRoot } from '../../build/runtime/project.ts';

const entries = ['child', 'look'] as const;
export type ChildFiles = Readonly<Record<(typeof entries)[number], string>>;

/**
 * Bundles the processes in which faults happen: from sources they take three times as long to
 * start, and they start more than a hundred times.
 */
export async function bundleChildren(): Promise<ChildFiles> {
  // Inside the project, so that the bundle finds the SQLite engine.
  const folder = join(projectRoot, 'out/faults');
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: true,
      outDir: folder,
      rollupOptions: {
        input: entries.map((name) => join(import.meta.dirname, `${name}.ts`)),
        output: { entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' },
      },
    },
  });
  return { child: join(folder, 'child.mjs'), look: join(folder, 'look.mjs') };
}
