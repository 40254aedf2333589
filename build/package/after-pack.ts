import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { AfterPackContext } from 'electron-builder';
import { stampName } from '../runtime/trial/stamp.ts';
import { setFuses } from './fuses.ts';
import { recordFiles } from './record-files.ts';

/** Called by electron-builder when a package's files are in place, before signing. */
export async function afterPack(context: AfterPackContext): Promise<void> {
  const { appOutDir, packager, electronPlatformName: platform } = context;
  removeLeftovers(appOutDir);
  await recordFiles(packager.getResourcesDir(appOutDir), platform);
  await setFuses(join(appOutDir, programName(platform, packager.appInfo.productFilename)));
}

/**
 * Removes files of the runtime that a package doesn't need: electron-builder removes them only from
 * a runtime that it downloaded itself. (Electron's own archive is removed earlier: config.ts.)
 */
function removeLeftovers(directory: string): void {
  for (const name of ['version', stampName]) rmSync(join(directory, name), { force: true });
}

function programName(platform: string, product: string): string {
  if (platform === 'darwin') return `${product}.app`;
  return platform === 'win32' ? `${product}.exe` : 'latchkey';
}
