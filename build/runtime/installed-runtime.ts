import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { err, ok, type Result } from '../../shared/result.ts';
import { hashFile } from './hash-file.ts';
import { projectRoot, shippedElectronVersion } from './project.ts';
import type { Runtime, RuntimeProblem } from './runtime.ts';
import { type TrialPin, trialPin, trialWindowsPin } from './trial/pin.ts';

/** Latchkey's code is written for Electron 42 to 45; an older one lacks APIs it calls. */
const oldestMajor = 42;

const programs: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
};

/** The program and version of an unpacked Electron, or undefined if there is none. */
export function readDistribution(
  directory: string,
): Pick<Runtime, 'executable' | 'version'> | undefined {
  const executable = join(directory, programs[process.platform] ?? 'electron');
  const versionFile = join(directory, 'version');
  if (!existsSync(executable) || !existsSync(versionFile)) return undefined;
  return { executable, version: readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') };
}

/** The Electron in node_modules/electron/dist, if it is exactly the version that package.json pins. */
export function installedRuntime(root = projectRoot): Runtime | undefined {
  const found = readDistribution(join(root, 'node_modules/electron/dist'));
  // The installer writes path.txt last: if it is missing, unpacking was interrupted.
  const complete = existsSync(join(root, 'node_modules/electron/path.txt'));
  if (!found || !complete || found.version !== shippedElectronVersion(root)) return undefined;
  return { ...found, kind: 'installed' };
}

/**
 * The Electron named by ELECTRON_OVERRIDE_DIST_PATH. An unusable one is an error, never skipped:
 * otherwise a different Electron than expected would run.
 */
export async function overriddenRuntime(
  directory: string,
  pin: Pick<TrialPin, 'version' | 'executableSha256'> = process.platform === 'win32'
    ? trialWindowsPin
    : trialPin,
): Promise<Result<Runtime, RuntimeProblem>> {
  const found = readDistribution(resolve(directory));
  if (!found || Number.parseInt(found.version, 10) < oldestMajor) {
    const what = found ? `Electron ${found.version}, too old` : 'no Electron';
    return err({
      code: 'override/unusable',
      message: `ELECTRON_OVERRIDE_DIST_PATH is ${resolve(directory)}: ${what}. Latchkey needs Electron ${oldestMajor} or newer, preferably ${shippedElectronVersion()}.`,
    });
  }
  // A trial runtime counts as one wherever it comes from: separate data, and the notice is shown.
  const isTrial =
    found.version === pin.version &&
    (await hashFile(found.executable, 'sha256', 'hex')) === pin.executableSha256;
  return ok({ ...found, kind: isTrial ? 'trial' : 'installed' });
}
