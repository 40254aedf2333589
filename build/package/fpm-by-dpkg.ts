#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { controlFile, readDebOrder } from './deb.ts';
import { sizeOf } from './size.ts';

// electron-builder builds a deb with fpm, which it downloads. Debian has no fpm package, but always
// has dpkg-deb: this script replaces fpm (CUSTOM_FPM_PATH) where nothing can be downloaded.
const order = readDebOrder(process.argv.slice(2));
const root = mkdtempSync(join(tmpdir(), 'latchkey-deb-'));
try {
  for (const { from, to } of order.files) {
    const target = join(root, to);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(from, target, { recursive: true, verbatimSymlinks: true });
  }
  const installedKiB = Math.ceil(sizeOf(root) / 1024);
  chmodSync(root, 0o755);
  mkdirSync(join(root, 'DEBIAN'));
  writeFileSync(join(root, 'DEBIAN/control'), controlFile(order, installedKiB));
  for (const [name, script] of Object.entries(order.scripts)) {
    cpSync(script, join(root, 'DEBIAN', name));
    chmodSync(join(root, 'DEBIAN', name), 0o755);
  }
  const { status } = spawnSync(
    'dpkg-deb',
    [
      '--root-owner-group',
      `-Z${order.compression}`,
      `-z${order.level}`,
      '--build',
      root,
      order.package,
    ],
    { stdio: ['ignore', 2, 2] },
  );
  process.exitCode = status ?? 1;
} finally {
  rmSync(root, { recursive: true, force: true });
}
