import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the program keeps its files. */
export interface Places {
  /** The data directory: workspaces, key slots, backups, preferences. */
  readonly data: string;
  /** The log, and how the window looked. */
  readonly state: string;
  /** What may be lost: Chromium's own files. */
  readonly cache: string;
  /** Where an earlier version kept all of it, or null if it was the same. */
  readonly earlier: string | null;
}

/** The system's facts, which tests replace. */
export interface System {
  readonly env: Environment;
  /** The base of a relative `LATCHKEY_HOME`. */
  readonly cwd: string;
  readonly platform: NodeJS.Platform;
  readonly userHome: string;
  /** The trial runtime has its own data, so that it never opens the real program's (ADR 6). */
  readonly isTrial: boolean;
}

export function thisSystem(
  isTrial: boolean,
  env: Environment = process.env,
  cwd: string = process.cwd(),
): System {
  return { env, cwd, platform: process.platform, userHome: homedir(), isTrial };
}

/**
 * `LATCHKEY_HOME` for everything, or the system's usual places: on Linux those of the XDG base
 * directory specification, on Windows the local AppData, since a roaming one is copied to servers.
 */
export function placesOf({ env, cwd, platform, userHome, isTrial }: System): Places {
  const named = env['LATCHKEY_HOME'];
  if (named) return together(resolve(cwd, named), null);
  const name = isTrial ? 'Latchkey Trial' : 'Latchkey';
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'] ?? join(userHome, 'AppData', 'Local');
    const roaming = env['APPDATA'] ?? join(userHome, 'AppData', 'Roaming');
    return together(join(local, name), join(roaming, name));
  }
  if (platform === 'darwin') {
    return together(join(userHome, 'Library', 'Application Support', name), null);
  }
  // The specification says to ignore relative paths.
  const base = (variable: string, fallback: string): string => {
    const given = env[variable];
    return join(given && isAbsolute(given) ? given : join(userHome, fallback), name);
  };
  return {
    data: base('XDG_DATA_HOME', '.local/share'),
    state: base('XDG_STATE_HOME', '.local/state'),
    cache: base('XDG_CACHE_HOME', '.cache'),
    earlier: base('XDG_CONFIG_HOME', '.config'),
  };
}

const together = (folder: string, earlier: string | null): Places => ({
  data: folder,
  state: folder,
  cache: folder,
  earlier,
});

/**
 * Where the log of a data directory goes: threads know only that directory. Any but the usual one
 * has everything inside.
 */
export function stateOf(data: string, system: Omit<System, 'isTrial'> = thisSystem(false)): string {
  const usual = [false, true]
    .map((isTrial) => placesOf({ ...system, isTrial }))
    .find((places) => places.data === data);
  return usual?.state ?? data;
}
