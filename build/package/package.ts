import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Arch, build, Platform } from 'electron-builder';
import { err } from '../../shared/result.ts';
import { findElectron } from '../runtime/find-electron.ts';
import { trialNotice } from '../runtime/launch.ts';
import { ensureOutputs } from '../runtime/outputs.ts';
import { projectRoot, say, shippedElectronVersion } from '../runtime/project.ts';
import { orExit } from '../runtime/ready.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { bundledLibraries, licenseText } from './bundled.ts';
import { writeChecksums } from './checksums.ts';
import { configFor, distribution, homepage, readConfig } from './config.ts';
import { wrongFuses } from './fuses.ts';
import { writeMetainfo } from './metainfo.ts';
import { noAddress, type PackageOptions, readOptions } from './options.ts';
import { engineVersions, npmBom, packageBom } from './sbom.ts';
import { measure, sizeReport } from './size.ts';
import { localPackages, useLocalTools } from './tools.ts';
import { checkTrialZip } from './trial-windows/checks.ts';
import { trialWindowsRuntime } from './trial-windows/runtime.ts';
import { unpackedPackage } from './unpacked.ts';

const dist = join(projectRoot, 'dist');

const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
  readonly version: string;
};
const options = orExit(readOptions(process.argv.slice(2)));
if (options.release && homepage() === undefined) {
  orExit(err(noAddress));
}
const platform = options.trialWindows ? Platform.WINDOWS : Platform.current();
const runtime = await runtimeFor(options);
orExit(await ensureOutputs());
const libraries = bundledLibraries();
writeFileSync(join(projectRoot, 'out/LICENSES.libraries.txt'), licenseText(libraries));
// A release has the real fpm, which knows every format: electron-builder downloads and checks it.
if (!options.release) useLocalTools();
writeMetainfo(version, homepage());
rmSync(dist, { recursive: true, force: true });
const config = configFor(readConfig(), options, runtime);
await build({
  projectDir: projectRoot,
  config,
  targets: targetsOf(options),
  publish: 'never',
});
const made = { version, electron: runtime.version, ...engineVersions() };
const name = `latchkey${options.trial ? '-trial' : ''}-${version}`;
const bom = packageBom(npmBom(), libraries, made);
writeFileSync(
  join(dist, `${name}-${platform.buildConfigurationKey}.cdx.json`),
  `${JSON.stringify(bom, null, 2)}\n`,
);
const files = await writeChecksums(dist);
process.exit((await looksRight()) ? 0 : 1);

/** The runtime for a package; the trial runtime only if explicitly requested. */
async function runtimeFor({ trial, trialWindows }: PackageOptions): Promise<Runtime> {
  if (trialWindows) return orExit(await trialWindowsRuntime());
  const env = { ...process.env, LATCHKEY_RUNTIME: trial ? 'trial' : 'official' };
  const found = await findElectron(undefined, env);
  if (!found.ok) {
    return orExit({
      ok: false,
      error: `${found.error.message}\nFor a test: npm run package -- --trial`,
    });
  }
  if (found.value.kind === 'trial' && !trial) {
    return orExit({
      ok: false,
      error: 'This Electron is the trial runtime. To package it anyway, add --trial.',
    });
  }
  const notice = trialNotice(found.value, shippedElectronVersion());
  if (notice !== undefined) say(notice);
  return found.value;
}

function targetsOf({ trialWindows, release, targets }: PackageOptions) {
  if (trialWindows) return platform.createTarget('zip', Arch.x64);
  // Null means every target in electron-builder.yml.
  if (release) return platform.createTarget(null);
  const arch = process.arch === 'arm64' ? Arch.arm64 : Arch.x64;
  return platform.createTarget(targets.length > 0 ? [...targets] : ownTargets(), arch);
}

/** The targets that can be built here without a download. */
function ownTargets(): string[] {
  if (process.platform !== 'linux') return ['dir', 'zip'];
  return ['dir', 'tar.gz', ...localPackages()];
}

/** Checks the built package: the fuses in the program's bytes, its sizes, and what can't run here. */
async function looksRight(): Promise<boolean> {
  const made = options.trialWindows ? unpackedPackage(dist, 'win32', 'x64') : unpackedPackage(dist);
  const wrong = await wrongFuses(made.program);
  const { lines, fits } = sizeReport(
    measure(made.directory, made.resources, distribution(runtime)),
  );
  say('');
  for (const file of files) say(`dist/${file}`);
  say(`dist/SHA256SUMS`);
  say('');
  say(wrong.length === 0 ? 'ok   fuses' : `FAIL fuses: ${wrong.join(', ')}`);
  for (const line of lines) say(line);
  const right = wrong.length === 0 && fits && existsSync(made.program);
  return options.trialWindows ? (await trialZipIsRight(made.directory)) && right : right;
}

/** Windows isn't here to run the package's self-test, so its bytes are examined instead. */
async function trialZipIsRight(directory: string): Promise<boolean> {
  const zip = join(dist, `${name}-win-x64.zip`);
  const { lines, passed } = await checkTrialZip({ zip, directory, runtime: distribution(runtime) });
  for (const line of lines) say(line);
  say('Not executed: this needs Windows. A trial package is never released.');
  return passed;
}
