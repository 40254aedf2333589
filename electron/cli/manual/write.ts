import { writeFileSync } from 'node:fs';
import { manualPages } from './pages.ts';

// `npm run manual`: after a change of commands, options or their words.
for (const [path, text] of await manualPages()) {
  writeFileSync(new URL(`../../../${path}`, import.meta.url), text);
}
