import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first of these programs found on the PATH. */
export function findProgram(
  names: readonly string[],
  path = process.env['PATH'] ?? '',
): string | undefined {
  const directories = path.split(delimiter).filter((directory) => directory !== '');
  return names
    .flatMap((name) => directories.map((directory) => join(directory, name)))
    .find((file) => existsSync(file));
}

/** Names of 7-Zip's executable: Debian's, then those of older ports. */
const sevenZip = ['7zz', '7za', '7z'];

/**
 * Makes electron-builder use installed tools instead of downloading its own: 7-Zip for archives,
 * and dpkg-deb and rpmbuild for system packages (see fpm-locally.ts).
 */
export function useLocalTools(env: Record<string, string | undefined> = process.env): void {
  const zip = findProgram(sevenZip, env['PATH']);
  if (zip !== undefined) env['ELECTRON_BUILDER_7ZIP_PATH'] ??= zip;
  if (localPackages(env['PATH']).length > 0) {
    env['CUSTOM_FPM_PATH'] ??= join(import.meta.dirname, 'fpm-locally.ts');
  }
}

/** The system packages that can be built here without a download. */
export function localPackages(path = process.env['PATH']): readonly ('deb' | 'rpm')[] {
  if (process.platform !== 'linux') return [];
  return [
    ...(findProgram(['dpkg-deb'], path) === undefined ? [] : (['deb'] as const)),
    ...(findProgram(['rpmbuild'], path) === undefined ? [] : (['rpm'] as const)),
  ];
}
