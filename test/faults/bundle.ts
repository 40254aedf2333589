import { join } from 'node:path';
import { build } from 'vite';
import { projectRoot } from '../../build/runtime/project.ts';

/**
 * Bundles the process in which the fault happens: from its sources it takes three times as long to
 * start, and it starts more than a hundred times.
 */
export async function bundleChild(): Promise<string> {
  // In the project, where it finds the engine.
  const folder = join(projectRoot, 'out/faults');
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: join(import.meta.dirname, 'child.ts'),
      outDir: folder,
      rollupOptions: { output: { entryFileNames: 'child.mjs' } },
    },
  });
  return join(folder, 'child.mjs');
}
