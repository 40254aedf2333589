import { stringify } from 'fast-check';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import type { CoreChannel } from '../../../electron/base/context/context.ts';
import { answerCalls } from '../../../electron/shell/ipc.ts';
import { preferencesSchema } from '../../../shared/domain/preferences.ts';
import { appErrorSchema } from '../../../shared/errors.ts';
import { type Channel, channels, contract } from '../../../shared/ipc/contract.ts';
import { ok } from '../../../shared/result.ts';
import { byPassphrase, filesIn, startCore } from '../../support/core.ts';
import { heard } from '../../support/ipc-main.ts';
import { createPayloads } from '../../support/payloads.ts';
import type { Later } from '../../support/temporary-directory.ts';
import { makePetshop } from '../../support/workspace.ts';

/** Payloads per channel; fewer for a quick try: LATCHKEY_PAYLOADS=100. */
const COUNT = Number(process.env['LATCHKEY_PAYLOADS'] ?? 10_000);
/** The seed, printed by fast-check on failure; it changes daily to cover other inputs. */
const SEED = Number(process.env['LATCHKEY_SEED'] ?? Math.floor(Date.now() / 86_400_000));

/** Channels that read or copy the whole file, so they get fewer payloads. */
const WHOLE_FILE = new Set<Channel>([
  'workspace:rename',
  'backup:create',
  'backup:check-workspace',
]);
const WHOLE_FILE_SHARE = 50;

const sender = {
  isDestroyed: () => false,
  send: () => undefined,
  mainFrame: { url: 'app://latchkey/' },
};
const ourPage = { sender, senderFrame: sender.mainFrame };

/** A workspace with something of each kind, made once: it takes as long as starting a core. */
async function makeStart() {
  const putAways: Parameters<Later>[0][] = [];
  const core = await startCore({ later: (putAway) => putAways.push(putAway) });
  const { api, application, subscription, token } = await makePetshop(core);
  const [remove, close] = putAways;
  await close?.();
  const files = filesIn(core.home);
  await remove?.();
  const ids = [api.id, application.id, subscription.id, token.id, token.keysId];
  return { files, ids: [...ids, ...api.businessPlanIds] };
}
let start: ReturnType<typeof makeStart> | undefined;

/** All that a page can reach, on a real core but without Electron. */
async function onRealCore(later: Later = onTestFinished) {
  start ??= makeStart();
  const { files, ids } = await start;
  const core = await startCore({ later, files });
  let state = { preferences: preferencesSchema.parse({}), drafts: {} };
  answerCalls(
    'app://latchkey',
    {
      'program:info': () =>
        ok({
          version: '0',
          electron: '0',
          trial: false,
          platform: 'linux',
          home: core.home,
          releases: null,
        }),
      'program:take-opening': () => ok(null),
      'program:open-releases': () => ok(false),
      'program:open-logs': () => ok(null),
      'program:question': () => ok(null),
      'program:answer-question': () => ok(null),
      'workspace:lock': () => core.call('workspace:lock', {}),
      'drafts:get': () => ok(state.drafts),
      'drafts:keep': (drafts) => {
        state = { ...state, drafts };
        return ok(null);
      },
      'preferences:get': () => ok(state.preferences),
      'preferences:set': (patch) => {
        const preferences = preferencesSchema.parse({ ...state.preferences, ...patch });
        state = { ...state, preferences };
        return ok(state.preferences);
      },
    },
    { call: (channel, input, call) => core.call(channel as CoreChannel, input as never, call) },
  );
  const { answer } = heard;
  if (answer === undefined) throw new Error('Nobody listens');
  return { core, answer, ids };
}

/**
 * A core that nothing has changed goes from channel to channel: starting one takes as long as two
 * thousand calls.
 */
let unchanged: ReturnType<typeof onRealCore> | null = null;
const putAways: Parameters<Later>[0][] = [];
async function dropCore(): Promise<void> {
  unchanged = null;
  for (const putAway of putAways.splice(0).toReversed()) await putAway();
}
afterAll(dropCore);

/** Whether this call may have changed something. A refused passphrase counts, too. */
const mayChange = (channel: Channel, answer: unknown): boolean =>
  channel.startsWith('workspace:') ||
  ('value' in Object(answer) && !('reads' in contract[channel]));

/** What is wrong with an answer, or null. */
function fault(answer: unknown): string | null {
  const parsed = resultSchema.safeParse(answer);
  if (!parsed.success) return 'no result, or an error of no known code';
  return !parsed.data.ok && parsed.data.error.code === 'internal' ? 'a defect' : null;
}

const resultSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: appErrorSchema.strict() }),
]);

function show(payload: unknown): string {
  try {
    return stringify(payload).slice(0, 300);
  } catch {
    return 'too deep to be shown';
  }
}

const prototypes = [Object, Array, Function, String, Map, Promise].map((one) => one.prototype);
const membersNow = () => JSON.stringify(prototypes.map((one) => Reflect.ownKeys(one).map(String)));
const membersBefore = membersNow();

describe(`${COUNT} payloads for each channel, seed ${SEED}`, { tags: 'window/payloads' }, () => {
  const manyFor = createPayloads(COUNT, SEED);
  const fewFor = createPayloads(Math.ceil(COUNT / WHOLE_FILE_SHARE), SEED);

  test.each(channels)('%s', async (channel) => {
    const payloadsFor = WHOLE_FILE.has(channel) ? fewFor : manyFor;
    let isChanged = true;
    onTestFinished(() => (isChanged ? dropCore() : undefined));
    unchanged ??= onRealCore((putAway) => putAways.push(putAway));
    const { core, answer, ids } = await unchanged;
    let changes = 0;
    const faults: string[] = [];
    let locks = 0;
    for (const payload of payloadsFor(contract[channel].input, ids)) {
      const result = await answer(ourPage, channel, payload, []).catch((error: unknown) => error);
      const found = fault(result);
      if (found !== null) faults.push(`${found}: ${show(payload)}`);
      if (mayChange(channel, result)) changes += 1;
      if (channel === 'workspace:lock' && locks < 20 && 'value' in Object(result)) {
        locks += 1;
        await core.give('workspace:sign-in', byPassphrase);
      }
    }
    expect(faults).toEqual([]);
    expect(core.defects).toEqual([]);
    expect(membersNow()).toBe(membersBefore);
    isChanged = changes > 0;
  });

  test('malformed calls', async () => {
    const { answer } = await onRealCore();
    const faults: string[] = [];
    for (const payload of manyFor(z.tuple([z.string(), z.unknown()]), ['x'])) {
      const message = Array.isArray(payload) ? payload : [payload];
      const result = await answer(ourPage, ...message).catch((error: unknown) => error);
      const found = fault(result);
      if (found !== null) faults.push(`${found}: ${show(payload)}`);
    }
    expect(faults).toEqual([]);
  });
});

const notOurs = {
  'another origin': { url: 'https://evil.example/' },
  'another host of our scheme': { url: 'app://latchkey.evil/' },
  'a page without an address': { url: 'about:blank' },
  'a data: page': { url: 'data:text/html,x' },
} as const;

describe('the sender is checked before the channel', { tags: 'window/frames' }, () => {
  const refused = { ok: false, error: { code: 'call/not-trusted' } };

  test.each(Object.entries(notOurs))('%s is refused', async (_name, frame) => {
    const { answer } = await onRealCore();
    const event = { sender: { ...sender, mainFrame: frame }, senderFrame: frame };
    expect(await answer(event, 'secret:reveal', {}, [])).toEqual(refused);
  });

  test('a frame inside the page is refused, and one that is gone', async () => {
    const { answer } = await onRealCore();
    const inner = { url: 'app://latchkey/' };
    expect(await answer({ sender, senderFrame: inner }, 'program:info', {}, [])).toEqual(refused);
    expect(await answer({ sender, senderFrame: null }, 'program:info', {}, [])).toEqual(refused);
    expect(await answer(ourPage, 'program:info', {}, [])).toMatchObject({ ok: true });
  });
});

test('calls answered by the main process are validated too', {
  tags: 'window/payloads',
}, async () => {
  const { answer } = await onRealCore();
  for (const [channel, input] of [
    ['program:info', { url: 'https://evil.example/' }],
    ['program:open-releases', 'https://evil.example/'],
    ['preferences:set', { theme: 'of the page' }],
    ['drafts:keep', { ['x'.repeat(201)]: 1 }],
  ] as const) {
    expect(await answer(ourPage, channel, input, [])).toMatchObject({
      ok: false,
      error: { code: expect.stringMatching(/^(call|field)\//) },
    });
  }
});
