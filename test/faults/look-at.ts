import { spawnSync } from 'node:child_process';
import { z } from 'zod';
import type { Scene, Workshop } from './workshop.ts';

/** One of them takes a tenth of a second. */
const LONGEST_MS = 30_000;

export type Found = z.infer<typeof foundSchema>;
const foundSchema = z.union([z.string(), z.array(z.string())]);

/** Opens the scenes in another process. A hang or crash is attributed to the current scene. */
export function look({ files }: Workshop, scenes: readonly Scene[]): readonly Found[] {
  const found: Found[] = [];
  while (found.length < scenes.length) {
    const homes = scenes.slice(found.length).map(({ home }) => home);
    const ended = spawnSync(process.execPath, [files.look, ...homes], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: LONGEST_MS,
      killSignal: 'SIGKILL',
    });
    const lines = ended.stdout.split('\n').filter((line) => line !== '');
    found.push(...lines.map((line) => foundSchema.parse(JSON.parse(line))));
    if (lines.length < homes.length) {
      found.push(ended.error === undefined ? `it crashes: ${ended.signal}` : 'it hangs');
    }
  }
  return found;
}
