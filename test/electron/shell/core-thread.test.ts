import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type CoreClient, keepCore, startCore } from '../../../electron/shell/core-thread.ts';
import { recordingShell } from '../../support/shell.ts';

/**
 * A core that hears calls as birpc sends them: it answers "ping" and "close", dies of "die", and
 * of being closed, too, where `mortal` is set.
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

function start(onExit: () => void = () => {}, mortal = false): CoreClient {
  const core = startCore('/nowhere', recordingShell(), onExit, entry(mortal));
  onTestFinished(() => core.stop());
  return core;
}

describe('when the thread ends by itself', () => {
  test('the calls that wait are answered, and those that come later', async () => {
    const ended = vi.fn<() => void>();
    const core = start(ended);
    expect(await core.call('ping', {}, none)).toEqual(pong);
    const waiting = core.call('never', {}, none);
    expect(await core.call('die', {}, none)).toEqual(internal);
    expect(await waiting).toEqual(internal);
    expect(await core.call('ping', {}, none)).toEqual(internal);
    expect(ended).toHaveBeenCalledOnce();
  });

  test('stopping does not wait for it, before or meanwhile', async () => {
    const ended = vi.fn<() => void>();
    const dead = start(ended);
    await dead.call('die', {}, none);
    await dead.stop();
    expect(ended).toHaveBeenCalledOnce();
    const dying = start(ended, true);
    await dying.stop();
    await dying.stop();
    expect(ended).toHaveBeenCalledOnce();
  });

  test('a call that cannot be sent is answered, and the thread lives on', async () => {
    const core = start();
    expect(await core.call('ping', () => 'no data', none)).toEqual(internal);
    expect(await core.call('ping', {}, none)).toEqual(pong);
  });

  test('another takes its place once; the second end is the last', async () => {
    const told: string[] = [];
    const ends: (() => void)[] = [];
    const core = keepCore(
      (onExit) => {
        ends.push(onExit);
        return start(onExit);
      },
      { restarted: () => told.push('restarted'), gaveUp: () => told.push('gave up') },
    );
    await core.call('die', {}, none);
    expect(told).toEqual(['restarted']);
    expect(await core.call('ping', {}, none)).toEqual(pong);
    await core.call('die', {}, none);
    expect(told).toEqual(['restarted', 'gave up']);
    expect(ends).toHaveLength(2);
  });
});

test('a thread that is stopped is closed first, and nobody is alarmed', async () => {
  const ended = vi.fn<() => void>();
  const core = start(ended);
  await Promise.all([core.stop(), core.stop()]);
  expect(ended).not.toHaveBeenCalled();
});
