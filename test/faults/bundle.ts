import { join } from 'node:path';
import { build } from 'vite';
import { projectRoot } from '../../build/runtime/project.ts';

const entries = ['child', 'look'] as const;
export type ChildFiles = Readonly<Record<(typeof entries)[number], string>>;

/**
 * Bundles the processes in which a fault happens: from their sources they takes three times as long to
 * start, and they start more than a hundred times.
 */
export async function bundleChildren(): Promise<ChildFiles> {
  // In the project, where it finds the engine.
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
