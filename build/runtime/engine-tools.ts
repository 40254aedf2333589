import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../../shared/result.ts';
import { cacheDirectory, projectRoot, say } from './project.ts';
import { runProgram } from './run-program.ts';
import { npmCommand } from './trial/npm-pack.ts';

/** Its lock pins every package by hash. */
const list = join(projectRoot, 'test/engines/tools');
const files = ['package.json', 'package-lock.json'];

/**
 * Where the programs for `npm run test:engines` from npm are: outside the project, since they bring
 * 400 packages that nothing else needs. A changed lock gets a directory of its own.
 */
export function engineTools(cache = cacheDirectory()): string {
  const hash = createHash('sha256');
  for (const name of files) hash.update(readFileSync(join(list, name)));
  return join(cache, `engine-tools-${hash.digest('hex').slice(0, 16)}`);
}

/**
 * Installs them once, without running any script of theirs. They are renamed into place, so that an
 * interrupted installation leaves nothing that looks complete.
 */
export async function ensureEngineTools(
  cache = cacheDirectory(),
  install: (directory: string) => ReturnType<typeof runProgram> = npmCi,
): Promise<Result<null, string>> {
  const place = engineTools(cache);
  if (existsSync(place)) return ok(null);
  say(
    'Downloading apigeelint, Newman and Insomnia’s importers from the npm registry (180 MB on disk)…',
  );
  mkdirSync(cache, { recursive: true, mode: 0o700 });
  const work = mkdtempSync(join(cache, 'engine-tools-work-'));
  try {
    for (const name of files) cpSync(join(list, name), join(work, name));
    const { status, stderr } = await install(work);
    if (status !== 0) return err(`npm ci couldn't install the tools in ${list}:\n${stderr.trim()}`);
    if (!existsSync(place)) renameSync(work, place);
    return ok(null);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function npmCi(cwd: string) {
  const { program, args } = npmCommand();
  const options = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  return runProgram(program, [...args, ...options], { cwd, timeoutMs: 900_000 });
}
