import { chmodSync, existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { jsonLine } from '../../../../electron/base/files/json-lines.ts';
import { ok } from '../../../../shared/result.ts';
import {
  addressOf,
  allowed,
  calling,
  client,
  hello,
  logOf,
  openWindow,
} from '../../../support/command-window.ts';

describe('the socket', { tags: 'window/commands' }, () => {
  test('can be reached by this user only, and is gone with the window', async () => {
    const window = await openWindow();
    const address = addressOf(window);
    const modes = [address, dirname(address), join(window.line.home, 'commands.json')].map(
      (path) => statSync(path).mode & 0o777,
    );
    expect(modes).toEqual([0o600, 0o700, 0o600]);
    window.close();
    expect(
      [address, join(window.line.home, 'commands.json')].some((path) => existsSync(path)),
    ).toBe(false);
  });

  test('of a folder that others can open isn’t trusted with a passphrase', async () => {
    const window = await openWindow();
    chmodSync(dirname(addressOf(window)), 0o755);
    const { exitCode } = await window.line.runWith(
      { timeoutMs: 200 },
      'app',
      'list',
      '--passphrase-file',
      'passphrase',
    );
    // The window has the file, so a command of its own can't open it.
    expect(exitCode).toBe(4);
    expect((await logOf(window)).some(({ kind }) => kind === 'client/allowed')).toBe(false);
  });

  test('refuses a caller that isn’t the process it names', async () => {
    const window = await openWindow();
    const { write, next, closed } = await client(window);
    write(hello(window, { pid: process.ppid }));
    expect(await next()).toMatchObject({ kind: 'prove' });
    write(jsonLine({ kind: 'ask' }));
    expect(await next()).toMatchObject({ error: { code: 'command/unknown-caller' } });
    await closed;
    expect(window.asked).toEqual([]);
  });

  test('has only the calls of the command line', async () => {
    const window = await openWindow();
    const { write, next, socket } = await allowed(window);
    for (const channel of ['workspace:delete', 'secret:copy', 'workspace:methods', '__proto__']) {
      write(calling(channel));
      const unknown = { ok: false, error: { code: 'call/unknown-channel', detail: { channel } } };
      expect(await next()).toEqual({ kind: 'answer', result: unknown });
    }
    socket.destroy();
  });

  test.each([
    ['garbage', '\u0000\u0001{not json\n'],
    ['another first message', jsonLine({ kind: 'ask' })],
    ['a call before it is allowed', calling('settings:get')],
    ['deep nesting', `${'['.repeat(30_000)}\n`],
  ])('hangs up on %s', async (_name, message) => {
    const window = await openWindow();
    const { write, closed } = await client(window);
    write(message);
    await closed;
    expect(await window.ask({}, 'app', 'list')).toMatchObject({ exitCode: 0 });
  });

  test('hangs up on a line of 64 MB without keeping it', async () => {
    const window = await openWindow({ limits: { greeting: 600_000 } });
    const { write, closed, socket } = await client(window);
    write(Buffer.alloc(64 * 1024 * 1024, 'x'));
    await closed;
    expect(socket.bytesRead).toBe(0);
    expect(await window.ask({}, 'app', 'list')).toMatchObject({ exitCode: 0 });
  });

  test('hangs up on one that says nothing, and on one that doesn’t wait for its answer', async () => {
    const window = await openWindow({ limits: { greeting: 50 } });
    const { closed } = await client(window);
    await closed;
    const eager = await client(window);
    eager.write(hello(window) + jsonLine({ kind: 'ask' }));
    await eager.closed;
    expect(window.asked).toEqual([]);
  });

  test('hangs up on one that never reads', async () => {
    const window = await openWindow({
      limits: { reading: 100 },
      answer: ok('x'.repeat(32 * 1024 * 1024)),
    });
    const { socket, write } = await allowed(window);
    socket.pause();
    write(calling('settings:get'));
    expect(await window.abandoned).toEqual(expect.any(String));
    socket.destroy();
  });

  test('is unharmed by many at once', async () => {
    const window = await openWindow();
    const clients = await Promise.all(Array.from({ length: 40 }, () => client(window)));
    for (const { socket } of clients) socket.destroy();
    await Promise.all(clients.map(({ closed }) => closed));
    expect(await window.ask({}, 'app', 'list')).toMatchObject({ exitCode: 0 });
  });
});
