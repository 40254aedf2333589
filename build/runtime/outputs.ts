import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../../shared/result.ts';
import { projectRoot, say } from './project.ts';
import { runProgram } from './run-program.ts';

const sources = [
  'electron',
  'renderer',
  'shared',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];
const outputs = ['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html'];

/**
 * Whether `out/` must be rebuilt: an output is missing or older than the newest source. The time of
 * a directory counts too, so deleted and renamed sources are noticed.
 */
export function outputsAreStale(root = projectRoot): boolean {
  const made = outputs.map((name) => join(root, name));
  if (!made.every((file) => existsSync(file))) return true;
  const oldest = Math.min(...made.map((file) => statSync(file).mtimeMs));
  return sources.some((name) => newestTime(join(root, name)) > oldest);
}

function newestTime(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(
    found.mtimeMs,
    ...readdirSync(path, { recursive: true, encoding: 'utf8' }).map(
      (name) => statSync(join(path, name), { throwIfNoEntry: false })?.mtimeMs ?? 0,
    ),
  );
}

export const electronVite = join(projectRoot, 'node_modules/electron-vite/bin/electron-vite.js');

/** Builds `out/` if it is stale. The error is the bundler's output, which was already shown. */
export async function ensureOutputs(): Promise<Result<void, string>> {
  if (!outputsAreStale()) return ok(undefined);
  say('Building…');
  const { status } = await runProgram(
    process.execPath,
    [electronVite, 'build', '--logLevel', 'warn'],
    { cwd: projectRoot, show: true },
  );
  return status === 0 ? ok(undefined) : err('The build failed. See the error above.');
}
