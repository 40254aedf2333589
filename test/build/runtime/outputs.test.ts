import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { outputsAreStale } from '../../../build/runtime/outputs.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const sources = [
  'electron/features/tokens/handlers.ts',
  'renderer/app.tsx',
  'shared/result.ts',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];
const outputs = ['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html'];
const directories = [
  'electron',
  'electron/features',
  'electron/features/tokens',
  'renderer',
  'shared',
];

let root = '';
/** Times are in seconds: 1000 for sources and 2000 for outputs unless a test changes them. */
function touch(name: string, time: number): void {
  utimesSync(join(root, name), time, time);
}
beforeEach(() => {
  root = temporaryDirectory();
  for (const name of [...sources, ...outputs]) {
    mkdirSync(join(root, dirname(name)), { recursive: true });
    writeFileSync(join(root, name), '');
  }
  for (const name of [...sources, ...directories]) touch(name, 1000);
  for (const name of outputs) touch(name, 2000);
});

it('keeps outputs newer than every source', () => {
  expect(outputsAreStale(root)).toBe(false);
});

it.each(sources)('builds again when %s changed', (name) => {
  touch(name, 3000);
  expect(outputsAreStale(root)).toBe(true);
});

it.each(outputs)('builds again when %s is missing or was left behind', (name) => {
  touch(name, 500);
  expect(outputsAreStale(root)).toBe(true);
  rmSync(join(root, name));
  expect(outputsAreStale(root)).toBe(true);
});

it('rebuilds after a source was deleted', () => {
  rmSync(join(root, 'electron/features/tokens/handlers.ts'));
  expect(outputsAreStale(root)).toBe(true);
});
