#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { controlFile, debArguments } from './deb.ts';
import { type PackageOrder, readPackageOrder } from './order.ts';
import { specFile } from './rpm.ts';
import { sizeOf } from './size.ts';

// electron-builder builds a deb and an rpm with fpm, which it downloads. Debian has no fpm package,
// but has dpkg-deb and rpmbuild: this script replaces fpm (CUSTOM_FPM_PATH) where nothing can be
// downloaded. A release is built by fpm itself.
const order = readPackageOrder(process.argv.slice(2));
const work = mkdtempSync(join(tmpdir(), 'latchkey-package-'));
try {
  const root = join(work, 'root');
  for (const { from, to } of order.files) {
    const target = join(root, to);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(from, target, { recursive: true, verbatimSymlinks: true });
  }
  chmodSync(root, 0o755);
  process.exitCode = order.kind === 'deb' ? makeDeb(order, root) : makeRpm(order, root);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** @returns the exit code. */
function makeDeb(made: PackageOrder, root: string): number {
  const installedKiB = Math.ceil(sizeOf(root) / 1024);
  mkdirSync(join(root, 'DEBIAN'));
  writeFileSync(join(root, 'DEBIAN/control'), controlFile(made, installedKiB));
  for (const [name, script] of [
    ['postinst', made.scripts.installed],
    ['postrm', made.scripts.removed],
  ] as const) {
    cpSync(script, join(root, 'DEBIAN', name));
    chmodSync(join(root, 'DEBIAN', name), 0o755);
  }
  return run('dpkg-deb', debArguments(made, root));
}

/** @returns the exit code. */
function makeRpm(made: PackageOrder, root: string): number {
  const spec = join(work, 'latchkey.spec');
  writeFileSync(
    spec,
    specFile(made, root, (path) => readFileSync(path, 'utf8')),
  );
  const status = run('rpmbuild', [
    '-bb',
    '--quiet',
    `--target=${made.architecture}`,
    `--define=_topdir ${work}`,
    `--buildroot=${root}`,
    spec,
  ]);
  const [built] = globSync(join(work, 'RPMS/**/*.rpm'));
  if (status !== 0 || built === undefined) return status || 1;
  copyFileSync(built, made.package);
  return 0;
}

function run(program: string, args: readonly string[]): number {
  return spawnSync(program, args, { stdio: ['ignore', 2, 2] }).status ?? 1;
}
