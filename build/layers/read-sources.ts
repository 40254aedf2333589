import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../runtime/project.ts';
import type { Sources } from './find-faults.ts';

/** The program's own sources; neither tests nor what builds it. */
export function readSources(): Sources {
  const paths = globSync('{shared,electron,renderer}/**/*.{ts,tsx}', { cwd: projectRoot });
  return new Map(
    paths.map((path) => [
      path.replaceAll('\\', '/'),
      readFileSync(join(projectRoot, path), 'utf8'),
    ]),
  );
}
