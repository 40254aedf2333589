import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { ReadContext } from '../../../electron/base/context/context.ts';
import { Key } from '../../../electron/base/crypto/key.ts';
import { connect } from '../../../electron/base/database/connect.ts';
import { all, type ReadableDb, run } from '../../../electron/base/database/database.ts';
import { newStopFlag, Stopped } from '../../../electron/base/database/stop-flag.ts';
import { type OpenSeat, openPool, type ReaderSeat } from '../../../electron/core/readers/pool.ts';
import { openReader } from '../../../electron/core/readers/reader.ts';
import { searchPlace } from '../../../electron/core/readers/search-place.ts';
import type { ReaderThread } from '../../../electron/core/readers/thread.ts';
import { writeSettings } from '../../../electron/features/settings/repository.ts';
import { ok } from '../../../shared/result.ts';
import { openCore, startCore, temporaryDirectory } from '../../support/core.ts';
import { dataKeyOf } from '../../support/data-key.ts';
import { readerThread } from '../../support/import-thread.ts';
import { makePetshop } from '../../support/workspace.ts';

const workspace = { file: 'unused', key: Key.random() };
const cancelled = { ok: false, error: { code: 'call/cancelled' } };
const locked = { ok: false, error: { code: 'workspace/locked' } };

async function openedFile() {
  const core = await startCore();
  await makePetshop(core);
  const file = join(core.home, 'workspace.latchkey');
  return { core, file, key: await dataKeyOf(core.home) };
}

describe('a reading connection', () => {
  test('can’t write, neither by type nor in SQLite', async () => {
    const { file, key } = await openedFile();
    const db = connect(file, key, { readonly: true });
    onTestFinished(() => void db.close());
    const context: ReadContext = { db: db as unknown as ReadableDb, now: Date.now };
    const deletion = 'DELETE FROM token';
    // @ts-expect-error a reading handler has no connection that writes
    expect(() => run(context.db, deletion)).toThrow('readonly');
    // @ts-expect-error nor can it call what writes
    expect(() => writeSettings(context.db, { owner: 'Eve' })).toThrow('readonly');
    expect(() => all(context.db, `${deletion} RETURNING id`)).toThrow('readonly');
  });

  test('stops a running query when its flag is set', async () => {
    const { file, key } = await openedFile();
    const stop = newStopFlag();
    const db = connect(file, key, { readonly: true, stop });
    onTestFinished(() => void db.close());
    let rows = 0;
    db.function('seen', () => {
      rows += 1;
      if (rows === 1000) Atomics.store(stop, 0, 1);
      return 0;
    });
    const endless = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
      SELECT i FROM n WHERE running() AND seen()`;
    expect(() => db.prepare(endless).all()).toThrow(Stopped);
    expect(rows).toBe(1000);
  });

  test('reports a stopped call as cancelled', async () => {
    const { file, key } = await openedFile();
    const stop = newStopFlag();
    const reader = openReader({ file, key, stop, now: Date.now, report: () => {} });
    onTestFinished(() => reader.close());
    const newest = { limit: 9 };
    expect(reader.read('token:list', newest)).toMatchObject({ ok: true });
    Atomics.store(stop, 0, 1);
    expect(reader.read('token:list', newest)).toEqual(cancelled);
  });
});

/** A connection that the test answers by hand. */
function handSeat() {
  const asked: { input: unknown; answer: (value: unknown) => void; fail: () => void }[] = [];
  const flags: Int32Array[] = [];
  let closes = 0;
  const open: OpenSeat = (_workspace, stop): ReaderSeat => {
    flags.push(stop);
    return {
      read: (_channel, input) =>
        new Promise((resolve, reject) => {
          asked.push({
            input,
            answer: (value) => resolve(ok(value)),
            fail: () => reject(new Error('The thread is gone')),
          });
        }),
      close: () => {
        closes += 1;
      },
    };
  };
  return { open, asked, flags, closes: () => closes };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the pool', () => {
  test('answers on another connection while one is busy', async () => {
    const [long, quick] = [handSeat(), handSeat()];
    const pool = openPool(workspace, [long.open, quick.open], 0);
    const first = pool.read('token:list', 'a long one');
    const second = pool.read('token:list', 'a short one');
    await vi.waitUntil(() => quick.asked.length > 0);
    quick.asked[0]?.answer('short');
    expect(await second).toEqual(ok('short'));
    long.asked[0]?.answer('long');
    expect(await first).toEqual(ok('long'));
  });

  test('opens another connection only for what would wait for a long question', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const [one, other] = [handSeat(), handSeat()];
    const pool = openPool(workspace, [one.open, other.open]);
    for (const short of [1, 2, 3]) {
      const reads = [pool.read('token:list', short), pool.read('token:list', -short)];
      await settled();
      vi.advanceTimersByTime(99);
      one.asked.at(-1)?.answer(short);
      await settled();
      one.asked.at(-1)?.answer(-short);
      expect(await Promise.all(reads)).toEqual([ok(short), ok(-short)]);
    }
    const long = pool.read('token:list', 'long');
    await settled();
    vi.advanceTimersByTime(100);
    expect(other.flags).toEqual([]);
    const next = pool.read('token:list', 'next');
    await settled();
    other.asked[0]?.answer('at once');
    expect(await next).toEqual(ok('at once'));
    one.asked.at(-1)?.answer('at last');
    expect(await long).toEqual(ok('at last'));
  });

  test('keeps a connection for lists while there are counts', async () => {
    const [one, other] = [handSeat(), handSeat()];
    const pool = openPool(workspace, [one.open, other.open], 0);
    const counts = [pool.read('token:count', 1), pool.read('token:count', 2)];
    const list = pool.read('token:list', 'rows');
    await vi.waitUntil(() => other.asked.length > 0);
    expect(one.asked.map(({ input }) => input)).toEqual([1]);
    expect(other.asked.map(({ input }) => input)).toEqual(['rows']);
    other.asked[0]?.answer('shown');
    expect(await list).toEqual(ok('shown'));
    one.asked[0]?.answer('first');
    await settled();
    one.asked[1]?.answer('second');
    expect(await Promise.all(counts)).toEqual([ok('first'), ok('second')]);
  });

  test('counts even with one connection', async () => {
    const seat = handSeat();
    const pool = openPool(workspace, [seat.open]);
    const count = pool.read('token:count', 1);
    await settled();
    seat.asked[0]?.answer(9);
    expect(await count).toEqual(ok(9));
  });

  test('stops an older query for the same place, and drops a waiting one', async () => {
    const seat = handSeat();
    const pool = openPool(workspace, [seat.open]);
    const running = pool.read('token:list', 'p', 'ledger');
    const waiting = pool.read('token:list', 'pe', 'ledger');
    const other = pool.read('activity:list', 'x', 'activity');
    await settled();
    expect(seat.flags[0]?.[0]).toBe(1);
    pool.read('token:list', 'pet', 'ledger').catch(() => undefined);
    expect(await waiting).toEqual(cancelled);
    seat.asked[0]?.answer('late');
    await running;
    await settled();
    // The next query isn't mistaken for the stopped one.
    expect(seat.flags[0]?.[0]).toBe(0);
    expect(seat.asked.map(({ input }) => input)).toEqual(['p', 'x']);
    seat.asked[1]?.answer('found');
    expect(await other).toEqual(ok('found'));
  });

  test('opens another connection when one is lost', async () => {
    const seat = handSeat();
    const pool = openPool(workspace, [seat.open]);
    const lost = pool.read('token:list', 1);
    await settled();
    seat.asked[0]?.fail();
    expect(await lost).toEqual({ ok: false, error: { code: 'internal' } });
    expect(seat.flags).toHaveLength(2);
    const next = pool.read('token:list', 2);
    await settled();
    seat.asked[1]?.answer('again');
    expect(await next).toEqual(ok('again'));
  });

  test('stops running queries, refuses waiting ones and closes every connection on close', async () => {
    const [busy, idle] = [handSeat(), handSeat()];
    const pool = openPool(workspace, [busy.open, idle.open], 0);
    const running = pool.read('token:list', 1);
    await settled();
    const other = pool.read('token:list', 2);
    await vi.waitUntil(() => idle.asked.length > 0);
    const waiting = pool.read('token:list', 3);
    await settled();
    const closing = pool.close();
    expect(await waiting).toEqual(locked);
    expect([...busy.flags, ...idle.flags].map((flag) => flag[0])).toEqual([1, 1]);
    busy.asked[0]?.answer('late');
    idle.asked[0]?.answer('late');
    await Promise.all([closing, running, other]);
    expect([busy.closes(), idle.closes()]).toEqual([1, 1]);
    expect(await pool.read('token:list', 4)).toEqual(locked);
  });
});

const place = (input: object) => searchPlace('token:list', input);

test('cancels an older search with the same filters on the same screen', () => {
  const ledger = place({ search: 'p', limit: 100, state: 'active' });
  expect(ledger).toBeDefined();
  expect(place({ state: 'active', limit: 100, search: 'pet' })).toBe(ledger);
  expect(place({ search: 'p', limit: 100, state: 'active', after: 'x' })).toBe(ledger);
  expect(place({ search: 'p', limit: 5, state: 'active' })).not.toBe(ledger);
  expect(searchPlace('activity:list', { search: 'p', limit: 100, state: 'active' })).not.toBe(
    ledger,
  );
  expect(place({ limit: 100, state: 'active' })).toBeUndefined();
  expect(place({ limit: 100, search: '' })).toBeUndefined();
});

const count = (input: object) => searchPlace('token:count', input);

test('cancels an older count of the same screen, whatever it counts', () => {
  const ledger = count({ asker: 'ledger', state: 'revoked' });
  expect(ledger).toBeDefined();
  expect(count({ asker: 'ledger', search: 'p' })).toBe(ledger);
  expect(count({ asker: 'archive', search: 'p' })).not.toBe(ledger);
  expect(count({ search: 'p' })).toBeUndefined();
});

describe('on their own threads', () => {
  test('reading calls see earlier writes, and nothing after a lock', async () => {
    const home = temporaryDirectory();
    const core = openCore(home, { readers: { entry: readerThread(), count: 2 } });
    onTestFinished(() => core.close());
    const draft = { owner: 'Ada', passphrase: 'ten green bottles on a wall', insist: false };
    await core.call('workspace:create', { ...draft, keyring: false });
    const made = { name: 'Petshop', description: '', perTokenQuota: 'Unlimited' };
    expect(await core.call('application:create', made)).toMatchObject({ ok: true });
    const lists = await Promise.all(
      Array.from({ length: 8 }, () => core.call('application:list', {})),
    );
    for (const list of lists) expect(list).toMatchObject({ value: [{ name: 'Petshop' }] });
    await core.call('workspace:lock', {});
    expect(await core.call('application:list', {})).toEqual(locked);
    const how = { with: 'passphrase', passphrase: draft.passphrase };
    expect(await core.call('workspace:sign-in', how)).toEqual(ok(null));
    expect(await core.call('application:list', {})).toMatchObject({ ok: true });
  });

  test('a thread overwrites the key it was given', async () => {
    const { file, key } = await openedFile();
    const worker = new Worker(readerThread(), { workerData: { home: temporaryDirectory() } });
    onTestFinished(async () => void (await worker.terminate()));
    const thread = createBirpc<ReaderThread>(
      {},
      {
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, no window
        post: (data) => worker.postMessage(data),
        on: (listener) => worker.on('message', listener),
        timeout: -1,
      },
    );
    const shared = new Uint8Array(new SharedArrayBuffer(32));
    key.use((bytes) => shared.set(bytes));
    await thread.open(file, shared, newStopFlag());
    expect(shared).toEqual(new Uint8Array(new SharedArrayBuffer(32)));
    expect(await thread.read('application:list', { limit: 1 })).toMatchObject({
      value: [{ name: 'Petshop' }],
    });
    await thread.close();
  });
});
