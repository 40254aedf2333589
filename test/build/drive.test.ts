import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dialogs, unreached } from '../../build/drive/dialogs.ts';
import { projectRoot } from '../../build/runtime/project.ts';

const folder = join(projectRoot, 'renderer/features');

test('every dialog is in the list that the tour and the tests of accessibility go through', () => {
  const drawing = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.tsx'))
    .filter((path) =>
      /<(Dialog|FormDialog|ConfirmDialog|CommandPalette)\b/.test(
        readFileSync(join(folder, path), 'utf8'),
      ),
    )
    .map((path) => path.replace(/\.tsx$/, '').replaceAll('\\', '/'));
  const listed = new Set([...dialogs.map(({ shows }) => shows), ...Object.keys(unreached)]);
  expect(drawing.filter((path) => !listed.has(path))).toEqual([]);
  expect([...listed].filter((path) => !drawing.includes(path))).toEqual([]);
});
