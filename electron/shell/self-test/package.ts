import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { fuses } from '../../../shared/fuses.ts';
import { readFuses } from './read-fuses.ts';
import type { Answer, Subject } from './subject.ts';

const NOT_PACKAGED = { notHere: 'the program is not packaged' } as const;

export async function checkFuses({ resources, platform, executable }: Subject): Promise<Answer> {
  if (resources === null) return NOT_PACKAGED;
  const found = await readFuses(fuseFile(platform, executable));
  const wrong = fuses
    .map(({ name, on }, index) => ({ name, wanted: on ? 'on' : 'off', is: found[index] }))
    .filter(({ wanted, is }) => is !== wanted)
    .map(({ name, is }) => `${name} is ${is ?? 'not there'}`);
  if (found.length > fuses.length) wrong.push(`${found.length - fuses.length} unknown ones`);
  if (wrong.length > 0) throw new Error(wrong.join(', '));
  return `all ${fuses.length} as they should be`;
}

function fuseFile(platform: NodeJS.Platform, executable: string): string {
  if (platform !== 'darwin') return executable;
  const framework = '../Frameworks/Electron Framework.framework/Electron Framework';
  return join(dirname(executable), framework);
}

/** They show each secret that the page holds, and let anybody at the screen call as the page. */
export async function checkDeveloperTools({ resources, developerTools }: Subject): Promise<Answer> {
  if (resources === null) return NOT_PACKAGED;
  if (developerTools.inMenu) throw new Error('the menu has an entry for them');
  if (await developerTools.open()) throw new Error('they open');
  return 'off, and not in the menu';
}

/** Made by build/package/after-pack.ts: path inside the resources → SHA-256 in hexadecimal. */
export const RECORD = 'integrity.json';
const recordSchema = z.record(z.string(), z.string());

/**
 * Whether the program's own files are those that were packed: it finds a damaged disk, a torn
 * download, a careless edit. Whoever can change a file can change the record beside it as well:
 * against that there is the signature of the package.
 */
export async function checkFiles({ resources, hash }: Subject): Promise<Answer> {
  if (resources === null) return NOT_PACKAGED;
  const text = await readFile(join(resources, RECORD), 'utf8');
  const record = Object.entries(recordSchema.parse(JSON.parse(text)));
  if (!record.some(([path]) => path === 'app.asar')) throw new Error('app.asar is not recorded');
  const changed: string[] = [];
  for (const [path, sha256] of record) {
    if ((await hash(join(resources, path))) !== sha256) changed.push(path);
  }
  if (changed.length > 0) throw new Error(`changed since they were packed: ${changed.join(', ')}`);
  return `${record.length} as they were packed`;
}

/** Electron compares each block that it reads of app.asar, where it can; with the fuse, it must. */
export function checkAsarIntegrity({ resources, platform }: Subject): Answer {
  if (resources === null) return NOT_PACKAGED;
  if (platform === 'linux') {
    return { notHere: 'Electron has it on macOS and Windows only; see "files"' };
  }
  return 'Electron verified app.asar as it read it';
}
