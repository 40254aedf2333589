import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

export const projectRoot = resolve(import.meta.dirname, '../..');

/** The version of Electron that ships, as package.json pins it and `npm ci` installed it. */
export function shippedElectronVersion(root = projectRoot): string {
  const text = readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where fetched runtimes are cached, outside the project so that a fresh clone finds them too:
 * `LATCHKEY_CACHE_DIR`, else the XDG base directory. The XDG specification says that relative
 * paths should be ignored.
 */
export function cacheDirectory(env: Environment = process.env, home = homedir()): string {
  const named = env['LATCHKEY_CACHE_DIR'];
  if (named) return resolve(named);
  const xdg = env['XDG_CACHE_HOME'];
  return join(xdg && isAbsolute(xdg) ? xdg : join(home, '.cache'), 'latchkey');
}

/** Writes to stderr: stdout is only for a script's result, which another program may read. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
