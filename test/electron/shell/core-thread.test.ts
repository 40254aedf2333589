import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { taskProcesses } from '../../../electron/core/tasks/processes.ts';
import {
  type CoreClient,
  startCore,
  type ThreadEnds,
} from '../../../electron/shell/core-thread.ts';
import { recordingShell } from '../../support/shell.ts';

/**
 * A fake core that gets birpc calls: it answers "ping" and "close", and crashes on "die", and on
 * "close" too if `mortal` is set.
 */
function entry(mortal = false): URL {
  const code = `
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ i, m, a }) => {
      if (a[0] === 'die' || (${mortal} && m === 'close')) process.exit(1);
      const r = { ok: true, value: 'pong' };
      if (a[0] === 'ping' || m === 'close') parentPort.postMessage({ t: 's', i, r });
    });`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}

const none = { paths: [] };
const pong = { ok: true, value: 'pong' };
const internal = { ok: false, error: { code: 'internal' } };

beforeEach(() => {
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  return () => said.mockRestore();
});

const neverStarts = (): never => {
  throw new Error('No task is run here');
};

/** Starts one and notes how its threads end. */
function start(mortal = false): { readonly core: CoreClient; readonly told: string[] } {
  const told: string[] = [];
  const ends: ThreadEnds = {
    restarted: () => void told.push('restarted'),
    gaveUp: () => void told.push('gave up'),
  };
  const shell = { ...recordingShell(), ...taskProcesses(neverStarts) };
  const core = startCore({ home: '/nowhere' }, shell, ends, entry(mortal));
  onTestFinished(() => core.stop());
  return { core, told };
}

describe('when the thread ends unexpectedly', () => {
  test('waiting calls are answered, and another thread answers the next', async () => {
    const { core, told } = start();
    expect(await core.call('ping', {}, none)).toEqual(pong);
    const waiting = core.call('never', {}, none);
    expect(await core.call('die', {}, none)).toEqual(internal);
    expect(await waiting).toEqual(internal);
    expect(await core.call('ping', {}, none)).toEqual(pong);
    expect(told).toEqual(['restarted']);
  });

  test('the second time is final: every call is answered with an error', async () => {
    const { core, told } = start();
    await core.call('die', {}, none);
    await core.call('die', {}, none);
    expect(await core.call('ping', {}, none)).toEqual(internal);
    expect(told).toEqual(['restarted', 'gave up']);
  });

  test('stopping doesn’t wait for it, before or meanwhile', async () => {
    const dead = start();
    await dead.core.call('die', {}, none);
    await dead.core.call('die', {}, none);
    await dead.core.stop();
    expect(dead.told).toEqual(['restarted', 'gave up']);
    const dying = start(true);
    await dying.core.stop();
    await dying.core.stop();
    expect(dying.told).toEqual([]);
  });

  test('a call that can’t be sent is answered, and the thread keeps running', async () => {
    const { core } = start();
    expect(await core.call('ping', () => 'no data', none)).toEqual(internal);
    expect(await core.call('ping', {}, none)).toEqual(pong);
  });
});

test('a stopped thread is closed first, without an alarm', async () => {
  const { core, told } = start();
  await Promise.all([core.stop(), core.stop()]);
  expect(told).toEqual([]);
});
