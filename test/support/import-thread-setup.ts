import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
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
    /** The URL of the bundled thread that answers reading calls. */
    readerThread: string;
    /** The path of the bundled process for long work on a file. */
    taskProcess: string;
  }
}

const require = createRequire(import.meta.url);
let folder: string | undefined;

const entries = {
  'read-openapi': join(projectRoot, 'electron/features/apis/import/thread.ts'),
  reader: join(projectRoot, 'electron/core/readers/thread.ts'),
  task: join(projectRoot, 'electron/core/tasks/process.ts'),
};

/**
 * Bundles the threads that read OpenAPI files and the workspace, and the process for file tasks, as
 * the program's build does: from sources they take five times as long to start, and the tests start
 * more than a hundred.
 */
export async function setup(project: TestProject): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-import-thread-'));
  await bundle(folder, entries);
  project.provide('readerThread', pathToFileURL(join(folder, 'reader.mjs')).href);
  project.provide('taskProcess', join(folder, 'task.mjs'));
  project.provide('importThread', pathToFileURL(join(folder, 'read-openapi.mjs')).href);
}

export function teardown(): void {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}

/** Only the thread that reads OpenAPI files. @returns its URL. */
export async function bundledImportThread(outDir: string): Promise<URL> {
  await bundle(outDir, { 'read-openapi': entries['read-openapi'] });
  return pathToFileURL(join(outDir, 'read-openapi.mjs'));
}

async function bundle(outDir: string, input: Readonly<Record<string, string>>): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      rollupOptions: {
        input,
        output: {
          entryFileNames: '[name].mjs',
          chunkFileNames: '[name].mjs',
          // The folder is outside the project, where the name leads nowhere.
          paths: { 'better-sqlite3': pathToFileURL(require.resolve('better-sqlite3')).href },
        },
      },
    },
  });
}
