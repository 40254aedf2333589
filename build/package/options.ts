import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../../shared/result.ts';

export interface PackageOptions {
  /** Build with the trial runtime, and name the package accordingly. */
  readonly trial: boolean;
  /** A zip for Windows x64 with the Windows trial runtime, built on Linux and not run: a `trial`. */
  readonly trialWindows: boolean;
  /** Every package of this platform, for every processor; electron-builder downloads its tools. */
  readonly release: boolean;
  /** electron-builder's targets, instead of those that this machine can build offline. */
  readonly targets: readonly string[];
}

export const usage = `npm run package            for this machine
npm run package -- --target dir --target deb
npm run package -- --trial     of the trial runtime, for tests; its name says so
npm run package -- --trial-windows   a trial zip for Windows x64, built on Linux and checked there
npm run package -- --release   everything for this platform, as the release workflow does`;

/** Packages show the address of the project that built them; nobody could be reached at a made-up one. */
export const noAddress =
  'A release needs the address of its repository: set GITHUB_SERVER_URL and GITHUB_REPOSITORY, as CI does.';

export function readOptions(args: readonly string[]): Result<PackageOptions, string> {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        'trial-windows': { type: 'boolean', default: false },
        trial: { type: 'boolean', default: false },
        release: { type: 'boolean', default: false },
        target: { type: 'string', multiple: true, default: [] },
      },
    });
    const { release, target: targets, 'trial-windows': trialWindows } = values;
    const trial = values.trial || trialWindows;
    if (release && trial) return err('Packages with the trial runtime can’t be released.');
    if (trialWindows && targets.length > 0) return err('--trial-windows makes a zip only.');
    return ok({ trial, trialWindows, release, targets });
  } catch (error) {
    return err(`${error instanceof Error ? error.message : 'Bad options'}\n\n${usage}`);
  }
}
