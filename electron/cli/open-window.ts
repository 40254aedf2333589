import { lstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { appError } from '../../shared/errors.ts';
import {
  ADDRESS_FILE,
  ANSWER_MAX,
  addressSchema,
  type CommandEntry,
  type CommandHello,
  type CommandReply,
  type CommandRequest,
  replySchema,
} from '../../shared/ipc/command-protocol.ts';
import { language, t } from '../../shared/words/words.ts';
import { jsonLine, jsonLines } from '../base/files/json-lines.ts';
import { exitCodes, Failure, failureOf } from './failure.ts';
import type { Surroundings } from './surroundings.ts';

/** How long the program may take to greet, in milliseconds. */
const GREETING_MS = 5000;
/** Where longer commands are cut. */
const COMMAND_MAX = 200;

type Reply<K extends CommandReply['kind']> = Extract<CommandReply, { readonly kind: K }>;

/** A connection to the running program, which has the workspace open. */
export interface OpenWindow {
  /** Asks the person, or gives the passphrase. Ends the command if it isn't allowed. */
  enter(entry: CommandEntry): Promise<void>;
  request(request: CommandRequest): Promise<Reply<'answer' | 'allowed'>>;
  end(): void;
}

/**
 * Connects to the window of this data directory.
 *
 * @returns `locked` if it has no workspace open, null if there is no window.
 */
export async function findOpenWindow(
  surroundings: Surroundings,
): Promise<OpenWindow | 'locked' | null> {
  const { home } = surroundings;
  const address = addressOf(home);
  const socket = address === null ? null : await connectTo(address);
  if (socket === null) return null;
  const talk = talkTo(socket);
  const hello: CommandHello = {
    kind: 'hello',
    home: realpathSync(home),
    pid: process.pid,
    program: process.execPath,
    command: typed(surroundings.args),
    language: language(),
  };
  const late = setTimeout(() => socket.destroy(), surroundings.timeoutMs ?? GREETING_MS);
  const greeting = await talk(hello).finally(() => clearTimeout(late));
  if (greeting.kind === 'locked') return 'locked';
  if (greeting.kind !== 'prove') throw unexpected();
  // Stays open until we end: by this the program sees who we are.
  if (greeting.file !== null) openSync(greeting.file, 'r');

  /** The next message that is no notice. */
  async function answerTo<K extends CommandReply['kind']>(
    message: CommandEntry | CommandRequest,
    ...kinds: readonly K[]
  ): Promise<Reply<K>> {
    let reply = await talk(message);
    if (reply.kind === 'asking') {
      if (surroundings.askPassphrase !== null) surroundings.stderr(t('cli.asking'));
      reply = await talk(null);
    }
    if (reply.kind === 'refused') throw failureOf(reply.error);
    const isExpected = (one: CommandReply): one is Reply<K> =>
      kinds.some((kind) => kind === one.kind);
    if (!isExpected(reply)) throw unexpected();
    return reply;
  }

  return {
    enter: async (entry) => void (await answerTo(entry, 'allowed')),
    request: (request) => answerTo(request, 'answer', 'allowed'),
    end: () => socket.destroy(),
  };
}

/** Nobody else may have put a socket there: on Windows, the data directory is private instead. */
function addressOf(home: string): string | null {
  try {
    const file: unknown = JSON.parse(readFileSync(join(home, ADDRESS_FILE), 'utf8'));
    const { address } = addressSchema.parse(file);
    if (address === null || process.platform === 'win32') return address;
    const isOurs = [address, dirname(address)].every((path) => {
      const { uid, mode } = lstatSync(path);
      return uid === process.getuid?.() && (mode & 0o077) === 0;
    });
    return isOurs ? address : null;
  } catch {
    return null;
  }
}

/** Null if nobody listens any more. */
function connectTo(address: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => resolve(socket));
    socket.once('error', () => resolve(null));
  });
}

/** Sends a message, or none, and waits for the next. */
function talkTo(socket: Socket): (message: object | null) => Promise<CommandReply> {
  const heard: CommandReply[] = [];
  let wake: (() => void) | null = null;
  let isOver = false;
  const over = (): void => {
    isOver = true;
    wake?.();
  };
  const split = jsonLines(
    () => ANSWER_MAX,
    (value) => {
      heard.push(replySchema.parse(value));
      wake?.();
    },
  );
  socket.on('data', (piece) => {
    try {
      split(Buffer.from(piece));
    } catch {
      socket.destroy();
    }
  });
  socket.on('error', over);
  socket.on('close', over);
  return async (message) => {
    if (message !== null) socket.write(jsonLine(message));
    for (;;) {
      const reply = heard.shift();
      if (reply !== undefined) return reply;
      if (isOver) throw unexpected();
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
}

/** The program that has the workspace doesn't answer. */
const unexpected = (): Failure => failureOf(appError('database/busy'));

/** For the person: what belongs to another program that we run isn't shown. */
function typed(args: readonly string[]): string {
  const end = args.indexOf('--');
  const own = args.slice(0, end === -1 ? undefined : end).join(' ');
  return own.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').slice(0, COMMAND_MAX);
}

/** Nobody can say yes to a locked window. */
export function lockedWindow(): Failure {
  return new Failure(t('cli.lockedWindow'), exitCodes.cantUnlock);
}
