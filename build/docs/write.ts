import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../runtime/project.ts';
import { gatewaysPage } from './gateways-page.ts';

writeFileSync(join(projectRoot, 'docs', 'gateways.md'), gatewaysPage());
