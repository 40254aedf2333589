import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The first of these programs on the PATH. */
export function findProgram(
  names: readonly string[],
  path = process.env['PATH'] ?? '',
): string | undefined {
  const directories = path.split(delimiter).filter((directory) => directory !== '');
  return names
    .flatMap((name) => directories.map((directory) => join(directory, name)))
    .find((file) => existsSync(file));
}

/** Names of 7-Zip's program: Debian's, and those of its older ports. */
const sevenZip = ['7zz', '7za', '7z'];

/**
 * Lets electron-builder use what the machine has, where it would download its own copy: 7-Zip for
 * archives, and for a deb Debian's own dpkg-deb (see deb.ts).
 */
export function useLocalTools(env: Record<string, string | undefined> = process.env): void {
  const zip = findProgram(sevenZip, env['PATH']);
  if (zip !== undefined) env['ELECTRON_BUILDER_7ZIP_PATH'] ??= zip;
  if (hasDpkg(env['PATH'])) env['CUSTOM_FPM_PATH'] ??= join(import.meta.dirname, 'fpm-by-dpkg.ts');
}

export function hasDpkg(path = process.env['PATH']): boolean {
  return process.platform === 'linux' && findProgram(['dpkg-deb'], path) !== undefined;
}
