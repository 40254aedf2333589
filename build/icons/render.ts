import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { drawIcons } from './draw.ts';

// `npm run icons`: run it after changing a drawing.
for (const [name, bytes] of await drawIcons()) {
  const file = join(import.meta.dirname, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
}
