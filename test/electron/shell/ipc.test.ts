import { beforeEach, expect, test, vi } from 'vitest';
import { answerCalls, type ShellHandlers } from '../../../electron/shell/ipc.ts';
import { defaultPreferences } from '../../../shared/domain/preferences.ts';
import { appError } from '../../../shared/errors.ts';
import { err, ok } from '../../../shared/result.ts';

type Answer = (event: unknown, ...message: unknown[]) => Promise<unknown>;
const heard = vi.hoisted(() => ({ answer: undefined as Answer | undefined }));

vi.mock('electron', () => ({
  ipcMain: {
    handle: (_wire: string, answer: Answer) => {
      heard.answer = answer;
    },
  },
}));

const told: unknown[] = [];
const sender = {
  isDestroyed: () => false,
  send: (_wire: string, ...event: unknown[]) => told.push(event),
  mainFrame: { url: 'app://latchkey/' },
};

/** Answers one call of our own page. */
function answerTo(channel: string, input: unknown, more: Partial<ShellHandlers>): unknown {
  const handlers = {
    'preferences:get': () => ok(defaultPreferences),
    ...more,
  } as ShellHandlers;
  answerCalls('app://latchkey', handlers, { call: async () => ok('of the core') });
  return heard.answer?.({ sender, senderFrame: sender.mainFrame }, channel, input, []);
}

beforeEach(() => {
  told.length = 0;
});

test('a call of the window is answered by it, any other by the core', async () => {
  expect(await answerTo('preferences:get', {}, {})).toEqual(ok(defaultPreferences));
  expect(await answerTo('application:list', {}, {})).toEqual(ok('of the core'));
});

function set(answer: ReturnType<ShellHandlers['preferences:set']>): unknown {
  return answerTo('preferences:set', {}, { 'preferences:set': () => answer });
}

test('what changes tells the page, what is refused does not', async () => {
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
