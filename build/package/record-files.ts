import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { hashFile } from '../runtime/hash-file.ts';

/**
 * Records the SHA-256 of the program's own files next to them, for `latchkey --self-test`.
 * On macOS the libraries outside the archive are signed later, which changes and protects them.
 *
 * @param resources the directory of app.asar.
 */
export async function recordFiles(resources: string, platform: string): Promise<void> {
  const unpacked = join(resources, 'app.asar.unpacked');
  const libraries =
    platform === 'darwin' || !existsSync(unpacked)
      ? []
      : readdirSync(unpacked, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map(({ parentPath, name }) => join(parentPath, name).slice(resources.length + 1));
  const record: Record<string, string> = {};
  for (const path of ['app.asar', ...libraries.toSorted()]) {
    // The reader joins the parts with its own system's separator.
    const name = path.split(sep).join('/');
    record[name] = await hashFile(join(resources, path), 'sha256', 'hex');
  }
  writeFileSync(join(resources, 'integrity.json'), `${JSON.stringify(record, null, 2)}\n`);
}
