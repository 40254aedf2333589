import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { promiseTags } from './build/safety/promises.ts';
import { Sequencer } from './build/vitest/sequencer.ts';
import { keepFilesInMemory } from './build/vitest/temporary-files.ts';

// The programs that the tests start read their code from a cache instead of compiling it again.
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'latchkey-compile-cache');
keepFilesInMemory();

export default defineConfig({
  test: {
    // A test that proves a promise of docs/security.md carries its name.
    tags: promiseTags,
    // A test in a window waits more than it computes: two cores carry three of them.
    maxWorkers: Math.max(3, availableParallelism()),
    sequence: { sequencer: Sequencer },
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/{shared,electron,build}/**/*.test.ts'],
          globalSetup: ['test/support/import-thread-setup.ts'],
          // Loading the program takes longer than most tests: files share a process that has.
          isolate: false,
          // Against hanging only: a busy machine makes none of them wrong.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'screens',
          environment: 'jsdom',
          // A context of its own for each file in a process that has loaded jsdom already.
          pool: 'vmForks',
          include: ['test/renderer/**/*.test.{ts,tsx}'],
          setupFiles: ['test/support/screens-setup.ts'],
          // jsdom looks for roles slowly, and the machine may be busy with other work.
          testTimeout: 30_000,
          css: { modules: { classNameStrategy: 'non-scoped' } },
        },
      },
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/import-thread-setup.ts', 'test/support/e2e-setup.ts'],
          setupFiles: ['test/support/e2e-display.ts'],
          // What drives the windows takes a second to load: files share a process that has.
          isolate: false,
          // Only Linux has a display for each file: elsewhere the windows share the person's own.
          fileParallelism: process.platform === 'linux',
          // Against hanging only, as above.
          testTimeout: 180_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
      {
        test: {
          // Makes a package, unpacks and installs it: `npm run test:package`.
          name: 'package',
          environment: 'node',
          include: ['test/package/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 400_000,
        },
      },
    ],
  },
});
