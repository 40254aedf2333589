import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { jsonLine, jsonLines } from '../../electron/base/files/json-lines.ts';
import type { Core } from '../../electron/core/core.ts';
import { createApprovals } from '../../electron/shell/commands/approvals.ts';
import type { Limits } from '../../electron/shell/commands/connection.ts';
import { serveCommands } from '../../electron/shell/commands/server.ts';
import type { ActivityEntry } from '../../shared/domain/activity.ts';
import type { CommandAnswer, CommandQuestion } from '../../shared/domain/command.ts';
import type { Output } from '../../shared/ipc/contract.ts';
import type { Result } from '../../shared/result.ts';
import { type CommandLine, startShop } from './command-line.ts';
import { enter, openCore } from './core.ts';
import { type RecordingShell, recordingShell } from './shell.ts';

// Not the runtime folder of whoever runs the tests.
const runtime = mkdtempSync(join(tmpdir(), 'latchkey-run-'));
process.once('exit', () => rmSync(runtime, { recursive: true, force: true }));
process.env['XDG_RUNTIME_DIR'] = runtime;

/** A window with an open workspace, and a person in front of it. */
export interface TestWindow {
  readonly line: CommandLine;
  readonly core: Core;
  readonly shell: RecordingShell;
  readonly asked: CommandQuestion[];
  /** What the person answers, at once; null for nobody there. */
  answer: CommandAnswer | null;
  lock(): Promise<void>;
  /** Quits, except for the core. */
  close(): void;
  /** Runs a command without a passphrase. */
  readonly ask: CommandLine['runWith'];
  /** Settled once the first command has gone. */
  readonly abandoned: Promise<unknown>;
  /** The core's monotonic clock, in milliseconds. */
  readonly clock: { elapsed: number };
}

/**
 * A window with an open workspace: an application with keys, and a person who answers.
 *
 * @param answer of the core to each command's call, instead of its own.
 */
export async function openWindow({
  limits = {},
  answer,
}: {
  readonly limits?: Partial<Limits>;
  readonly answer?: Result<unknown, never>;
} = {}): Promise<TestWindow> {
  const line = await startShop();
  await line.json('keys', 'generate', 'Shop', '--scope', 'pets:read');
  const shell = recordingShell();
  const clock = { elapsed: 0 };
  const core = openCore(line.home, { shell, elapsed: () => clock.elapsed });
  await enter(core);
  let isOpen = true;
  const asked: CommandQuestion[] = [];
  const { promise: abandoned, resolve: abandon } = Promise.withResolvers<unknown>();
  const window: TestWindow = {
    line,
    core,
    shell,
    asked,
    answer: 'once',
    async lock() {
      isOpen = false;
      approvals.locked();
      server.locked();
      await core.call('workspace:lock', {});
    },
    close: () => server.close(),
    ask: line.runWith,
    abandoned,
    clock,
  };
  const approvals = createApprovals(() => {
    const question = approvals.current();
    if (question === null || asked.some(({ id }) => id === question.id)) return;
    asked.push(question);
    if (window.answer !== null) approvals.answer(question.id, window.answer);
  });
  const server = await serveCommands({
    home: line.home,
    core: {
      admit: core.admit,
      call: async (...call) => answer ?? core.call(...call),
      abandon: async (id) => {
        await core.abandon(id);
        abandon(id);
      },
    },
    approvals,
    isOpen: () => isOpen,
    limits,
  });
  onTestFinished(async () => {
    server.close();
    await core.close();
  });
  return window;
}

/** The activity log, newest first. */
export async function logOf({ core }: TestWindow): Promise<readonly ActivityEntry[]> {
  const listed = await core.call('activity:list', { limit: 50 });
  if (!listed.ok) throw new Error('no log');
  return (listed.value as Output<'activity:list'>).entries;
}

interface Address {
  readonly address: string;
}

export function addressOf({ line }: TestWindow): string {
  return (JSON.parse(readFileSync(join(line.home, 'commands.json'), 'utf8')) as Address).address;
}

export interface Client {
  readonly socket: Socket;
  readonly write: (message: string | Buffer) => void;
  /** The next line of the server. */
  readonly next: () => Promise<unknown>;
  readonly closed: Promise<void>;
}

/** A client of its own, which does as it likes. */
export async function client(window: TestWindow): Promise<Client> {
  const socket = connect(addressOf(window));
  const lines: unknown[] = [];
  let wake: (() => void) | undefined;
  const split = jsonLines(
    () => 2 ** 30,
    (value) => {
      lines.push(value);
      wake?.();
    },
  );
  socket.on('data', (piece) => split(Buffer.from(piece)));
  socket.on('error', () => {});
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  return {
    socket,
    write: (message) => void socket.write(message),
    closed: new Promise((resolve) => socket.once('close', () => resolve())),
    async next() {
      while (lines.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return lines.shift();
    },
  };
}

export function hello(window: TestWindow, more = {}): string {
  const { home } = window.line;
  const own = { home, pid: process.pid, program: '/bin/sh', command: 'x', language: 'en' };
  return jsonLine({ kind: 'hello', ...own, ...more });
}

export const calling = (channel: string, input: object = {}): string =>
  jsonLine({ kind: 'call', channel, input, paths: [], saveTo: null });

/** A client that the person has allowed. */
export async function allowed(window: TestWindow): Promise<Client> {
  const it = await client(window);
  it.write(hello(window));
  const { file } = (await it.next()) as { readonly file: string };
  const open = openSync(file, 'r');
  onTestFinished(() => closeSync(open));
  it.write(jsonLine({ kind: 'ask' }));
  expect([await it.next(), await it.next()]).toEqual([{ kind: 'asking' }, { kind: 'allowed' }]);
  return it;
}
