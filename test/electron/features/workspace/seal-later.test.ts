/**
 * @module-tag authenticity/set-back
 */
import { describe, expect, onTestFinished, test } from 'vitest';
import type { TaskProcesses } from '../../../../electron/core/tasks/processes.ts';
import { enter, openCore, startCore, type TestCore } from '../../../support/core.ts';
import { openBeside } from '../../../support/data-key.ts';
import { request, used } from '../../../support/protected-rows.ts';
import { recordingShell } from '../../../support/shell.ts';
import { nodeTaskProcesses } from '../../../support/task-processes.ts';

/** The workspace of `core`, opened with no more than the seal itself checked. */
async function openedLater(core: TestCore, processes?: TaskProcesses) {
  await core.give('workspace:lock', {});
  const shell = recordingShell();
  shell.saveTo = { folder: core.home };
  const now = () => core.clock.now;
  const later = openCore(core.home, {
    shell,
    now,
    mostProven: 0,
    ...(processes && { processes }),
  });
  onTestFinished(() => later.close());
  await enter(later);
  return later;
}

describe('with many protected rows, which the sign-in leaves unread', {
  tags: 'secrets/set-back',
}, () => {
  test.each([
    ['on this thread', 'UPDATE token SET revoked_at = NULL', undefined],
    ['on this thread', 'DELETE FROM subscription', undefined],
    ['on this thread', 'DELETE FROM purged_token', undefined],
    ['in another process', 'UPDATE token SET revoked_at = NULL', nodeTaskProcesses],
  ] as const)('nothing is signed or published before they are proven %s: %s', async (...one) => {
    const [, sql, processes] = one;
    const core = await startCore();
    const { application } = await used(core);
    await core.give('workspace:lock', {});
    const db = await openBeside(core.home, { unsealed: true });
    db.exec(sql);
    db.close();
    const later = await openedLater(core, processes?.());
    const answers = await Promise.all([
      later.call('keys:generate', request(application.id)),
      later.call('gateway:get', {}),
      later.call('gateway:export', { file: 'revocations' }),
      later.call('signing-key:rotate', { algorithm: 'RS256', next: null }),
    ]);
    for (const answer of answers) expect(answer).toMatchObject({ error: { code: 'seal/altered' } });
    expect(await later.call('workspace:state', {})).toMatchObject({
      value: { doubt: { code: 'seal/altered' } },
    });
  });

  test.each([
    ['on this thread', undefined],
    ['in another process', nodeTaskProcesses],
  ] as const)('an intact file signs once they are proven %s', async (_where, processes) => {
    const core = await startCore();
    const { application, token } = await used(core);
    const later = await openedLater(core, processes?.());
    expect(await later.call('keys:generate', request(application.id))).toMatchObject({ ok: true });
    // The seal is still maintained.
    expect(await later.call('token:revoke', { ids: [token.id] })).toMatchObject({ ok: true });
    await later.call('workspace:lock', {});
    await core.restart();
    expect(await core.give('workspace:state', {})).toMatchObject({ doubt: null });
  });

  test('as long as they are not, it can be read, and a lock refuses what waits', async () => {
    const core = await startCore();
    const { application } = await used(core);
    const processes = nodeTaskProcesses({ isEndless: true });
    const later = await openedLater(core, processes);
    const waiting = later.call('keys:generate', request(application.id));
    await processes.working;
    expect(await later.call('application:list', {})).toMatchObject({ ok: true });
    await later.call('workspace:lock', {});
    expect(await waiting).toMatchObject({ error: { code: 'workspace/locked' } });
    expect(processes.running()).toBe(0);
  });

  test('an altered seal is detected by the sign-in itself', async () => {
    const core = await startCore();
    await used(core);
    await core.give('workspace:lock', {});
    const db = await openBeside(core.home, { unsealed: true });
    db.exec('UPDATE seal SET generation = 7');
    db.close();
    const later = await openedLater(core);
    expect(await later.call('workspace:state', {})).toMatchObject({
      value: { doubt: { code: 'seal/altered' } },
    });
  });
});
