import { type AppError, appError } from '../../../shared/errors.ts';
import { err, type Result } from '../../../shared/result.ts';
import type { CoreReadChannel } from '../../base/context/context.ts';
import type { Key } from '../../base/crypto/key.ts';
import { newStopFlag, type StopFlag } from '../../base/database/stop-flag.ts';

type Answer = Result<unknown, AppError>;

/** A reading connection, on any thread. */
export interface ReaderSeat {
  read(channel: CoreReadChannel, input: unknown): Answer | Promise<Answer>;
  /** Resolves once the connection is closed, after its running query. */
  close(): void | Promise<void>;
}

/** Opens one connection. Called again if the previous one's thread has died. */
export type OpenSeat = (workspace: OpenedFile, stop: StopFlag) => ReaderSeat | Promise<ReaderSeat>;

export interface OpenedFile {
  readonly file: string;
  readonly key: Key;
}

/** The reading connections of one open workspace. */
export interface ReaderPool {
  /**
   * Answers with the first free connection; {@link LONG} calls leave one to the others.
   *
   * @param place what asks, if only its newest question matters: an older one is stopped and
   *   answered with `call/cancelled`.
   */
  read(channel: CoreReadChannel, input: unknown, place?: string): Promise<Answer>;
  /** Stops running queries, refuses waiting ones, and resolves once every connection is closed. */
  close(): Promise<void>;
}

/** Calls that may take seconds at a million tokens. */
const LONG: ReadonlySet<CoreReadChannel> = new Set(['token:count']);

interface Question {
  readonly channel: CoreReadChannel;
  readonly ask: (reader: ReaderSeat) => Answer | Promise<Answer>;
  readonly place: string | undefined;
  readonly answer: (answer: Answer) => void;
}

interface Seat {
  readonly stop: StopFlag;
  readonly open: () => Promise<ReaderSeat>;
  /** Null until it is needed. */
  opened: Promise<ReaderSeat> | null;
  current: Question | null;
  /** Its question takes so long that others shouldn't wait for it. */
  isLong: boolean;
}

/** How long a question may take before another connection is opened, in ms: most take less. */
const LONG_MS = 100;

const cancelled = err(appError('call/cancelled'));
const locked = err(appError('workspace/locked'));

/**
 * Opens the first connection. The others wait until every opened one is busy with a long question:
 * a person who never asks one needs no second thread.
 */
export function openPool(
  workspace: OpenedFile,
  openSeats: readonly OpenSeat[],
  longMs = LONG_MS,
): ReaderPool {
  const waiting: Question[] = [];
  let isClosed = false;
  const seats = openSeats.map((openSeat, at): Seat => {
    const stop = newStopFlag();
    const open = () => {
      const opened = (async () => openSeat(workspace, stop))();
      // The reading call gets the error.
      opened.catch(() => undefined);
      return opened;
    };
    return { stop, open, opened: at === 0 ? open() : null, current: null, isLong: false };
  });

  /** Stops or drops the older questions of this place. */
  function replace(place: string): void {
    for (const { current, stop } of seats) {
      if (current?.place === place) Atomics.store(stop, 0, 1);
    }
    for (const [at, question] of [...waiting.entries()].toReversed()) {
      if (question.place !== place) continue;
      waiting.splice(at, 1);
      question.answer(cancelled);
    }
  }

  async function answerOn(seat: Seat, question: Question): Promise<void> {
    seat.current = question;
    let lateness: ReturnType<typeof setTimeout> | undefined;
    try {
      const { ask, answer } = question;
      const reader = await (seat.opened ??= seat.open());
      lateness = setTimeout(() => {
        seat.isLong = true;
        next();
      }, longMs);
      answer(isClosed ? locked : await ask(reader));
    } catch {
      question.answer(err(appError(isClosed ? 'workspace/locked' : 'internal')));
      if (!isClosed) seat.opened = seat.open();
    } finally {
      clearTimeout(lateness);
      seat.current = null;
      seat.isLong = false;
      // Only between two questions: otherwise the next one could be taken for the stopped one.
      if (!isClosed) Atomics.store(seat.stop, 0, 0);
      next();
    }
  }

  function freeSeat(): Seat | undefined {
    const opened = seats.filter((seat) => seat.opened !== null);
    const free = opened.find(({ current }) => current === null);
    if (free !== undefined || !opened.every(({ isLong }) => isLong)) return free;
    return seats.find((seat) => seat.opened === null);
  }

  function next(): void {
    const seat = freeSeat();
    if (seat === undefined) return;
    const long = seats.filter(({ current }) => current !== null && LONG.has(current.channel));
    const isFull = seats.length > 1 && long.length >= seats.length - 1;
    const at = waiting.findIndex(({ channel }) => !isFull || !LONG.has(channel));
    const [question] = at < 0 ? [] : waiting.splice(at, 1);
    if (question !== undefined) void answerOn(seat, question);
  }

  return {
    read(channel, input, place) {
      if (isClosed) return Promise.resolve(locked);
      if (place !== undefined) replace(place);
      return new Promise((answer) => {
        waiting.push({ channel, ask: (reader) => reader.read(channel, input), place, answer });
        next();
      });
    },

    async close() {
      isClosed = true;
      for (const question of waiting.splice(0)) question.answer(locked);
      for (const { stop } of seats) Atomics.store(stop, 0, 1);
      await Promise.all(
        // One that never opened, or whose thread has ended, needs no closing.
        seats
          .flatMap(({ opened }) => opened ?? [])
          .map((opened) => opened.then((reader) => reader.close()).catch(() => undefined)),
      );
    },
  };
}
