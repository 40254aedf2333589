import { homepageOf, maintainerOf, type PackageOrder } from './order.ts';

/** fpm's compression names → those of dpkg-deb. */
const compressions: Readonly<Record<string, string>> = { gz: 'gzip', xz: 'xz', zst: 'zstd' };

function list(name: string, packages: readonly string[]): readonly string[] {
  return packages.length === 0 ? [] : [`${name}: ${packages.join(', ')}`];
}

/** deb-control(5). The lines of a long description begin with a space. */
export function controlFile(order: PackageOrder, installedKiB: number): string {
  const [synopsis = '', ...more] = order.description.split('\n');
  const homepage = homepageOf(order);
  const lines = [
    `Package: ${order.name}`,
    `Version: ${order.version}`,
    `Section: ${order.section}`,
    `Priority: ${order.priority}`,
    `Architecture: ${order.architecture}`,
    `Maintainer: ${maintainerOf(order)}`,
    `Installed-Size: ${installedKiB}`,
    ...list('Depends', order.depends),
    ...list('Recommends', order.recommends),
    ...list('Conflicts', order.conflicts),
    ...(homepage === undefined ? [] : [`Homepage: ${homepage}`]),
    `Description: ${synopsis.trim()}`,
    ...more.map((line) => ` ${line.trim() === '' ? '.' : line.trim()}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** The arguments of dpkg-deb. Throws on a compression that it doesn't have. */
export function debArguments(order: PackageOrder, root: string): readonly string[] {
  const compression = compressions[order.compression];
  if (compression === undefined) throw new Error(`unknown compression ${order.compression}`);
  return [
    '--root-owner-group',
    `-Z${compression}`,
    `-z${order.level}`,
    '--build',
    root,
    order.package,
  ];
}
