import { writeSync } from 'node:fs';
import { openIn, withCore } from './fault-core.ts';

/** The process that may hang: opens each given workspace and prints what it found. */
for (const home of process.argv.slice(2)) {
  const found = await withCore(home, (core) => openIn(core)).catch(
    (error: unknown) => `it threw: ${String(error)}`,
  );
  writeSync(1, `${JSON.stringify(found)}\n`);
}
