import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { fuses } from '../../../shared/fuses.ts';
import { t } from '../../../shared/words/words.ts';
import { readFuses } from './read-fuses.ts';
import type { Answer, Subject } from './subject.ts';

const notPackaged = (): Answer => ({ notHere: t('selfTest.notPackaged') });

export async function checkFuses({
  resources,
  platform,
  executable,
}: Pick<Subject, 'resources' | 'platform' | 'executable'>): Promise<Answer> {
  if (resources === null) return notPackaged();
  const found = await readFuses(fuseFile(platform, executable));
  const wrong = fuses
    .map(({ name, on }, index) => ({ name, wanted: on ? 'on' : 'off', is: found[index] }))
    .filter(({ wanted, is }) => is !== wanted)
    .map(({ name, is }) => t('selfTest.fuse', { name, state: is ?? 'other' }));
  if (found.length > fuses.length) {
    wrong.push(t('selfTest.unknownFuses', { count: found.length - fuses.length }));
  }
  if (wrong.length > 0) throw new Error(wrong.join(', '));
  return t('selfTest.fusesRight', { count: fuses.length });
}

function fuseFile(platform: NodeJS.Platform, executable: string): string {
  if (platform !== 'darwin') return executable;
  const framework = '../Frameworks/Electron Framework.framework/Electron Framework';
  return join(dirname(executable), framework);
}

/** Developer tools show all secrets in the page and let anyone at the screen call as the page. */
export async function checkDeveloperTools({ resources, developerTools }: Subject): Promise<Answer> {
  if (resources === null) return notPackaged();
  if (developerTools.inMenu) throw new Error(t('selfTest.toolsInMenu'));
  if (await developerTools.open()) throw new Error(t('selfTest.toolsOpen'));
  return t('selfTest.toolsOff');
}

/** Written by build/package/after-pack.ts: path inside the resources → SHA-256 in hexadecimal. */
export const RECORD = 'integrity.json';
const recordSchema = z.record(z.string(), z.string());

/**
 * Whether the program's own files are those that were packed: finds a damaged disk, a truncated
 * download or a careless edit. Anyone who can change a file can also change the record beside it;
 * the package's signature protects against that.
 */
export async function checkFiles({
  resources,
  hash,
}: Pick<Subject, 'resources' | 'hash'>): Promise<Answer> {
  if (resources === null) return notPackaged();
  const text = await readFile(join(resources, RECORD), 'utf8');
  const record = Object.entries(recordSchema.parse(JSON.parse(text)));
  if (!record.some(([path]) => path === 'app.asar')) throw new Error(t('selfTest.notRecorded'));
  const changed: string[] = [];
  for (const [path, sha256] of record) {
    if ((await hash(join(resources, path))) !== sha256) changed.push(path);
  }
  if (changed.length > 0) {
    throw new Error(t('selfTest.filesChanged', { names: changed.join(', ') }));
  }
  return t('selfTest.filesUnchanged', { count: record.length });
}

/** With the fuse, Electron must verify each block it reads of app.asar, where it can. */
export function checkAsarIntegrity({ resources, platform }: Subject): Answer {
  if (resources === null) return notPackaged();
  if (platform === 'linux') {
    return { notHere: t('selfTest.noAsarIntegrity') };
  }
  return t('selfTest.asarVerified');
}
