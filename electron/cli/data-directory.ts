import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

/**
 * The data directory when there is no Electron to ask: `LATCHKEY_HOME`, or the place that the
 * window uses (Electron's `appData`).
 */
export function dataDirectory(
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  const named = env['LATCHKEY_HOME'];
  if (named) return resolve(cwd, named);
  const name = env['LATCHKEY_RUNTIME'] === 'trial' ? 'Latchkey Trial' : 'Latchkey';
  return join(appData(env, platform, home), name);
}

function appData(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  home: string,
): string {
  if (platform === 'win32') return env['APPDATA'] ?? join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  const xdg = env['XDG_CONFIG_HOME'];
  return xdg && isAbsolute(xdg) ? xdg : join(home, '.config');
}
