import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import {
  type Job,
  type JobId,
  type JobInfo,
  type JobKind,
  type JobProgress,
  type JobResult,
  jobIdSchema,
} from '../../../shared/domain/job.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, type Result } from '../../../shared/result.ts';
import type { Ending, Jobs, StartedJob, Work } from '../../base/context/jobs.ts';

/** How many ended jobs are kept: a reopened screen asks for a recent one. */
const MOST_REMEMBERED = 20;

/** Milliseconds between two progress messages of a job. */
const PROGRESS_MS = 100;

/** The jobs of one session. They are forgotten with it, since their results name its contents. */
export interface SessionJobs extends Jobs {
  /** Oldest first. */
  list(): readonly JobInfo[];
  get(id: JobId): Job | undefined;
  /** Does nothing if the job has ended. */
  cancel(id: JobId): void;
  /** Cancels all jobs without telling the page. Uncommitted work is lost. */
  stop(): void;
}

export interface JobsOptions {
  readonly tell: (job: JobInfo) => void;
  /** Given what cancels a job that begins. */
  readonly started?: (cancel: () => void) => void;
  /** Milliseconds of a monotonic clock. */
  readonly elapsed: () => number;
  /** Turns what a job threw into one of our errors. */
  readonly failure: (error: unknown) => AppError;
}

interface Kept {
  info: JobInfo;
  result: unknown;
  readonly controller: AbortController;
}

export function createJobs({ tell, started, elapsed, failure }: JobsOptions): SessionJobs {
  const kept = new Map<JobId, Kept>();
  let isStopped = false;

  function change(job: Kept, patch: Partial<JobInfo>): void {
    job.info = { ...job.info, ...patch };
    if (!isStopped) tell(job.info);
  }

  function forgetOldest(): void {
    const ended = [...kept.values()].filter(({ info }) => info.state !== 'running');
    for (const { info } of ended.slice(0, -MOST_REMEMBERED)) kept.delete(info.id);
  }

  async function run<K extends JobKind>(
    job: Kept,
    work: Work<K>,
  ): Promise<Result<JobResult<K>, AppError>> {
    const { signal } = job.controller;
    const steps = work(signal);
    let told = Number.NEGATIVE_INFINITY;
    try {
      for (;;) {
        const step = await steps.next();
        if (step.done === true) {
          return end(job, step.value);
        }
        if (elapsed() - told >= PROGRESS_MS) {
          told = elapsed();
          change(job, { progress: step.value });
        } else job.info = { ...job.info, progress: step.value };
        await turn();
      }
    } catch (error) {
      change(job, signal.aborted ? { state: 'cancelled' } : failed(failure(error)));
      throw error;
    } finally {
      forgetOldest();
    }
  }

  function end<T>(job: Kept, ending: Ending<T>): Result<T, AppError> {
    if ('doneSoFar' in ending) {
      job.result = ending.doneSoFar;
      change(job, { state: 'cancelled' });
      return err(appError('call/cancelled'));
    }
    if (ending.ok) job.result = ending.value;
    change(job, ending.ok ? { state: 'done' } : failed(ending.error));
    return ending;
  }

  return {
    start<K extends JobKind>(kind: K, work: Work<K>): StartedJob<K> {
      const id = jobIdSchema.parse(randomUUID());
      const progress: JobProgress = { done: 0, total: null };
      const controller = new AbortController();
      const info: JobInfo = { id, kind, state: 'running', progress, error: null };
      const job: Kept = { info, result: null, controller };
      if (isStopped) controller.abort();
      kept.set(id, job);
      change(job, {});
      const cancel = (): void => controller.abort();
      started?.(cancel);
      return { id, done: run(job, work), cancel };
    },

    list: () => [...kept.values()].map(({ info }) => info),
    get: (id) => {
      const job = kept.get(id);
      return job && ({ ...job.info, result: job.result } as Job);
    },
    cancel: (id) => kept.get(id)?.controller.abort(),
    stop() {
      isStopped = true;
      for (const { controller } of kept.values()) controller.abort();
      kept.clear();
    },
  };
}

function failed(error: AppError): Pick<JobInfo, 'state' | 'error'> {
  return { state: 'failed', error };
}
