import { homepageOf, maintainerOf, type PackageOrder } from './order.ts';

/** fpm's compression names → rpm's payload; `T0` means all cores. */
const payloads: Readonly<Record<string, (level: string) => string>> = {
  gz: (level) => `w${level}.gzdio`,
  gzip: (level) => `w${level}.gzdio`,
  xz: (level) => `w${level}.xzdio`,
  xzmt: (level) => `w${level}T0.xzdio`,
  zstd: (level) => `w${level}.zstdio`,
};

/** In a spec file a percent sign begins a macro. */
const plain = (text: string): string => text.replaceAll('%', '%%');

function list(name: string, packages: readonly string[]): readonly string[] {
  return packages.map((what) => `${name}: ${plain(what)}`);
}

/**
 * The spec file of an rpm whose files lie in `root` already. Nothing in it is compiled, stripped or
 * searched for dependencies: Electron brings its own libraries, and what it needs is listed.
 *
 * @param script reads a scriptlet.
 */
export function specFile(
  order: PackageOrder,
  root: string,
  script: (path: string) => string,
): string {
  const payload = payloads[order.compression];
  if (payload === undefined) throw new Error(`unknown compression ${order.compression}`);
  const homepage = homepageOf(order);
  const lines = [
    // Otherwise rpmbuild removes what lies in the build root before it begins.
    '%define __spec_install_pre %{___build_pre}',
    '%define __os_install_post %{nil}',
    '%define debug_package %{nil}',
    '%define _build_id_links none',
    `%define _binary_payload ${payload(order.level)}`,
    `Name: ${order.name}`,
    `Version: ${order.version}`,
    'Release: 1',
    `Summary: ${plain(order.summary)}`,
    `License: ${order.license}`,
    `Vendor: ${plain(order.vendor)}`,
    `Packager: ${plain(maintainerOf(order))}`,
    ...(homepage === undefined ? [] : [`URL: ${homepage}`]),
    `BuildRoot: ${root}`,
    'AutoReqProv: no',
    ...list('Requires', order.depends),
    ...list('Recommends', order.recommends),
    ...list('Conflicts', order.conflicts),
    '%description',
    plain(order.description),
    '%install',
    '%post',
    plain(script(order.scripts.installed)),
    '%postun',
    plain(script(order.scripts.removed)),
    '%files',
    '%defattr(-,root,root,-)',
    ...order.files.map(({ to }) => `"${plain(to)}"`),
  ];
  return `${lines.join('\n')}\n`;
}
