import { readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { AfterPackContext, Configuration } from 'electron-builder';
import { parse } from 'yaml';
import { projectRoot } from '../runtime/project.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { PackageOptions } from './options.ts';

/** The contents of electron-builder.yml. */
export function readConfig(root = projectRoot): Configuration {
  return parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as Configuration;
}

/** The URL of the repository that builds, from its CI; never a made-up one. */
export function homepage(
  env: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = env;
  return server && repository ? `${server}/${repository}` : undefined;
}

/**
 * A build's overrides of electron-builder.yml, which electron-builder reads by itself. A trial
 * package is marked in its package.json (read by the program), product name and file names.
 */
export function configFor(
  base: Configuration,
  { trial, release }: PackageOptions,
  runtime: Runtime,
  address = homepage(),
): Configuration {
  const metadata = {
    ...(address === undefined ? {} : addressesAt(address)),
    ...(trial ? { runtime: 'trial' } : {}),
  };
  return {
    extraMetadata: metadata,
    // A release covers other processors too; electron-builder downloads and checks their runtimes.
    ...(release ? {} : { electronDist: distribution(runtime) }),
    electronVersion: runtime.version,
    ...(address === undefined ? {} : { linux: { maintainer: maintainerAt(address) } }),
    ...(trial ? trialNames(base) : realNames),
    afterExtract: removeDefaultApp,
  };
}

/**
 * electron-builder removes Electron's own archive only from a runtime that it downloaded itself, and
 * writes a hash of each archive it finds into the programs for Windows and macOS, which would then
 * accept that one, too.
 */
function removeDefaultApp({ appOutDir }: Pick<AfterPackContext, 'appOutDir'>): void {
  for (const resources of ['resources', 'Electron.app/Contents/Resources']) {
    rmSync(join(appOutDir, resources, 'default_app.asar'), { force: true });
  }
}

/** The addresses in a package's package.json. */
function addressesAt(address: string) {
  return {
    homepage: address,
    repository: { type: 'git', url: `git+${address}.git` },
    bugs: { url: `${address}/issues` },
  };
}

/** A deb and an rpm need a mail address. GitHub gives each owner one that reaches nobody else. */
function maintainerAt(address: string): string {
  const { hostname, pathname } = new URL(address);
  const owner = pathname.split('/')[1] ?? '';
  return `The Latchkey contributors <${owner}@users.noreply.${hostname}>`;
}

/** The directory that electron-builder takes a runtime from. */
export function distribution({ executable }: Pick<Runtime, 'executable'>): string {
  const directory = dirname(executable);
  return directory.endsWith(join('Electron.app', 'Contents', 'MacOS'))
    ? resolve(directory, '../../..')
    : directory;
}

/** A trial and a real package put the same files into the menu, so neither installs beside the other. */
const realNames: Partial<Configuration> = {
  deb: { fpm: ['--conflicts=latchkey-trial'] },
  rpm: { fpm: ['--conflicts=latchkey-trial'] },
};

function trialNames(base: Configuration): Partial<Configuration> {
  return {
    productName: `${base.productName} Trial`,
    // Only for tests, never distributed: fast to build and unpack.
    compression: 'store',
    artifactName: (base.artifactName ?? '').replace('latchkey-', 'latchkey-trial-'),
    // electron-builder appends a list to the one in electron-builder.yml.
    deb: {
      packageName: 'latchkey-trial',
      compression: 'gz',
      fpm: ['--deb-compression-level=1', '--conflicts=latchkey'],
    },
    rpm: {
      packageName: 'latchkey-trial',
      compression: 'gzip',
      fpm: ['--rpm-compression-level=1', '--conflicts=latchkey'],
    },
  };
}
