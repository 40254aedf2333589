import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Something a Linux system must have, and the Debian package that provides it. */
export interface Need {
  readonly package: string;
  readonly library?: string;
  readonly program?: string;
  /** Checked only on Debian and its derivatives: elsewhere the path differs. */
  readonly file?: string;
}

/** System libraries that Electron loads. */
export const windowNeeds: readonly Need[] = [
  { package: 'libnss3', library: 'libnss3.so' },
  { package: 'libgtk-3-0', library: 'libgtk-3.so.0' },
  { package: 'libgbm1', library: 'libgbm.so.1' },
  { package: 'libasound2', library: 'libasound.so.2' },
  { package: 'libatk-bridge2.0-0', library: 'libatk-bridge-2.0.so.0' },
  { package: 'libcups2', library: 'libcups.so.2' },
  { package: 'libdrm2', library: 'libdrm.so.2' },
  { package: 'libxss1', library: 'libXss.so.1' },
  { package: 'libnotify4', library: 'libnotify.so.4' },
  { package: 'libsecret-1-0', library: 'libsecret-1.so.0' },
];

/** A display, if there is none. xauth is for xvfb-run. */
export const displayNeeds: readonly Need[] = [
  { package: 'xvfb', program: 'Xvfb' },
  { package: 'xauth', program: 'xauth' },
];

/**
 * Tools that check exported files, fonts for the screenshots, and for the safety tests another
 * program's view of the clipboard, a keyring and a network monitor.
 */
export const testNeeds: readonly Need[] = [
  { package: 'xclip', program: 'xclip' },
  { package: 'gnome-keyring', program: 'gnome-keyring-daemon' },
  { package: 'dbus', program: 'dbus-daemon' },
  { package: 'iproute2', program: 'ip' },
  { package: 'strace', program: 'strace' },
  { package: 'curl', program: 'curl' },
  { package: 'haproxy', program: 'haproxy' },
  { package: 'nginx', program: 'nginx' },
  { package: 'age', program: 'age' },
  { package: 'openssl', program: 'openssl' },
  // Gateways that are started with exported files. apache2-bin brings no service.
  { package: 'apache2-bin', program: 'apache2' },
  { package: 'libapache2-mod-oauth2', file: '/usr/lib/apache2/modules/mod_oauth2.so' },
  { package: 'libapache2-mod-auth-openidc', file: '/usr/lib/apache2/modules/mod_auth_openidc.so' },
  { package: 'nginx', program: 'nginx' },
  { package: 'libnginx-mod-http-js', file: '/usr/lib/nginx/modules/ngx_http_js_module.so' },
  { package: 'fonts-noto-core', file: '/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf' },
];

/** For the package tests only: they build a package, install it and validate its parts. */
export const packageNeeds: readonly Need[] = [
  { package: '7zip', program: '7zz' },
  { package: 'rpm', program: 'rpmbuild' },
  { package: 'desktop-file-utils', program: 'desktop-file-validate' },
  { package: 'appstream', program: 'appstreamcli' },
  { package: 'mandoc', program: 'mandoc' },
  { package: 'shared-mime-info', program: 'update-mime-database' },
  { package: 'libgtk-3-bin', program: 'gtk-launch' },
  { package: 'x11-utils', program: 'xwininfo' },
  // A person at the keyboard: no debugger can drive a packaged window.
  { package: 'xdotool', program: 'xdotool' },
  // Dependencies of the deb beyond those of a window.
  { package: 'libxtst6', library: 'libXtst.so.6' },
  { package: 'libatspi2.0-0', library: 'libatspi.so.0' },
  { package: 'libuuid1', library: 'libuuid.so.1' },
  { package: 'xdg-utils', program: 'xdg-open' },
];

/** For `npm run test:engines` only: too heavy for the daily tests. */
export const engineNeeds: readonly Need[] = [
  { package: 'rabbitmq-server', program: 'rabbitmq-server' },
  { package: 'zsh', program: 'zsh' },
  { package: 'fish', program: 'fish' },
];

/** The system queries; tests inject their own. */
export interface System {
  readonly isDebian: boolean;
  /** Names of shared libraries, or undefined if the linker's cache can't be read. */
  readonly libraries: ReadonlySet<string> | undefined;
  readonly hasProgram: (name: string) => boolean;
  readonly hasFile: (path: string) => boolean;
}

export function missingNeeds(needs: readonly Need[], system: System): readonly Need[] {
  return needs.filter(({ library, program, file }) => {
    if (library !== undefined)
      return system.libraries !== undefined && !system.libraries.has(library);
    if (program !== undefined) return !system.hasProgram(program);
    return file !== undefined && system.isDebian && !system.hasFile(file);
  });
}

export function thisSystem(): System {
  // On Debian a regular user's PATH lacks the directories of haproxy and ldconfig.
  const path = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin', '/usr/bin'];
  return {
    isDebian: existsSync('/usr/bin/apt-get') && existsSync('/usr/bin/dpkg'),
    libraries: linkerCache(),
    hasProgram: (name) => path.some((directory) => existsSync(join(directory, name))),
    hasFile: existsSync,
  };
}

function linkerCache(): ReadonlySet<string> | undefined {
  const program = ['/sbin/ldconfig', '/usr/sbin/ldconfig'].find((file) => existsSync(file));
  const listed = program ? spawnSync(program, ['-p'], { encoding: 'utf8' }) : undefined;
  return listed?.status === 0 ? parseLinkerCache(listed.stdout) : undefined;
}

/** The libraries for this processor in `ldconfig -p`: a system may also have 32-bit ones. */
export function parseLinkerCache(text: string, arch = process.arch): ReadonlySet<string> {
  const label = arch === 'arm64' ? 'AArch64' : 'x86-64';
  const names = text
    .split('\n')
    .map((line) => /^\s*(\S+) \(([^)]*)\) =>/.exec(line))
    .filter((match) => match?.[2]?.includes(label))
    .map((match) => match?.[1] ?? '');
  return new Set(names);
}
