import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { err, ok, type Result } from '../../shared/result.ts';
import { say } from './project.ts';
import { missingNeeds, type Need, type System, thisSystem } from './system-needs.ts';

/**
 * Ensures that the system has what is needed: as root on Debian and its derivatives it installs it,
 * otherwise it returns an error with the exact command. macOS and Windows need nothing.
 */
export function ensureNeeds(needs: readonly Need[]): Result<void, string> {
  if (process.platform !== 'linux') return ok(undefined);
  const system = thisSystem();
  const missing = missingNeeds(needs, system);
  if (missing.length === 0) return ok(undefined);
  if (!system.isDebian || process.getuid?.() !== 0) return err(adviceFor(missing, system));

  if (!aptHasLists()) apt(['update']);
  const names = () => packageNames(missing, aptPackages());
  say(`Installing missing packages: ${names().join(' ')}`);
  // Outdated package lists name files that the server no longer has: update them and try again.
  const done = aptInstall(names()) || (apt(['update']) && aptInstall(names()));
  const still = missingNeeds(needs, thisSystem());
  return done && still.length === 0 ? ok(undefined) : err(adviceFor(still, system));
}

/** The exact install command to show. */
export function adviceFor(
  missing: readonly Need[],
  system: Pick<System, 'isDebian'>,
  known: ReadonlySet<string> = system.isDebian ? aptPackages() : new Set(),
): string {
  const names = packageNames(missing, known).join(' ');
  if (system.isDebian) {
    return `Latchkey needs packages that aren't installed. Install them with:\n\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names}\n`;
  }
  const things = missing.map(({ library, program, file }) => library ?? program ?? file).join(', ');
  return `Missing: ${things}. Install the packages that provide them. On Debian: ${names}\n`;
}

/**
 * Debian 13 and Ubuntu 24.04 renamed libraries for the 64-bit time_t, such as libasound2 to
 * libasound2t64; the old name doesn't always resolve to the new one.
 */
export function packageNames(
  needs: readonly Need[],
  known: ReadonlySet<string>,
): readonly string[] {
  return needs.map(({ package: name }) => (known.has(`${name}t64`) ? `${name}t64` : name));
}

function aptPackages(): ReadonlySet<string> {
  const listed = spawnSync('apt-cache', ['pkgnames'], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return new Set((listed.stdout ?? '').split('\n'));
}

/** Container images come without package lists. */
function aptHasLists(): boolean {
  try {
    return readdirSync('/var/lib/apt/lists').some((name) => name.includes('_Packages'));
  } catch {
    return false;
  }
}

function aptInstall(names: readonly string[]): boolean {
  return apt(['install', '-y', '--no-install-recommends', ...names]);
}

function apt(args: readonly string[]): boolean {
  // Another apt may be running: wait for it instead of failing.
  const { status } = spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  return status === 0;
}
