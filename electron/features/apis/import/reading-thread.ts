import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { importedApiSchema } from '../../../../shared/domain/imported-api.ts';
import { type AppError, appError, appErrorSchema } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import type { readingLimits } from './limits.ts';
import { processorTime } from './processor-time.ts';
import type { FileAnswer } from './read-apis.ts';
import type { ReadQuestion, ThreadQuestion } from './thread.ts';
import type { Unpacked } from './unpack.ts';

export type ReadingLimits = { readonly [Limit in keyof typeof readingLimits]: number };

/** A thread that reads hostile files one by one, and is replaced when one of them kills it. */
export interface ReadingThread {
  /** Starts the thread, while the first file is still being loaded. */
  readonly begin: () => void;
  readonly read: (question: ReadQuestion) => Promise<FileAnswer>;
  readonly unpack: (archive: Uint8Array) => Promise<Result<readonly Unpacked[], AppError>>;
  readonly end: () => Promise<void>;
}

const resultOf = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), error: appErrorSchema }),
  ]);

/** The thread has just read a hostile file, so its answers are validated, not trusted. */
const readSchema = z.object({
  kind: z.literal('read'),
  result: resultOf(z.array(importedApiSchema)),
  missing: z.array(z.string()),
});
const unpackedSchema = z.object({
  kind: z.literal('unpacked'),
  result: resultOf(z.array(z.object({ path: z.string(), bytes: z.instanceof(Uint8Array) }))),
});

/**
 * `entry` is thread.ts, or its build output. The thread starts with the first file.
 *
 * Errors of `read`: those of `readApis`; of `unpack`: those of `unpack`; of both:
 * `import/timed-out` with `limit` (seconds of processor time); `import/out-of-memory` with `limit`
 * (MiB); `call/cancelled` after `signal`; `internal` if the thread dies of anything else.
 */
export function readingThread(
  entry: URL,
  limits: ReadingLimits,
  signal: AbortSignal | undefined,
): ReadingThread {
  let worker: Worker | undefined;
  let starting: Promise<Result<Worker, AppError>> | undefined;
  let hasReadOthers = false;

  async function end(): Promise<void> {
    await worker?.terminate();
  }

  async function start(): Promise<Result<Worker, AppError>> {
    const started = new Worker(entry, {
      resourceLimits: { maxOldGenerationSizeMb: limits.memoryMib, stackSizeMb: 4 },
      // It needs none of the program's environment variables.
      env: {},
      execArgv: [],
      name: 'read-openapi',
    });
    // If it dies between two files, don't throw: the next file gets a new thread.
    started.on('error', () => undefined);
    started.once('exit', () => {
      worker = undefined;
      starting = undefined;
    });
    worker = started;
    hasReadOthers = false;
    const ready = await nextMessage(started, limits, signal, (late) => {
      const timer = setTimeout(late, limits.startMs);
      return () => clearTimeout(timer);
    });
    if (ready.ok) return ok(started);
    await end();
    return ready;
  }

  async function askOnce<T extends z.ZodType>(
    question: ThreadQuestion,
    timeMs: number,
    schema: T,
  ): Promise<Result<z.infer<T>, AppError>> {
    const started = await (starting ??= start());
    if (!started.ok) return started;
    started.value.postMessage(question);
    const heard = await nextMessage(started.value, { ...limits, timeMs }, signal, (late) =>
      processorTime(started.value, timeMs, late),
    );
    const answer = heard.ok ? schema.safeParse(heard.value) : undefined;
    // It timed out, died or sent an invalid answer: the next file gets a new thread.
    if (!answer?.success) await end();
    hasReadOthers = true;
    if (!heard.ok) return heard;
    return answer?.success ? ok(answer.data) : err(appError('internal'));
  }

  async function ask<T extends z.ZodType>(
    question: ThreadQuestion,
    size: number,
    schema: T,
  ): Promise<Result<z.infer<T>, AppError>> {
    const isUsed = worker !== undefined && hasReadOthers;
    const timeMs = limits.timeMs + Math.max(0, size / 2 ** 20 - 1) * limits.timePerMibMs;
    const result = await askOnce(question, timeMs, schema);
    // An earlier file, or what it left in memory, may have killed the thread.
    return isUsed && isDeath(result) ? await askOnce(question, timeMs, schema) : result;
  }

  return {
    begin() {
      starting ??= start();
    },
    end,
    read: async (question) => {
      const size = question.companions.reduce(
        (sum, { bytes }) => sum + bytes.length,
        question.bytes.length,
      );
      const answer = await ask(question, size, readSchema);
      return answer.ok ? answer.value : { result: answer, missing: [] };
    },
    unpack: async (archive) => {
      const answer = await ask({ archive }, archive.length, unpackedSchema);
      return answer.ok ? answer.value.result : answer;
    },
  };
}

/**
 * The thread's next message, or why there will be none. Never rejects.
 *
 * @param watch calls back when the thread's time is up, unless stopped before.
 */
async function nextMessage(
  worker: Worker,
  limits: Pick<ReadingLimits, 'memoryMib' | 'timeMs'>,
  signal: AbortSignal | undefined,
  watch: (late: () => void) => () => void,
): Promise<Result<unknown, AppError>> {
  return await new Promise((resolve) => {
    const settle = (result: Result<unknown, AppError>) => {
      unwatch();
      signal?.removeEventListener('abort', cancelled);
      worker.off('message', answered).off('error', died).off('exit', left);
      resolve(result);
    };
    // A thread that answers and dies may report both in any order; both arrive before its exit.
    let cause = appError('internal');
    const answered = (value: unknown) => settle({ ok: true, value });
    const died = (error: unknown) => {
      cause = causeOfDeath(error, limits.memoryMib);
    };
    const left = () => settle(err(cause));
    const cancelled = () => settle(err(appError('call/cancelled')));
    const limit = Math.round(limits.timeMs / 1_000);
    const unwatch = watch(() => settle(err(appError('import/timed-out', { detail: { limit } }))));
    worker.once('message', answered).once('error', died).once('exit', left);
    signal?.addEventListener('abort', cancelled, { once: true });
    if (signal?.aborted) cancelled();
  });
}

function isDeath(result: Result<unknown, AppError>): boolean {
  return !result.ok && ['internal', 'import/out-of-memory'].includes(result.error.code);
}

function causeOfDeath(error: unknown, memoryMib: number): AppError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? appError('import/out-of-memory', { detail: { limit: memoryMib } })
    : appError('internal');
}
