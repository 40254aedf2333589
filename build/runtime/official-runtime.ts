import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../../shared/result.ts';
import { installedRuntime } from './installed-runtime.ts';
import { projectRoot, shippedElectronVersion } from './project.ts';
import { runProgram } from './run-program.ts';
import { type Runtime, type RuntimeProblem, reasonOf } from './runtime.ts';

/** How long a running download may stall before it is aborted, in milliseconds. */
const stallMs = 30_000;

export interface Download {
  /** Aborts the download; its reason becomes the reason of the failure. */
  readonly signal: AbortSignal;
  /** To be called with each piece that arrives; sizes in bytes. The total may be unknown. */
  readonly progress: (transferred?: number, total?: number) => void;
}

/**
 * The Electron project's own build, downloaded into @electron/get's cache (checked there against
 * the hashes inside the electron package) and unpacked into node_modules/electron/dist by the
 * electron package's installer. ELECTRON_MIRROR and the other @electron/get variables apply.
 *
 * `firstByteMs` limits the wait for the first byte: on a closed network a connection is often
 * neither established nor refused. Failures aren't cached: the next start tries again.
 */
export async function officialRuntime(options: {
  readonly firstByteMs: number;
  readonly root?: string;
  readonly download?: (download: Download) => Promise<unknown>;
  readonly install?: (root: string) => Promise<string | undefined>;
  /** Shows how far the download is; sizes in bytes. */
  readonly tellProgress?: (transferred: number, total: number) => void;
}): Promise<Result<Runtime, RuntimeProblem>> {
  const { root = projectRoot, firstByteMs, install = runInstaller } = options;
  const version = shippedElectronVersion(root);
  const download = options.download ?? ((how) => downloadOfficial(root, version, how));

  const given = new AbortController();
  const giveUpAfter = (ms: number) =>
    setTimeout(() => given.abort(new Error(`no response within ${ms / 1000} s`)), ms);
  let timer = giveUpAfter(firstByteMs);
  try {
    const progress = (transferred = 0, total = 0) => {
      clearTimeout(timer);
      timer = giveUpAfter(stallMs);
      if (total > 0) options.tellProgress?.(transferred, total);
    };
    await Promise.race([download({ signal: given.signal, progress }), aborted(given.signal)]);
  } catch (error) {
    return err({
      code: 'official/unreachable',
      message: `Couldn't download Electron ${version}: ${reasonOf(error)}.`,
    });
  } finally {
    clearTimeout(timer);
  }

  const complaint = await install(root);
  const runtime = installedRuntime(root);
  if (complaint !== undefined || !runtime) {
    return err({
      code: 'official/unusable',
      message: `Downloaded Electron ${version}, but couldn't unpack it: ${complaint ?? 'the file is missing'}.`,
    });
  }
  return ok({ ...runtime, kind: 'official' });
}

/** Rejects on abort, for a race: some download steps (DNS lookup) ignore the signal. */
function aborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  return promise;
}

async function downloadOfficial(root: string, version: string, how: Download): Promise<void> {
  const checksums = readFileSync(join(root, 'node_modules/electron/checksums.json'), 'utf8');
  const cacheRoot = process.env['electron_config_cache'];
  // Loaded on demand: most starts download nothing.
  const { downloadArtifact } = await import('@electron/get');
  await downloadArtifact({
    version,
    artifactName: 'electron',
    platform: process.platform,
    arch: process.arch,
    checksums: JSON.parse(checksums) as Record<string, string>,
    ...(cacheRoot === undefined ? {} : { cacheRoot }),
    downloadOptions: {
      signal: how.signal,
      getProgressCallback: async (at: { readonly transferred: number; readonly total: number }) =>
        how.progress(at.transferred, at.total),
    },
  });
}

/** Unpacks the download from @electron/get's cache, so it needs no network. */
async function runInstaller(root: string): Promise<string | undefined> {
  const installer = join(root, 'node_modules/electron/install.js');
  const { status, stderr } = await runProgram(process.execPath, [installer], {
    timeoutMs: 300_000,
  });
  return status === 0 ? undefined : stderr.trim().split('\n')[0] || `status ${status}`;
}
