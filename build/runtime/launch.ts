import { projectRoot } from './project.ts';
import type { Runtime } from './runtime.ts';

/**
 * The arguments before the program's own. Chromium's sandbox refuses to run as root, so it is
 * disabled for root only.
 */
export function launchArguments(
  root = projectRoot,
  uid: number | undefined = process.getuid?.(),
): readonly string[] {
  return uid === 0 ? ['--no-sandbox', root] : [root];
}

/**
 * The environment for a window. `LATCHKEY_RUNTIME=trial` tells the program that it runs on the
 * trial runtime: it then keeps its data separate and says so in the window.
 */
export function launchEnvironment(
  runtime: Pick<Runtime, 'kind'>,
  env: Readonly<NodeJS.ProcessEnv> = process.env,
): Record<string, string> {
  const passed = Object.entries(env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined &&
      // Some editors' terminals set this; it would make Electron run as plain Node.
      entry[0] !== 'ELECTRON_RUN_AS_NODE' &&
      entry[0] !== 'LATCHKEY_RUNTIME',
  );
  return {
    ...Object.fromEntries(passed),
    ...(runtime.kind === 'trial' ? { LATCHKEY_RUNTIME: 'trial' } : {}),
  };
}

/** The notice for the terminal, shown before the runtime starts. */
export function trialNotice(runtime: Runtime, shipped: string): string | undefined {
  if (runtime.kind !== 'trial') return undefined;
  return [
    '',
    `  TRIAL RUNTIME: Electron ${runtime.version} instead of ${shipped}, which Latchkey ships with.`,
    '  The official Electron couldn’t be downloaded, so this is a third party’s copy from the npm',
    '  registry. It matches the hashes that Latchkey pins, but nobody vouches for it: use it for',
    '  tests and a first look, and don’t store real secrets in it. It has its own data directory.',
    '  To use the official Electron, set ELECTRON_MIRROR or ELECTRON_OVERRIDE_DIST_PATH.',
    '',
  ].join('\n');
}
