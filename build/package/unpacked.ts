import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A package as installed on disk. */
export interface UnpackedPackage {
  readonly directory: string;
  /** What @electron/fuses expects: the program, or its bundle on macOS. */
  readonly program: string;
  /** The directory of app.asar. */
  readonly resources: string;
}

/** electron-builder's unpacked package for a processor, such as `linux-arm64-unpacked`. */
export function unpackedPackage(
  dist: string,
  platform: NodeJS.Platform = process.platform,
  arch: string = process.arch,
): UnpackedPackage {
  const suffix = arch === 'x64' ? '' : `-${arch}`;
  if (platform === 'darwin') {
    const folder = join(dist, `mac${suffix}`);
    const bundle = readdirSync(folder).find((name) => name.endsWith('.app'));
    if (bundle === undefined) throw new Error(`no bundle in ${folder}`);
    const program = join(folder, bundle);
    return { directory: folder, program, resources: join(program, 'Contents/Resources') };
  }
  const isWindows = platform === 'win32';
  const directory = join(dist, `${isWindows ? 'win' : 'linux'}${suffix}-unpacked`);
  return {
    directory,
    program: join(directory, isWindows ? 'latchkey.exe' : 'latchkey'),
    resources: join(directory, 'resources'),
  };
}
