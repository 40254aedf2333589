import { describe, expect, it, vi } from 'vitest';
import {
  findElectron,
  firstByteTimeouts,
  type RuntimeSources,
} from '../../../build/runtime/find-electron.ts';
import type { Runtime, RuntimeKind, RuntimeProblem } from '../../../build/runtime/runtime.ts';
import { err, ok, type Result } from '../../../shared/result.ts';

const of = (kind: RuntimeKind): Runtime => ({ executable: `/${kind}`, version: '1.0.0', kind });
const unreachable: Result<Runtime, RuntimeProblem> = err({
  code: 'official/unreachable',
  message: 'GitHub is out of reach.',
});
const refused: Result<Runtime, RuntimeProblem> = err({
  code: 'trial/tarball-hash',
  message: 'The tarball has another hash.',
});

interface Given {
  readonly installed?: Runtime;
  readonly official?: Result<Runtime, RuntimeProblem>;
  readonly cached?: Runtime;
  readonly trial?: Result<Runtime, RuntimeProblem>;
  readonly trialPossible?: boolean;
}

function sources(given: Given) {
  return {
    overridden: vi.fn<RuntimeSources['overridden']>(async (directory) =>
      ok({ ...of('installed'), executable: directory }),
    ),
    installed: vi.fn<RuntimeSources['installed']>(() => given.installed),
    official: vi.fn<RuntimeSources['official']>(async () => given.official ?? unreachable),
    trial: {
      possible: given.trialPossible ?? true,
      cached: vi.fn<() => Runtime | undefined>(() => given.cached),
      fetch: vi.fn<RuntimeSources['trial']['fetch']>(async () => given.trial ?? ok(of('trial'))),
    },
  } satisfies RuntimeSources;
}

const find = (from: RuntimeSources, env: Record<string, string> = {}) =>
  findElectron(from, env, () => undefined);

describe('the order', () => {
  it('takes the explicitly named one first', async () => {
    const from = sources({ installed: of('installed') });
    const found = await find(from, { ELECTRON_OVERRIDE_DIST_PATH: '/named' });
    expect(found).toMatchObject({ ok: true, value: { executable: '/named' } });
  });

  it('uses an installed one without network access', async () => {
    const from = sources({ installed: of('installed'), official: ok(of('official')) });
    expect(await find(from)).toEqual(ok(of('installed')));
    expect(from.official).not.toHaveBeenCalled();
  });

  it('prefers the official download to the trial runtime, even a local one', async () => {
    const from = sources({ official: ok(of('official')), cached: of('trial') });
    expect(await find(from)).toEqual(ok(of('official')));
    expect(from.trial.fetch).not.toHaveBeenCalled();
  });

  it('falls back to the trial runtime when the official one isn’t available', async () => {
    expect(await find(sources({}))).toEqual(ok(of('trial')));
  });

  it('uses a local trial runtime without downloading it again, with a shorter timeout', async () => {
    const from = sources({ cached: of('trial') });
    expect(await find(from)).toEqual(ok(of('trial')));
    expect(from.trial.fetch).not.toHaveBeenCalled();
    expect(from.official).toHaveBeenCalledWith({ firstByteMs: firstByteTimeouts.besideTrial });
  });
});

describe('without a trial runtime', () => {
  it('offers none for other systems, and lists the alternatives', async () => {
    const from = sources({ trialPossible: false });
    const found = await find(from);
    expect(found).toMatchObject({ ok: false, error: { code: 'official/unreachable' } });
    expect(found.ok ? '' : found.error.message).toContain('ELECTRON_MIRROR');
    expect(from.trial.fetch).not.toHaveBeenCalled();
  });

  it('stops if the trial runtime is refused, and never runs it', async () => {
    const found = await find(sources({ trial: refused }));
    expect(found).toMatchObject({ ok: false, error: { code: 'trial/tarball-hash' } });
    expect(found.ok ? '' : found.error.message).toContain('ELECTRON_OVERRIDE_DIST_PATH');
  });
});

describe('LATCHKEY_RUNTIME', () => {
  it('official: never the trial runtime', async () => {
    const from = sources({ cached: of('trial') });
    const found = await find(from, { LATCHKEY_RUNTIME: 'official' });
    expect(found).toMatchObject({ ok: false, error: { code: 'official/unreachable' } });
    expect(from.official).toHaveBeenCalledWith({ firstByteMs: firstByteTimeouts.alone });
  });

  it('trial: no other', async () => {
    const from = sources({ installed: of('installed') });
    expect(await find(from, { LATCHKEY_RUNTIME: 'trial' })).toEqual(ok(of('trial')));
    const elsewhere = await find(sources({ trialPossible: false }), { LATCHKEY_RUNTIME: 'trial' });
    expect(elsewhere).toMatchObject({ ok: false, error: { code: 'trial/not-here' } });
  });
});
