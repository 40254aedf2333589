import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gatewaysPage } from '../../../build/docs/gateways-page.ts';
import { projectRoot } from '../../../build/runtime/project.ts';

test('docs/gateways.md is what the table of engines says: npm run docs:gateways', () => {
  const written = readFileSync(join(projectRoot, 'docs', 'gateways.md'), 'utf8');
  expect(written).toBe(gatewaysPage());
});
