import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { type ImportedApi, importedApiSchema } from '../../../../shared/domain/imported-api.ts';
import { type AppError, appError, appErrorSchema } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import type { readingLimits } from './limits.ts';
import type { ThreadQuestion } from './thread.ts';

export type ReadingLimits = { readonly [Limit in keyof typeof readingLimits]: number };

/** A thread that reads hostile files one after another, and is replaced when one of them kills it. */
export interface ReadingThread {
  readonly read: (question: ThreadQuestion) => Promise<Result<ImportedApi, AppError>>;
  readonly end: () => Promise<void>;
}

/** The answer crosses from a thread that has just read a hostile file: it is parsed, not believed. */
const answerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: importedApiSchema }),
  z.object({ ok: z.literal(false), error: appErrorSchema }),
]);

/**
 * `entry` is thread.ts, or what the build made of it. The thread starts with the first file.
 *
 * Errors of `read`: those of `readOpenApi`; `import/timed-out` with `limit` (seconds);
 * `import/out-of-memory` with `limit` (MiB); `call/cancelled` after `signal`; `internal` if the
 * thread dies of anything else.
 */
export function readingThread(
  entry: URL,
  limits: ReadingLimits,
  signal: AbortSignal | undefined,
): ReadingThread {
  let worker: Worker | undefined;

  async function end(): Promise<void> {
    await worker?.terminate();
  }

  async function start(): Promise<Result<Worker, AppError>> {
    const started = new Worker(entry, {
      resourceLimits: { maxOldGenerationSizeMb: limits.memoryMib, stackSizeMb: 4 },
      // Nothing of the program's surroundings is of use to it.
      env: {},
      execArgv: [],
      name: 'read-openapi',
    });
    // Should it die between two files, that is no uncaught exception: the next one gets a new thread.
    started.on('error', () => undefined);
    started.once('exit', () => {
      worker = undefined;
    });
    worker = started;
    const ready = await nextMessage(started, limits.startMs, limits, signal);
    if (ready.ok) return ok(started);
    await end();
    return ready;
  }

  async function ask(question: ThreadQuestion): Promise<Result<ImportedApi, AppError>> {
    const started = worker ? ok(worker) : await start();
    if (!started.ok) return started;
    started.value.postMessage(question);
    const heard = await nextMessage(started.value, timeFor(question.bytes, limits), limits, signal);
    const answer = heard.ok ? answerSchema.safeParse(heard.value) : undefined;
    // Silent for too long, dead, or talking nonsense: the next file gets a new one.
    if (!answer?.success) await end();
    if (!heard.ok) return heard;
    return answer?.success ? answer.data : err(appError('internal'));
  }

  async function read(question: ThreadQuestion): Promise<Result<ImportedApi, AppError>> {
    const hasReadOthers = worker !== undefined;
    const result = await ask(question);
    // It may have died of an earlier file, or of what that one left in memory.
    return hasReadOthers && isDeath(result) ? await ask(question) : result;
  }

  return { read, end };
}

function timeFor(bytes: Uint8Array, { timeMs, timePerMibMs }: ReadingLimits): number {
  return timeMs + Math.max(0, bytes.length / 2 ** 20 - 1) * timePerMibMs;
}

/** The thread's next message, or why there will be none. Never rejects. */
async function nextMessage(
  worker: Worker,
  timeMs: number,
  limits: ReadingLimits,
  signal: AbortSignal | undefined,
): Promise<Result<unknown, AppError>> {
  return await new Promise((resolve) => {
    const settle = (result: Result<unknown, AppError>) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancelled);
      worker.off('message', answered).off('error', died).off('exit', left);
      resolve(result);
    };
    // A thread that answers and dies may be heard in either order; by its exit all is delivered.
    let cause = appError('internal');
    const answered = (value: unknown) => settle({ ok: true, value });
    const died = (error: unknown) => {
      cause = causeOfDeath(error, limits);
    };
    const left = () => settle(err(cause));
    const cancelled = () => settle(err(appError('call/cancelled')));
    const timer = setTimeout(
      () =>
        settle(
          err(appError('import/timed-out', { detail: { limit: Math.round(timeMs / 1_000) } })),
        ),
      timeMs,
    );
    worker.once('message', answered).once('error', died).once('exit', left);
    signal?.addEventListener('abort', cancelled, { once: true });
    if (signal?.aborted) cancelled();
  });
}

function isDeath(result: Result<unknown, AppError>): boolean {
  return !result.ok && ['internal', 'import/out-of-memory'].includes(result.error.code);
}

function causeOfDeath(error: unknown, limits: ReadingLimits): AppError {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? appError('import/out-of-memory', { detail: { limit: limits.memoryMib } })
    : appError('internal');
}
