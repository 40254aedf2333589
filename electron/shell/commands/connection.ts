import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { CommandUse } from '../../../shared/domain/command.ts';
import { typedSecret } from '../../../shared/domain/passphrase.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { isCommandChannel } from '../../../shared/ipc/command-channels.ts';
import {
  CALL_MAX,
  type CommandEntry,
  type CommandHello,
  type CommandReply,
  type CommandRequest,
  entrySchema,
  GREETING_MAX,
  helloSchema,
  requestSchema,
} from '../../../shared/ipc/command-protocol.ts';
import { err } from '../../../shared/result.ts';
import { jsonLine, jsonLines } from '../../base/files/json-lines.ts';
import { log } from '../../base/log/log.ts';
import type { Core } from '../../core/core.ts';
import { type Callable, callCore } from '../typed-call.ts';
import type { Approvals } from './approvals.ts';
import { canProve, claimedCaller, createProof, describeProcess, type Known } from './caller.ts';

/** How long a command may take for its next message or for our answer, in milliseconds. */
export interface Limits {
  /** Before it is allowed. */
  readonly greeting: number;
  /** Between two calls: a person may be typing a passphrase. */
  readonly idle: number;
  /** For taking an answer: one that never reads must not keep it in memory. */
  readonly reading: number;
}

/** The core, as commands use it. */
export type CommandCore = Pick<Core, 'admit' | 'abandon'> & Callable;

export interface Served {
  readonly home: string;
  /** Private to this user, by its real path. */
  readonly folder: string;
  readonly core: CommandCore;
  readonly approvals: Approvals;
  readonly isOpen: () => boolean;
  readonly limits: Limits;
}

/** How long a command has to read why it is refused, in milliseconds. */
const LAST_WORDS_MS = 1000;

/** Whether a question was on screen, and wasn't answered with yes. */
const isAnswer = ({ code }: AppError): boolean =>
  code === 'command/denied' || code === 'command/no-answer';

/** Serves one command until it ends, misbehaves or the workspace is locked. */
export function serveCommand(socket: Socket, served: Served): { locked(): void } {
  const { home, folder, core, approvals, isOpen, limits } = served;
  const id = randomUUID();
  const gone = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let isBusy = false;
  let hello: CommandHello | null = null;
  let known: Known | null = null;
  let isAllowed = false;
  let isConfirmed = false;
  const proof = canProve ? createProof(folder, id) : null;

  /** Ends the connection unless something happens within that time. */
  function within(ms: number | null): void {
    clearTimeout(timer);
    if (ms !== null) timer = setTimeout(() => socket.destroy(), ms).unref();
  }

  function reply(message: CommandReply): void {
    if (socket.destroyed) return;
    within(limits.reading);
    socket.write(jsonLine(message), () => {
      if (!gone.signal.aborted) within(isAllowed ? limits.idle : limits.greeting);
    });
  }

  function refuse(error: AppError): void {
    reply({ kind: 'refused', error });
    socket.end();
    setTimeout(() => socket.destroy(), LAST_WORDS_MS).unref();
  }

  function greet(said: CommandHello): void {
    if (said.home !== home || !isOpen()) {
      reply({ kind: 'locked' });
      socket.end();
      return;
    }
    hello = said;
    reply({ kind: 'prove', file: proof?.file ?? null });
  }

  /** Described while the process has the file open, so that its number can't be another one's. */
  function callerOf({ pid, program }: CommandHello): Known | null {
    if (proof === null) return claimedCaller(program);
    const described = proof.isOpenIn(pid) ? describeProcess(pid) : null;
    return proof.isOpenIn(pid) ? described : null;
  }

  async function enter(greeting: CommandHello, entry: CommandEntry): Promise<void> {
    known = callerOf(greeting);
    proof?.remove();
    if (known === null) return refuse(appError('command/unknown-caller'));
    const { command } = greeting;
    const use = { id, command, caller: known.caller };
    if (entry.kind === 'unlock') return admit({ ...use, how: 'passphrase' }, entry.passphrase);
    within(null);
    if (!approvals.hasAllowed(known.terminal)) {
      socket.write(jsonLine({ kind: 'asking' } satisfies CommandReply));
    }
    const answer = await approvals.ask({ ...known, command }, gone.signal);
    if (answer.ok) return admit({ ...use, how: answer.value }, null);
    // Not each of a flood.
    if (isAnswer(answer.error)) await core.admit({ ...use, how: null }, null);
    return refuse(answer.error);
  }

  async function admit(use: CommandUse, passphrase: string | null): Promise<void> {
    const typed = passphrase === null ? null : typedSecret(passphrase);
    const admitted = await core.admit(use, typed);
    typed?.fill(0);
    if (!admitted.ok) return refuse(admitted.error);
    isAllowed = true;
    isConfirmed = typed !== null;
    reply({ kind: 'allowed' });
  }

  async function answer(greeting: CommandHello, request: CommandRequest): Promise<void> {
    if (request.kind === 'unlock') {
      const caller = known?.caller ?? claimedCaller('').caller;
      const { command } = greeting;
      return admit({ id, command, caller, how: 'passphrase' }, request.passphrase);
    }
    const { channel, input, paths, saveTo } = request;
    const locale = { language: greeting.language, region: undefined };
    const result = isCommandChannel(channel)
      ? await callCore(core, channel, input, {
          paths,
          command: { id, saveTo, locale, isConfirmed },
        })
      : err(appError('call/unknown-channel', { detail: { channel } }));
    reply({ kind: 'answer', result });
  }

  async function hear(value: unknown): Promise<void> {
    within(null);
    if (hello === null) return greet(helloSchema.parse(value));
    if (!isAllowed) return enter(hello, entrySchema.parse(value));
    return answer(hello, requestSchema.parse(value));
  }

  const split = jsonLines(
    () => (isAllowed ? CALL_MAX : GREETING_MAX),
    (value) => {
      // A command waits for each answer: one that doesn't could pile up work.
      if (isBusy) throw new Error('a message before the answer');
      isBusy = true;
      hear(value)
        .catch(() => socket.destroy())
        .finally(() => {
          isBusy = false;
        });
    },
  );
  socket.on('data', (piece) => {
    try {
      split(Buffer.from(piece));
    } catch {
      socket.destroy();
    }
  });
  socket.on('error', () => {});
  socket.on('close', () => {
    within(null);
    gone.abort();
    proof?.remove();
    core.abandon(id).catch((error: unknown) => log('latchkey', error));
  });
  within(limits.greeting);
  return { locked: () => refuse(appError('workspace/locked')) };
}
