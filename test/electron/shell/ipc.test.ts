import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test, vi } from 'vitest';
import { answerCalls, type ShellHandlers } from '../../../electron/shell/ipc.ts';
import { defaultPreferences } from '../../../shared/domain/preferences.ts';
import { appError } from '../../../shared/errors.ts';
import { typedChannels } from '../../../shared/ipc/contract.ts';
import { err, ok } from '../../../shared/result.ts';
import { heard } from '../../support/ipc-main.ts';

const told: unknown[] = [];
const sender = {
  isDestroyed: () => false,
  send: (_wire: string, ...event: unknown[]) => told.push(event),
  mainFrame: { url: 'app://latchkey/' },
};

/** Answers one call of our own page. */
function answerTo(
  channel: string,
  input: unknown,
  more: Partial<ShellHandlers>,
  core: Parameters<typeof answerCalls>[2] = { call: async () => ok('of the core') },
): unknown {
  const handlers = {
    'preferences:get': () => ok(defaultPreferences),
    ...more,
  } as ShellHandlers;
  answerCalls('app://latchkey', handlers, core);
  return heard.answer?.({ sender, senderFrame: sender.mainFrame }, channel, input, []);
}

beforeEach(() => {
  told.length = 0;
});

test('calls of the window are answered there, all others by the core', async () => {
  expect(await answerTo('preferences:get', {}, {})).toEqual(ok(defaultPreferences));
  expect(await answerTo('application:list', {}, {})).toEqual(ok('of the core'));
});

function set(answer: ReturnType<ShellHandlers['preferences:set']>): unknown {
  return answerTo('preferences:set', {}, { 'preferences:set': () => answer });
}

test('a change is sent to the page, a refusal isn’t', async () => {
  const refused = err(appError('file/unwritable'));
  expect(await set(refused)).toEqual(refused);
  expect(told).toEqual([]);
  await set(ok(defaultPreferences));
  expect(told).toEqual([['changed', ['preferences']]]);
});

test.each([
  [
    'throws',
    () => {
      throw new Error('no browser');
    },
  ],
  ['rejects', async () => Promise.reject(new Error('no browser'))],
])(
  'a handler that %s is a defect: the page gets an answer, the log the reason',
  async (_, handle) => {
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const answer = await answerTo('program:open-releases', {}, { 'program:open-releases': handle });
    expect(answer).toEqual(err({ code: 'internal' }));
    expect(said).toHaveBeenCalledWith(expect.stringContaining('no browser'));
    said.mockRestore();
  },
);

/** What each channel that takes something typed is called with here. */
const typedInputs = {
  'workspace:create': { owner: 'Ada', passphrase: 'typed', insist: true, keyring: false },
  'workspace:sign-in': { with: 'recovery-code', code: 'typed' },
  'workspace:change-passphrase': { current: 'typed', next: 'typed', insist: true },
  'workspace:new-recovery-code': { passphrase: 'typed' },
  'workspace:rotate-key': { passphrase: 'typed' },
  'workspace:set-keyring': { enabled: true, passphrase: 'typed' },
  'workspace:add-method': { name: 'Grace', passphrase: 'typed', insist: true },
  'workspace:confirm': { passphrase: 'typed' },
  'workspace:export-signing-key': {
    id: randomUUID(),
    passphrase: 'typed',
    encryption: { passphrase: 'typed', insist: true },
  },
  'signing-key:import': { id: randomUUID(), passphrase: 'typed' },
  'workspace:delete': { passphrase: 'typed' },
  'workspace:save-recovery-kit': { code: 'typed' },
  'workspace:accept-file': { passphrase: 'typed' },
  'backup:check': { file: null, passphrase: 'typed' },
  'backup:restore': { file: null, passphrase: 'typed' },
  'merge:preview': { passphrase: 'typed' },
  'merge:run': { passphrase: 'typed' },
  'takeover:preview': { id: randomUUID(), passphrase: 'typed' },
  'takeover:run': { id: randomUUID(), passphrase: 'typed' },
  'rescue:salvage': { passphrase: 'typed' },
  'encrypted-export:save': { id: randomUUID(), passphrase: 'typed' },
  'token:export': {
    selection: { of: 'everything' },
    format: 'jwt',
    encryption: { passphrase: 'typed', insist: true },
  },
  'token:inspect': { text: 'eyJ', keys: null, passphrase: 'typed' },
  'token:inspect-file': { keys: null, passphrase: 'typed' },
  'token:purge': { expiredBefore: 0, archive: { passphrase: 'typed', insist: true } },
} as const;

test('these are all channels that take typed secrets', () => {
  expect([...typedChannels].toSorted()).toEqual(Object.keys(typedInputs).toSorted());
});

const ends = {
  answers: async () => ok(null),
  rejects: async () => Promise.reject(new Error('the thread has ended')),
};
const cases = Object.entries(typedInputs).flatMap(([channel, input]) =>
  Object.entries(ends).map(([how, end]) => [channel, how, input, end] as const),
);

test.each(cases)(
  '%s: what was typed is bytes, overwritten when the core %s',
  async (channel, _, input, end) => {
    const seen: Uint8Array[] = [];
    const call = (_channel: string, given: unknown) => {
      expect(JSON.stringify(given)).not.toContain('typed');
      for (const bytes of bytesIn(given)) {
        expect(Buffer.from(bytes).toString()).toBe('typed');
        // The thread gets the same memory, not a copy that would never be overwritten.
        expect(bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
        seen.push(bytes);
      }
      return end();
    };
    await Promise.allSettled([answerTo(channel, input, {}, { call })]);
    expect(seen.length).toBeGreaterThan(0);
    for (const bytes of seen) expect([...bytes].every((byte) => byte === 0)).toBe(true);
  },
);

function bytesIn(value: unknown): Uint8Array[] {
  if (value instanceof Uint8Array) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(bytesIn) : [];
}
