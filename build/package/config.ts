import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Configuration } from 'electron-builder';
import { parse } from 'yaml';
import { projectRoot } from '../runtime/project.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { PackageOptions } from './options.ts';

/** The contents of electron-builder.yml. */
export function readConfig(root = projectRoot): Configuration {
  return parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as Configuration;
}

/** The address of the building repository, from its CI; never a made-up one. */
export function homepage(
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = env;
  return server && repository ? `${server}/${repository}` : undefined;
}

/**
 * What a build lays over electron-builder.yml, which electron-builder reads by itself. A trial package says so in its own package.json, which
 * the program reads, in its product's name and in the names of its files.
 */
export function configFor(
  base: Configuration,
  { trial, release }: PackageOptions,
  runtime: Runtime,
  address = homepage(),
): Configuration {
  const metadata = {
    ...(address === undefined ? {} : { homepage: address }),
    ...(trial ? { runtime: 'trial' } : {}),
  };
  return {
    extraMetadata: metadata,
    // A release holds other processors too, whose runtimes electron-builder downloads and checks.
    ...(release ? {} : { electronDist: distribution(runtime) }),
    electronVersion: runtime.version,
    ...(trial ? trialNames(base) : {}),
  };
}

/** The directory that electron-builder takes a runtime from. */
export function distribution({ executable }: Pick<Runtime, 'executable'>): string {
  const directory = dirname(executable);
  return directory.endsWith(join('Electron.app', 'Contents', 'MacOS'))
    ? resolve(directory, '../../..')
    : directory;
}

function trialNames(base: Configuration): Partial<Configuration> {
  return {
    productName: `${base.productName} Trial`,
    // For tests: built and unpacked quickly, and never distributed.
    compression: 'store',
    artifactName: (base.artifactName ?? '').replace('latchkey-', 'latchkey-trial-'),
    deb: { packageName: 'latchkey-trial', compression: 'gz', fpm: ['--deb-compression-level=1'] },
  };
}
