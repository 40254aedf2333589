import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type Applicant, createApprovals } from '../../../../electron/shell/commands/approvals.ts';

const caller = { name: 'sh', path: '/bin/sh', startedBy: null, terminal: null, isProven: true };
const from = (terminal: string | null, command = 'token list'): Applicant => ({
  command,
  caller: { ...caller, terminal },
  terminal,
});
const stays = new AbortController().signal;
const refused = (code: string) => ({ ok: false, error: { code } });

/** Approvals with what is on screen at any time. */
function open() {
  const shown = vi.fn<() => void>();
  const approvals = createApprovals(shown);
  const answer = (given: 'no' | 'once' | 'terminal') =>
    approvals.answer(approvals.current()?.id ?? '', given);
  return { approvals, answer, shown };
}

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

describe('a command is allowed only by an answer', { tags: 'window/commands' }, () => {
  test('once is for one command', async () => {
    const { approvals, answer } = open();
    const first = approvals.ask(from('pts/1'), stays);
    answer('once');
    expect(await first).toEqual({ ok: true, value: 'once' });
    void approvals.ask(from('pts/1'), stays);
    expect(approvals.current()).toMatchObject({ command: 'token list', canRemember: true });
  });

  test('a terminal is asked about no more, another one is', async () => {
    const { approvals, answer } = open();
    const first = approvals.ask(from('pts/1'), stays);
    const beside = approvals.ask(from('pts/1', 'app list'), stays);
    answer('terminal');
    expect([await first, await beside]).toEqual([
      { ok: true, value: 'terminal' },
      { ok: true, value: 'terminal' },
    ]);
    expect(await approvals.ask(from('pts/1'), stays)).toEqual({ ok: true, value: 'terminal' });
    expect(approvals.current()).toBeNull();
    void approvals.ask(from('pts/2'), stays);
    expect(approvals.current()?.caller.terminal).toBe('pts/2');
  });

  test('what has no terminal can only be allowed once', async () => {
    const { approvals, answer } = open();
    const first = approvals.ask(from(null), stays);
    expect(approvals.current()?.canRemember).toBe(false);
    answer('terminal');
    expect(await first).toEqual({ ok: true, value: 'once' });
    void approvals.ask(from(null), stays);
    expect(approvals.current()).not.toBeNull();
  });

  test('an answer to another question than the one on screen counts for nothing', async () => {
    const { approvals, answer } = open();
    const first = approvals.ask(from('pts/1'), stays);
    const { id = '' } = approvals.current() ?? {};
    answer('no');
    expect(await first).toMatchObject(refused('command/denied'));
    const second = vi.fn<() => void>();
    void approvals.ask(from('pts/2'), stays).then(second);
    approvals.answer(id, 'terminal');
    await vi.advanceTimersByTimeAsync(0);
    expect(second).not.toHaveBeenCalled();
  });

  test('a minute without an answer is a no, and the next question gets its own minute', async () => {
    const { approvals } = open();
    const first = approvals.ask(from('pts/1'), stays);
    await vi.advanceTimersByTimeAsync(50_000);
    const second = approvals.ask(from('pts/2'), stays);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await first).toMatchObject(refused('command/no-answer'));
    expect(approvals.current()?.caller.terminal).toBe('pts/2');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await second).toMatchObject(refused('command/no-answer'));
  });

  test('the question of a command that has ended disappears', async () => {
    const { approvals } = open();
    const leaving = new AbortController();
    void approvals.ask(from('pts/1'), leaving.signal);
    leaving.abort();
    expect(approvals.current()).toBeNull();
  });
});

describe('a lock', () => {
  test('refuses whoever waits, and forgets every yes', async () => {
    const { approvals, answer } = open();
    void approvals.ask(from('pts/1'), stays);
    answer('terminal');
    const waiting = [approvals.ask(from('pts/2'), stays), approvals.ask(from('pts/3'), stays)];
    approvals.locked();
    for (const outcome of await Promise.all(waiting)) {
      expect(outcome).toMatchObject(refused('workspace/locked'));
    }
    expect(approvals.current()).toBeNull();
    void approvals.ask(from('pts/1'), stays);
    expect(approvals.current()?.caller.terminal).toBe('pts/1');
  });
});

describe('a flood of questions', () => {
  test('of one terminal ends with the first no, for ten seconds', async () => {
    const { approvals, answer } = open();
    const asked = [1, 2, 3].map(() => approvals.ask(from('pts/1'), stays));
    answer('no');
    for (const outcome of await Promise.all(asked)) {
      expect(outcome).toMatchObject(refused('command/denied'));
    }
    expect(await approvals.ask(from('pts/1'), stays)).toMatchObject({
      error: { code: 'command/too-many', detail: { seconds: 10 } },
    });
    await vi.advanceTimersByTimeAsync(10_000);
    void approvals.ask(from('pts/1'), stays);
    expect(approvals.current()).not.toBeNull();
  });

  test('of many asks at most ten a minute, and keeps at most nine', async () => {
    const { approvals, answer } = open();
    const asked = Array.from({ length: 20 }, (_, place) =>
      approvals.ask(from(`pts/${place}`), stays),
    );
    const late = await Promise.all(asked.slice(9));
    for (const outcome of late) expect(outcome).toMatchObject(refused('command/too-many'));
    for (let place = 0; place < 9; place += 1) answer('once');
    expect(await asked[8]).toEqual({ ok: true, value: 'once' });
    void approvals.ask(from('pts/50'), stays);
    answer('once');
    expect(await approvals.ask(from('pts/51'), stays)).toMatchObject(refused('command/too-many'));
    await vi.advanceTimersByTimeAsync(60_000);
    void approvals.ask(from('pts/51'), stays);
    expect(approvals.current()).not.toBeNull();
  });
});
