import { chmodSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { app } from 'electron';
import { makeFolderNow } from '../base/disk/make-folder.ts';
import { readPackageFacts } from './package-facts.ts';

export const packageFacts = readPackageFacts(app.isPackaged ? app.getAppPath() : null);

/**
 * Whether this Electron is the trial runtime: see docs/adr/0006. The scripts that start it say so
 * in the environment, a package built from it in its package.json.
 */
export const isTrial = process.env['LATCHKEY_RUNTIME'] === 'trial' || packageFacts.isTrial;

/**
 * The data directory, which may be missing: `LATCHKEY_HOME`, or the platform's usual place. The
 * trial runtime has its own, so that it never opens the real program's data.
 */
export function homeDirectory(): string {
  const named = process.env['LATCHKEY_HOME'];
  return named === undefined || named === ''
    ? join(app.getPath('appData'), isTrial ? 'Latchkey Trial' : 'Latchkey')
    : resolve(named);
}

/** The data directory, private to its owner (0700). */
export function prepareHome(): string {
  const home = homeDirectory();
  makeFolderNow(home);
  chmodSync(home, 0o700);
  return home;
}
