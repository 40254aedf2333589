import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { byPassphrase, DAY, START, startCore, type TestCore } from '../../../support/core.ts';
import { makeApplication, makePetshop } from '../../../support/workspace.ts';

const HOUR = DAY / 24;
const YEAR = 365 * DAY;

let core: TestCore;

/** Sets the file's time by the test's clock, whatever the machine's clock says. */
async function enterAt(now: number, fileAt = START): Promise<unknown> {
  await core.give('workspace:lock', {});
  utimesSync(join(core.home, 'workspace.latchkey'), fileAt / 1000, fileAt / 1000);
  core.clock.now = now;
  await core.give('workspace:sign-in', byPassphrase);
  return (await core.give('workspace:state', {})).clock;
}

describe('a clock that can’t be right is asked about', { tags: 'durability/clock' }, () => {
  beforeEach(async () => {
    core = await startCore();
  });

  test.each([
    ['ten years ahead', START + 10 * YEAR, { kind: 'ahead', seconds: (10 * YEAR) / 1000 }],
    ['ten years behind', START - 10 * YEAR, { kind: 'behind', seconds: (10 * YEAR) / 1000 }],
    ['half a day behind', START - 12 * HOUR, { kind: 'behind', seconds: (12 * HOUR) / 1000 }],
    ['an hour behind, as in winter', START - HOUR, null],
    ['as after a holiday', START + 60 * DAY, null],
  ])('%s', async (_what, now, doubt) => {
    expect(await enterAt(now)).toEqual(doubt);
    // The warning doesn't block anything.
    await makePetshop(core);
  });

  test('by the file alone, which another computer has written', async () => {
    expect(await enterAt(START, START + 3 * DAY)).toMatchObject({ kind: 'behind' });
  });

  test('for as long as it leaves traces, and no longer', async () => {
    expect(await enterAt(START + 10 * YEAR)).toMatchObject({ kind: 'ahead' });
    expect(await enterAt(START + 10 * YEAR + HOUR)).toMatchObject({ kind: 'ahead' });
    expect(await enterAt(START + HOUR)).toMatchObject({ kind: 'behind' });
    for (let count = 0; count < 20; count += 1) await makeApplication(core, `App ${count}`);
    expect(await enterAt(START + 2 * HOUR)).toBeNull();
  });
});
