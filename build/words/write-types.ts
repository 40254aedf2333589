import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../runtime/project.ts';
import { messageTypes } from './message-types.ts';

const catalogue: Record<string, string> = JSON.parse(
  readFileSync(join(projectRoot, 'shared/words/en.json'), 'utf8'),
);
writeFileSync(join(projectRoot, 'shared/words/messages.ts'), messageTypes(catalogue));
