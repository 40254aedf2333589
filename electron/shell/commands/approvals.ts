import { randomUUID } from 'node:crypto';
import type { Caller, CommandAnswer, CommandQuestion } from '../../../shared/domain/command.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';

/** How long a question stays on screen, in milliseconds. */
const PATIENCE_MS = 60_000;
/** How many commands may wait while one question is on screen. */
const MOST_WAITING = 8;
/** Questions per minute: more of them would wear a person down until they say yes. */
const MOST_PER_MINUTE = 10;
/** How long a terminal isn't asked about again after a no, in milliseconds. */
const SILENCE_MS = 10_000;

/** Who asks, with what identifies its terminal: null without one, or if nothing proves it. */
export interface Applicant {
  readonly command: string;
  readonly caller: Caller;
  readonly terminal: string | null;
}

export type Approval = 'once' | 'terminal';
export type Approvals = ReturnType<typeof createApprovals>;

interface Asked extends Applicant {
  readonly id: string;
  readonly settle: (outcome: Result<Approval, AppError>) => void;
}

/**
 * The person's answers to commands that want to use the open workspace: one question at a time, at
 * most ten a minute, and nothing without an answer. A lock forgets every yes.
 *
 * @param shown called when the question on screen changes.
 * @param elapsed milliseconds of a monotonic clock.
 */
export function createApprovals(
  shown: () => void,
  elapsed: () => number = () => performance.now(),
) {
  let asked: readonly Asked[] = [];
  let timer: NodeJS.Timeout | undefined;
  let times: readonly number[] = [];
  const allowed = new Set<string>();
  const silent = new Map<string, number>();

  function leave(gone: (one: Asked) => boolean): readonly Asked[] {
    const first = asked[0];
    const left = asked.filter(gone);
    asked = asked.filter((one) => !gone(one));
    if (asked[0] !== first) next();
    return left;
  }

  /** Shows the first question, or none. */
  function next(): void {
    clearTimeout(timer);
    const first = asked[0];
    if (first !== undefined) {
      timer = setTimeout(() => end(first, err(appError('command/no-answer'))), PATIENCE_MS);
      timer.unref();
    }
    shown();
  }

  function end(one: Asked, outcome: Result<Approval, AppError>): void {
    for (const { settle } of leave((other) => other === one)) settle(outcome);
  }

  /** What the other commands of this terminal get, too. */
  function endAllOf({ id, terminal }: Asked, outcome: Result<Approval, AppError>): void {
    const isOf = (one: Asked): boolean =>
      one.id === id || (terminal !== null && one.terminal === terminal);
    for (const { settle } of leave(isOf)) settle(outcome);
  }

  function refusal({ terminal }: Applicant): AppError | null {
    const now = elapsed();
    const until = silent.get(terminal ?? '') ?? Number.NEGATIVE_INFINITY;
    times = times.filter((at) => now - at < 60_000);
    const oldest = times[0] ?? now;
    if (now < until) return tooMany(until - now);
    if (times.length >= MOST_PER_MINUTE) return tooMany(60_000 - (now - oldest));
    return asked.length > MOST_WAITING ? tooMany(PATIENCE_MS) : null;
  }

  return {
    /** Whether the person has allowed this terminal until the lock. */
    hasAllowed: (terminal: string | null): boolean => terminal !== null && allowed.has(terminal),

    /** The question on screen. */
    current(): CommandQuestion | null {
      const [first, ...others] = asked;
      if (first === undefined) return null;
      const { id, command, caller, terminal } = first;
      return { id, command, caller, canRemember: terminal !== null, waiting: others.length };
    },

    /**
     * Asks the person, unless they have allowed this terminal already.
     *
     * @param gone aborted when the command has ended: its question disappears.
     */
    ask(applicant: Applicant, gone: AbortSignal): Promise<Result<Approval, AppError>> {
      const { terminal } = applicant;
      if (terminal !== null && allowed.has(terminal)) return Promise.resolve(ok('terminal'));
      const refused = refusal(applicant);
      if (refused !== null) return Promise.resolve(err(refused));
      times = [...times, elapsed()];
      return new Promise((settle) => {
        const one: Asked = { ...applicant, id: randomUUID(), settle };
        asked = [...asked, one];
        gone.addEventListener('abort', () => end(one, err(appError('command/no-answer'))), {
          once: true,
        });
        if (asked[0] === one) next();
        else shown();
      });
    },

    /** The person's answer. Ignored unless it is to the question on screen. */
    answer(id: string, answer: CommandAnswer): void {
      const one = asked[0];
      if (one === undefined || one.id !== id) return;
      if (answer === 'no') {
        silent.set(one.terminal ?? '', elapsed() + SILENCE_MS);
        endAllOf(one, err(appError('command/denied')));
      } else if (answer === 'terminal' && one.terminal !== null) {
        allowed.add(one.terminal);
        endAllOf(one, ok('terminal'));
      } else end(one, ok('once'));
    },

    /** Forgets everything with the session. */
    locked(): void {
      allowed.clear();
      silent.clear();
      for (const { settle } of leave(() => true)) settle(err(appError('workspace/locked')));
    },
  };
}

function tooMany(ms: number): AppError {
  return appError('command/too-many', { detail: { seconds: Math.max(1, Math.ceil(ms / 1000)) } });
}
