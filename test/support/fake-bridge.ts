import type { z } from 'zod';
import type { TypedSecret } from '../../shared/domain/passphrase.ts';
import { noPolicy } from '../../shared/domain/policy.ts';
import type { AppError, ErrorCode } from '../../shared/errors.ts';
import { appError } from '../../shared/errors.ts';
import { parseInput } from '../../shared/input-error.ts';
import type { Bridge } from '../../shared/ipc/bridge.ts';
import type { Channel } from '../../shared/ipc/contract.ts';
import { contract, type Input, type Output, type Parsed } from '../../shared/ipc/contract.ts';
import type { ProgramEvent, ProgramEvents } from '../../shared/ipc/events.ts';
import { err, ok, type Result } from '../../shared/result.ts';

type Answer<C extends Channel> = Result<Output<C>, AppError>;

/** What the program would answer, channel by channel; the types are the contract's. */
export type Answers = {
  readonly [C in Channel]?: (
    input: Parsed<C>,
    files: readonly File[],
  ) => Answer<C> | Promise<Answer<C>>;
};

export interface Call<C extends Channel = Channel> {
  readonly channel: C;
  readonly input: Input<C>;
  readonly files: readonly File[];
}

export interface FakeBridge extends Bridge {
  /** Every call so far, oldest first; only those of `channel` if given. */
  calls(): readonly Call[];
  calls<C extends Channel>(channel: C): readonly Call<C>[];
  /** The inputs of one channel's calls so far. */
  inputs<C extends Channel>(channel: C): readonly Input<C>[];
  /** Changes the answers from now on. Use `emit('changed', …)` to make the page notice. */
  answer(answers: Answers): void;
  /** Sends an event as the program would. */
  emit<E extends ProgramEvent>(event: E, payload: ProgramEvents[E]): void;
}

/** An answer that fails with this error. */
export function fails(
  code: ErrorCode,
  more: Parameters<typeof appError>[1] = {},
): Result<never, AppError> {
  return err(appError(code, more));
}

/** Whether the typed secret is this text. */
export function isTyped(secret: TypedSecret, text: string): boolean {
  return Buffer.from(secret).equals(Buffer.from(text));
}

/** What every program answers. */
const always: Answers = {
  'settings:policy': () => ok(noPolicy),
  'drafts:keep': () => ok(null),
};

/**
 * A program with prepared answers that records its calls. Inputs and answers go through the
 * contract's schemas, so that a test cannot pass on what the real program would refuse, and a
 * successful call that changes something says so, as the real one does.
 */
export function fakeBridge(answers: Answers = {}): FakeBridge {
  let current: Answers = { ...always, ...answers };
  const made: Call[] = [];
  const listeners = new Map<ProgramEvent, Set<(payload: never) => void>>();

  function emit<E extends ProgramEvent>(event: E, payload: ProgramEvents[E]): void {
    for (const listener of listeners.get(event) ?? []) listener(payload as never);
  }

  async function call<C extends Channel>(
    channel: C,
    input: Input<C>,
    files: readonly File[] = [],
  ): Promise<Answer<C>> {
    made.push({ channel, input, files });
    const endpoint = contract[channel];
    const answerOf: Answers[C] = current[channel];
    if (answerOf === undefined) throw new Error(`The fake program has no answer to ${channel}`);
    const parsed = parseInput<z.ZodType>(endpoint.input, input);
    // Wrong input by a person gets an answer; a form that sends invalid data is a bug of the page.
    if (!parsed.ok && parsed.error.code !== 'call/bad-input') return parsed;
    if (!parsed.ok) throw new Error(`${channel} was called with ${JSON.stringify(input)}`);
    const answer = await answerOf(parsed.value as Parsed<C>, files);
    if (!answer.ok) return answer;
    const value = endpoint.output.parse(answer.value) as Output<C>;
    if ('changes' in endpoint) emit('changed', endpoint.changes);
    return { ok: true, value };
  }

  function calls(channel?: Channel): readonly Call[] {
    return channel === undefined ? made : made.filter((call) => call.channel === channel);
  }

  return {
    call,
    on(event, listener) {
      const ofEvent = listeners.get(event) ?? new Set();
      listeners.set(event, ofEvent.add(listener));
      return () => void ofEvent.delete(listener);
    },
    calls,
    inputs: (channel) => calls(channel).map(({ input }) => input) as never,
    answer(more) {
      current = { ...current, ...more };
    },
    emit,
  };
}
