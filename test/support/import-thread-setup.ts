import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { projectRoot } from '../../build/runtime/project.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The URL of the bundled thread that reads OpenAPI files. */
    importThread: string;
  }
}

const folder = mkdtempSync(join(tmpdir(), 'latchkey-import-thread-'));

/**
 * Bundles the thread that reads OpenAPI files, as the program's build does: from sources it takes
 * five times as long to start, and the tests start more than a hundred.
 */
export async function setup(project: TestProject): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: join(projectRoot, 'electron/features/apis/import/thread.ts'),
      outDir: folder,
      emptyOutDir: true,
      rollupOptions: { output: { entryFileNames: 'read-openapi.mjs' } },
    },
  });
  project.provide('importThread', pathToFileURL(join(folder, 'read-openapi.mjs')).href);
}

export function teardown(): void {
  rmSync(folder, { recursive: true, force: true });
}
