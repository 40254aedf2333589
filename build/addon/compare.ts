import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot, say } from '../runtime/project.ts';
import { compileAddon } from './compile.ts';
import { differences } from './differences.ts';
import { regenerate } from './upstream.ts';

// node build/addon/compare.ts [--upstream]
//
// The addon arrives prebuilt in its npm tarball, whose hash package-lock.json pins. This compiles it
// from the sources in the same tarball and compares the two. With --upstream, those sources are made
// again from what SQLite and SQLite3 Multiple Ciphers publish, which needs the network.
const shipped = join(projectRoot, 'node_modules/better-sqlite3');
const work = mkdtempSync(join(tmpdir(), 'latchkey-addon-'));
try {
  const sources = join(work, 'node_modules/better-sqlite3');
  cpSync(shipped, sources, { recursive: true });
  cpSync(
    join(projectRoot, 'node_modules/node-addon-api'),
    join(work, 'node_modules/node-addon-api'),
    { recursive: true },
  );
  const changed = process.argv.includes('--upstream') ? regenerate(sources, shipped) : [];
  const compiled = compileAddon(sources);
  const prebuilt = join(shipped, `prebuilds/${process.platform}-${process.arch}.node`);
  const found = [...changed, ...differences(prebuilt, compiled, work)];
  for (const difference of found) say(`FAIL ${difference}`);
  if (found.length === 0) say('ok   the prebuilt addon does what its sources do');
  process.exitCode = found.length === 0 ? 0 : 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
