import { createHash } from 'node:crypto';
import { join, sep } from 'node:path';
import { extractFile, getRawHeader, listPackage, statFile } from '@electron/asar';
import { archiveHashes } from './executable.ts';
import { addon, demandSame } from './structure.ts';

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex');

/** Whether app.asar has what runs, marked as a trial, and nothing that only developers need. */
export function checkArchive(resources: string): string {
  const asar = join(resources, 'app.asar');
  const names = namesIn(asar);
  const needless = names.filter((name) => /\.(map|ts|tsx|c|h|gyp)$|(^|\/)tests?\//.test(name));
  if (needless.length > 0) throw new Error(`needs no ${needless.join(', ')}`);
  const tops = new Set(names.map((name) => name.replace(/\/.*/, '')));
  demandSame('top entry', [...tops], ['node_modules', 'out', 'package.json']);
  demandSame(
    'addon',
    names.filter((name) => name.endsWith('.node')),
    [addon],
  );
  const about = JSON.parse(extractFile(asar, 'package.json').toString('utf8')) as {
    readonly runtime?: string;
    readonly main?: string;
  };
  if (about.runtime !== 'trial') throw new Error('package.json isn’t marked as a trial');
  if (!names.includes(about.main ?? '')) throw new Error(`no ${about.main}`);
  return `marked as a trial, one addon, no source maps or tests`;
}

/**
 * Does what Electron does on Windows with the fuse EnableEmbeddedAsarIntegrityValidation: compares
 * the archive's header with the hash in the program, and each file with its hash in the header.
 */
export async function checkIntegrity(program: string, resources: string): Promise<string> {
  const asar = join(resources, 'app.asar');
  const hashes = await archiveHashes(program);
  const [own] = hashes;
  if (hashes.length !== 1 || own?.file !== 'resources\\app.asar' || own.alg !== 'SHA256') {
    throw new Error(`the program names ${JSON.stringify(hashes)}`);
  }
  const header = sha256(getRawHeader(asar).headerString);
  if (own.value !== header) {
    throw new Error(`the header’s hash is ${header}, in the program ${own.value}`);
  }
  const names = namesIn(asar);
  const changed = names.filter((name) => !isAsInHeader(asar, name));
  if (changed.length > 0) throw new Error(`not as in the header: ${changed.join(', ')}`);
  return `the program has the header’s hash, and the header those of ${names.length} files`;
}

function isAsInHeader(asar: string, name: string): boolean {
  const path = name.split('/').join(sep);
  const entry = statFile(asar, path);
  const integrity = 'integrity' in entry ? entry.integrity : undefined;
  if (integrity?.algorithm !== 'SHA256') return false;
  const bytes = extractFile(asar, path);
  const { hash, blocks, blockSize } = integrity;
  return (
    sha256(bytes) === hash &&
    blocks.every((block, index) => {
      const start = index * blockSize;
      return sha256(bytes.subarray(start, start + blockSize)) === block;
    }) &&
    blocks.length >= Math.ceil(bytes.length / blockSize)
  );
}

/** The files of an archive, without directories, with slashes. */
function namesIn(asar: string): readonly string[] {
  return listPackage(asar, { isPack: false })
    .filter((path) => !('files' in statFile(asar, path.slice(1))))
    .map((path) => path.slice(1).split(sep).join('/'));
}
