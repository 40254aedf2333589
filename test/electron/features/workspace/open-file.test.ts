import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startCore } from '../../../support/core.ts';

test('opens a file that is opened or dropped; keeps the open one if that fails', async () => {
  const core = await startCore();
  const current = join(core.home, 'workspace.latchkey');
  const broken = join(core.home, 'broken.latchkey');
  writeFileSync(broken, 'something else');
  const open = (...paths: string[]) => core.call('workspace:open', {}, { paths });
  for (const paths of [[], [join(core.home, 'missing.latchkey')], [broken]]) {
    expect(await open(...paths)).toMatchObject({ ok: false });
  }
  expect(await open(current)).toMatchObject({ ok: true });
  expect(await core.give('workspace:state', {})).toMatchObject({ phase: 'open', file: current });

  await core.restart();
  const other = join(core.home, 'other.latchkey');
  cpSync(current, other);
  expect(await open(other)).toMatchObject({ ok: true });
  expect(await core.give('workspace:state', {})).toMatchObject({ phase: 'locked', file: other });
});
