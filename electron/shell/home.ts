import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { app } from 'electron';
import { makeFolderNow } from '../base/disk/make-folder.ts';
import { placesOf, stateOf, thisSystem } from '../base/disk/places.ts';
import { moveEarlierHome } from '../core/earlier-home.ts';
import { readPackageFacts } from './package-facts.ts';

export const packageFacts = readPackageFacts(app.isPackaged ? app.getAppPath() : null);

/**
 * Whether this Electron is the trial runtime: see docs/adr/0006. The scripts that start it say so
 * in the environment, a package built from it in its package.json.
 */
export const isTrial = process.env['LATCHKEY_RUNTIME'] === 'trial' || packageFacts.isTrial;

export const places = placesOf(thisSystem(isTrial));

/** The data directory, private to its owner (0700). One of an earlier version is moved there. */
export function prepareHome(): string {
  const home = moveEarlierHome(places);
  for (const folder of [home, stateOf(home)]) {
    makeFolderNow(folder);
    chmodSync(folder, 0o700);
  }
  return home;
}

/** The folder of Chromium's own files, which may be lost. */
export function chromiumFolder(home: string): string {
  return join(home === places.data ? places.cache : home, 'chromium');
}
