import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { promiseTags } from './build/safety/promises.ts';

export default defineConfig({
  test: {
    // A test that proves a promise of docs/security.md carries its name.
    tags: promiseTags,
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/{shared,electron,build}/**/*.test.ts'],
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
          globalSetup: ['test/support/e2e-setup.ts'],
          // One window at a time: two of them fight over the focus and the clipboard.
          fileParallelism: false,
          testTimeout: 90_000,
          hookTimeout: 90_000,
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
