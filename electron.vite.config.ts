import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { channels } from './shared/ipc/contract.ts';

const root = import.meta.dirname;

/** What each bundle took in, and its licences: build/package tells it to whoever gets a package. */
const license = { fileName: 'licenses.json' };

/** The page's code may not reach Node, and the program's own process may not reach the page. */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      license,
      // Everything is bundled but the native module, so that a package carries no node_modules of ours.
      externalizeDeps: { include: ['better-sqlite3'], exclude: [] },
      rollupOptions: {
        external: ['electron', 'original-fs', 'better-sqlite3', /^node:/],
        input: {
          main: resolve(root, 'electron/main.ts'),
          core: resolve(root, 'electron/core/thread.ts'),
          reader: resolve(root, 'electron/core/readers/thread.ts'),
          'read-openapi': resolve(root, 'electron/features/apis/import/thread.ts'),
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          // Without comments and spaces, for the package's size. Names stay: the log of a defect has them.
          minify: { compress: false, mangle: false, codegen: true },
        },
      },
    },
  },
  preload: {
    define: { LATCHKEY_CHANNELS: JSON.stringify(channels) },
    build: {
      outDir: 'out/preload',
      license,
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: resolve(root, 'electron/preload.ts') },
        // A sandboxed preload cannot be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'renderer'),
    plugins: [react()],
    build: {
      outDir: resolve(root, 'out/renderer'),
      license,
      emptyOutDir: true,
      // Halves what the package carries of it. It is one page, read from the disk: no chunks but for
      // what is seldom needed, such as another language.
      minify: true,
      chunkSizeWarningLimit: 2_000,
      // `img-src 'self' data:` allows it, but a file can be looked at; an inlined one cannot.
      assetsInlineLimit: 0,
      // The page's first script is tiny and loads the rest: its style sheet must not wait for that.
      cssCodeSplit: false,
      rollupOptions: { input: resolve(root, 'renderer/index.html') },
    },
  },
});
