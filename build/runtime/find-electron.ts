import { err, ok, type Result } from '../../shared/result.ts';
import { downloadProgress, megabytes } from './download-progress.ts';
import { installedRuntime, overriddenRuntime } from './installed-runtime.ts';
import { officialRuntime } from './official-runtime.ts';
import { say } from './project.ts';
import type { Runtime, RuntimeProblem } from './runtime.ts';
import { trialPin } from './trial/pin.ts';
import { cachedTrialRuntime, fetchTrialRuntime, trialIsPossible } from './trial/trial-runtime.ts';

type Found = Result<Runtime, RuntimeProblem>;

/** Where an Electron can come from; tests inject their own. */
export interface RuntimeSources {
  readonly overridden: (directory: string) => Promise<Found>;
  readonly installed: () => Runtime | undefined;
  readonly official: (options: { readonly firstByteMs: number }) => Promise<Found>;
  readonly trial: {
    readonly possible: boolean;
    readonly cached: () => Runtime | undefined;
    readonly fetch: () => Promise<Found>;
  };
}

export const realSources: RuntimeSources = {
  overridden: (directory) => overriddenRuntime(directory),
  installed: () => installedRuntime(),
  official: (options) => officialRuntime({ ...options, tellProgress: downloadProgress() }),
  trial: {
    possible: trialIsPossible,
    cached: () => cachedTrialRuntime(),
    fetch: () => fetchTrialRuntime(),
  },
};

/** How long the first byte of the official download may take, in milliseconds. */
export const firstByteTimeouts = { alone: 8_000, besideTrial: 2_000 };

/**
 * The Electron to run, in this order: the one named by ELECTRON_OVERRIDE_DIST_PATH, the installed
 * one, the official download, and on Linux x64 the trial runtime. `LATCHKEY_RUNTIME=official` never
 * uses the trial runtime, `LATCHKEY_RUNTIME=trial` uses only that.
 */
export async function findElectron(
  sources: RuntimeSources = realSources,
  env: Readonly<Record<string, string | undefined>> = process.env,
  tell: (line: string) => void = say,
): Promise<Found> {
  const wanted = env['LATCHKEY_RUNTIME'];
  const { trial } = sources;
  if (wanted === 'trial') return trial.possible ? takeTrial(sources, tell) : err(noTrialHere);

  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) return sources.overridden(override);
  const installed = sources.installed();
  if (installed) return ok(installed);

  const mayTry = trial.possible && wanted !== 'official';
  const cached = mayTry ? trial.cached() : undefined;
  if (!cached) tell('Downloading Electron…');
  // With a local trial runtime, a slow answer isn't worth waiting for at each start.
  const official = await sources.official({
    firstByteMs: cached ? firstByteTimeouts.besideTrial : firstByteTimeouts.alone,
  });
  if (official.ok) return official;
  if (!mayTry) return err(withWaysOut(official.error));
  if (cached) return ok(cached);
  tell(official.error.message);
  const fetched = await takeTrial(sources, tell);
  return fetched.ok ? fetched : err(withWaysOut(fetched.error));
}

async function takeTrial({ trial }: RuntimeSources, tell: (line: string) => void): Promise<Found> {
  const cached = trial.cached();
  if (cached) return ok(cached);
  const size = megabytes(trialPin.tarballBytes);
  tell(`Downloading the trial runtime from the npm registry (${size}). This can take minutes…`);
  return trial.fetch();
}

const noTrialHere: RuntimeProblem = {
  code: 'trial/not-here',
  message: 'The trial runtime is only available for Linux x64. Unset LATCHKEY_RUNTIME.',
};

/** Adds advice for networks that can't reach GitHub. */
function withWaysOut({ code, message }: RuntimeProblem): RuntimeProblem {
  const ways =
    'Set ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron, or ELECTRON_MIRROR to a mirror of its releases.';
  return { code, message: `${message}\n${ways}` };
}
