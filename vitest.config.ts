import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { promiseTags } from './build/safety/promises.ts';
import { Sequencer } from './build/vitest/sequencer.ts';
import { keepFilesInMemory } from './build/vitest/temporary-files.ts';

// Programs started by the tests load compiled code from a cache.
process.env['NODE_COMPILE_CACHE'] ??= join(tmpdir(), 'latchkey-compile-cache');
// Packages are unpacked and run by another user, who can't enter a private folder of this one.
if (!process.argv.includes('package')) keepFilesInMemory();

/** Tests that put something else in the place of a module, which only Vite's module runner can do. */
const mocked = [
  'test/electron/preload.test.ts',
  'test/electron/shell/{app-protocol,clipboard,external,guards,keyring}.test.ts',
  'test/electron/base/files/modes.test.ts',
  'test/electron/features/reminders/reminders.test.ts',
  'test/electron/features/workspace/kills.test.ts',
];

/** What the projects of the main process's code have in common. */
const inNode = {
  environment: 'node' as const,
  globalSetup: ['test/support/import-thread-setup.ts'],
  // Loading the program takes longer than most tests, so files share a process.
  isolate: false,
  // Only against hangs: tests must not fail on a busy machine.
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    // A test that proves a promise of docs/security.md carries its name.
    tags: promiseTags,
    // A window test waits more than it computes: two cores can run three of them.
    maxWorkers: Math.max(3, availableParallelism()),
    sequence: { sequencer: Sequencer },
    projects: [
      {
        test: {
          ...inNode,
          name: 'unit',
          include: ['test/{shared,electron,build}/**/*.test.ts'],
          exclude: mocked,
          // Node loads the code itself, as it does in the program, and runs it a tenth quicker.
          experimental: { viteModuleRunner: false },
          // What this system doesn't have is skipped, with its reason.
          setupFiles: ['test/support/systems-setup.ts', 'test/support/electron-setup.ts'],
        },
      },
      {
        test: {
          ...inNode,
          name: 'mocked',
          include: mocked,
          setupFiles: ['test/support/systems-setup.ts'],
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'screens',
          environment: 'jsdom',
          // Loading React and the components takes longer than most tests, so files share a page.
          isolate: false,
          include: ['test/renderer/**/*.test.{ts,tsx}'],
          setupFiles: ['test/support/screens-setup.ts'],
          // Role queries are slow in jsdom, and the machine may be busy.
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
          // The code that drives the windows takes a second to load, so files share a process.
          isolate: false,
          // Only Linux has a display per file: elsewhere all windows share the user's desktop.
          fileParallelism: process.platform === 'linux',
          // Only against hangs, as above.
          testTimeout: 180_000,
          hookTimeout: 180_000,
          expect: { poll: { timeout: 10_000 } },
        },
      },
      {
        test: {
          // Starts servers that take long to start: `npm run test:engines`.
          name: 'engines',
          environment: 'node',
          include: ['test/engines/**/*.test.ts'],
          globalSetup: ['test/support/import-thread-setup.ts'],
          testTimeout: 180_000,
        },
      },
      {
        test: {
          // Builds, unpacks and installs a package: `npm run test:package`.
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
