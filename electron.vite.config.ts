import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { channels } from './shared/ipc/contract.ts';

const root = import.meta.dirname;

/** The libraries in each bundle with their licences, which build/package includes in packages. */
const license = { fileName: 'licenses.json' };

/** The page's code may not reach Node, and the program's own process may not reach the page. */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      license,
      // Everything but the native module is bundled, so that a package has no node_modules of ours.
      externalizeDeps: { include: ['better-sqlite3'], exclude: [] },
      rollupOptions: {
        external: ['electron', 'original-fs', 'better-sqlite3', /^node:/],
        input: {
          main: resolve(root, 'electron/main.ts'),
          core: resolve(root, 'electron/core/thread.ts'),
          reader: resolve(root, 'electron/core/readers/thread.ts'),
          task: resolve(root, 'electron/core/tasks/process.ts'),
          'read-openapi': resolve(root, 'electron/features/apis/import/thread.ts'),
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          // Strips comments and spaces to save space. Names stay: logged stacks need them.
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
      // Halves the page's size. It is one page, read from disk: only what is seldom needed, such as
      // another language, gets its own chunk.
      minify: true,
      chunkSizeWarningLimit: 2_000,
      // `img-src 'self' data:` allows it, but a file can be looked at; an inlined one cannot.
      assetsInlineLimit: 0,
      // The page's first script is tiny and loads the rest: the style sheet must not wait for that.
      cssCodeSplit: false,
      rollupOptions: { input: resolve(root, 'renderer/index.html') },
    },
  },
});
