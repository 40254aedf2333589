import { fromBufferPromise } from 'yauzl';
import { type AppError, appError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { archiveLimits, readingLimits } from './limits.ts';

/** A file in an archive. */
export interface Unpacked {
  /** Its path in the archive, with slashes: relative, and without `..`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * The JSON and YAML files of a ZIP archive, in its order. Nothing is written to disk, and no path
 * from the archive is ever opened. Nested archives are ignored.
 *
 * Errors: `import/bad-archive`; `import/archive-too-large` with `limit` (files, or bytes) and `of`
 * for more than an API project has.
 */
export async function unpack(
  bytes: Uint8Array,
  limits: { readonly [Limit in keyof typeof archiveLimits]: number } = archiveLimits,
): Promise<Result<readonly Unpacked[], AppError>> {
  const unpacked: Unpacked[] = [];
  let left: number = limits.bytes;
  let entries = 0;
  try {
    // The library refuses absolute paths, `..`, and entries longer than their declared size.
    const archive = await fromBufferPromise(Buffer.from(bytes));
    for await (const entry of archive.eachEntry()) {
      entries += 1;
      if (entries > limits.entries) return tooLarge('files', limits.entries);
      const path = entry.fileName;
      if (!isDefinition(path)) continue;
      if (entry.isEncrypted())
        return err(appError('import/bad-archive', { detail: { reason: 'encrypted' } }));
      left -= entry.uncompressedSize;
      if (left < 0 || entry.uncompressedSize > readingLimits.bytes) {
        return tooLarge('bytes', limits.bytes);
      }
      const chunks: Buffer[] = [];
      for await (const chunk of await archive.openReadStreamPromise(entry)) chunks.push(chunk);
      unpacked.push({ path, bytes: new Uint8Array(Buffer.concat(chunks)) });
    }
    return ok(unpacked);
  } catch {
    return err(appError('import/bad-archive', { detail: { reason: 'damaged' } }));
  }
}

/** Whether a file in a folder or an archive could define an API. Hidden files are skipped. */
export function isDefinition(path: string): boolean {
  const names = path.split('/');
  return (
    /\.(?:ya?ml|json)$/iu.test(path) &&
    !names.some((name) => name.startsWith('.') || name === '__MACOSX' || name === 'node_modules')
  );
}

function tooLarge(of: 'files' | 'bytes', limit: number): Result<never, AppError> {
  return err(appError('import/archive-too-large', { detail: { of, limit } }));
}
