import { writeSync } from 'node:fs';
import { openIn, withCore } from './fault-core.ts';

/** Opens each workspace that it is given, and says what it found: the process that may hang. */
for (const home of process.argv.slice(2)) {
  const found = await withCore(home, (core) => openIn(core)).catch(
    (error: unknown) => `it threw: ${String(error)}`,
  );
  writeSync(1, `${JSON.stringify(found)}\n`);
}
