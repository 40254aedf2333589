import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { findProgram } from '../package/tools.ts';

/**
 * Compiles better-sqlite3 by npm's own node-gyp, with the headers that lie beside this Node, if any;
 * otherwise node-gyp downloads them.
 *
 * @param sources the package's folder, which it writes into.
 * @returns the path of the addon. Throws if the compiler fails.
 */
export function compileAddon(sources: string): string {
  const node = resolve(dirname(process.execPath), '..');
  const headers = existsSync(join(node, 'include/node/node_api.h')) ? [`--nodedir=${node}`] : [];
  const args = ['rebuild', '--release', '--force_build=1', '--loglevel=error', ...headers];
  const { status } = spawnSync(process.execPath, [nodeGyp(), ...args], {
    cwd: sources,
    stdio: ['ignore', 2, 2],
  });
  const addon = join(sources, 'build/Release/better_sqlite3.node');
  if (status !== 0 || !existsSync(addon)) throw new Error(`node-gyp ended with ${status}`);
  return addon;
}

/** The one that npm itself uses: a dependency of ours would be a hundred packages more. */
function nodeGyp(): string {
  const npm = process.env['npm_execpath'] ?? findProgram(['npm']);
  if (npm === undefined) throw new Error('npm isn’t on the PATH');
  return createRequire(realpathSync(npm)).resolve('node-gyp/bin/node-gyp.js');
}
