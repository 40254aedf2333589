import { readFile } from 'node:fs/promises';
import { NtExecutable, NtExecutableResource } from 'resedit';

/** IMAGE_FILE_MACHINE_AMD64 of Microsoft's PE format. */
const amd64 = 0x8664;

/** What Electron's Windows build expects of each archive: docs/tutorial/asar-integrity.md. */
export interface ArchiveHash {
  /** Path of the archive from the program's directory, with backslashes. */
  readonly file: string;
  readonly alg: string;
  /** Hash of the archive's header, hexadecimal. */
  readonly value: string;
}

/** Whether a program or library is for x64. @throws if the file isn't in the PE format. */
export async function isForX64(file: string): Promise<boolean> {
  return (await read(file)).newHeader.fileHeader.machine === amd64;
}

/**
 * The resource `INTEGRITY/ELECTRONASAR` of a program. @throws if there isn't exactly one: Electron
 * takes the first it finds, and ends without any.
 */
export async function archiveHashes(program: string): Promise<readonly ArchiveHash[]> {
  const { entries } = NtExecutableResource.from(await read(program));
  const found = entries.filter(({ type, id }) => type === 'INTEGRITY' && id === 'ELECTRONASAR');
  const [resource] = found;
  if (resource === undefined || found.length > 1) {
    throw new Error(`${found.length} resources INTEGRITY/ELECTRONASAR instead of one`);
  }
  return JSON.parse(Buffer.from(resource.bin).toString('utf8')) as readonly ArchiveHash[];
}

/** Some of Chromium's libraries are signed by Microsoft; nothing here changes them. */
async function read(file: string): Promise<NtExecutable> {
  return NtExecutable.from(await readFile(file), { ignoreCert: true });
}
