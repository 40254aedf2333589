import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What of the system decides whether Chromium can create its sandbox; tests inject their own. */
export interface Kernel {
  /** The content of a file under /proc/sys, or undefined if this kernel doesn't have it. */
  readonly setting: (name: string) => string | undefined;
  /** The texts of the AppArmor profiles. */
  readonly profiles: () => readonly string[];
  /** Whether the program has a setuid helper beside it, which needs no user namespace. */
  readonly hasHelper: (program: string) => boolean;
  readonly isRoot: boolean;
}

export const thisKernel: Kernel = {
  setting: (name) => {
    try {
      return readFileSync(join('/proc/sys', name), 'utf8').trim();
    } catch {
      return undefined;
    }
  },
  profiles: () => {
    try {
      const folder = '/etc/apparmor.d';
      return readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => readFileSync(join(folder, name), 'utf8'));
    } catch {
      return [];
    }
  },
  hasHelper: (program) => {
    const helper = join(dirname(program), 'chrome-sandbox');
    if (!existsSync(helper)) return false;
    const { uid, mode } = statSync(helper);
    return uid === 0 && (mode & 0o4000) !== 0;
  },
  isRoot: process.getuid?.() === 0,
};

/**
 * Chromium's sandbox needs a user namespace, which some systems allow only to programs they know.
 * Without one, Electron ends with a message about a "SUID sandbox helper" that helps nobody.
 *
 * @param program Electron's path.
 * @returns what to do about it, or undefined if the sandbox works.
 */
export function sandboxAdvice(program: string, kernel: Kernel = thisKernel): string | undefined {
  // As root there is no sandbox anyway (see launchArguments).
  if (kernel.isRoot || kernel.hasHelper(program)) return undefined;
  const restricted = kernel.setting('kernel/apparmor_restrict_unprivileged_userns') === '1';
  if (restricted && !kernel.profiles().some((text) => text.includes(program))) {
    return profileAdvice(program);
  }
  if (kernel.setting('kernel/unprivileged_userns_clone') === '0') {
    return switchedOff('kernel.unprivileged_userns_clone=1');
  }
  if (kernel.setting('user/max_user_namespaces') === '0') {
    return switchedOff('user.max_user_namespaces=15000');
  }
  return undefined;
}

function profileAdvice(program: string): string {
  return `This system lets only programs with an AppArmor profile create a sandbox, and the page runs in one.
An administrator can allow it, for this program only:

  sudo tee /etc/apparmor.d/latchkey-checkout <<'PROFILE'
  abi <abi/4.0>,
  include <tunables/global>
  profile latchkey-checkout "${program}" flags=(unconfined) { userns, }
  PROFILE
  sudo apparmor_parser -r /etc/apparmor.d/latchkey-checkout
`;
}

function switchedOff(setting: string): string {
  return `This system has user namespaces switched off, and the page runs in a sandbox that needs one.
An administrator can switch them on:

  sudo sysctl -w ${setting}
`;
}
