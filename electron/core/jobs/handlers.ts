import type { AppError } from '../../../shared/errors.ts';
import type { Output, Parsed } from '../../../shared/ipc/contract.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { JobChannel } from '../../base/context/context.ts';
import type { SessionJobs } from './jobs.ts';

type JobHandlers = {
  readonly [C in JobChannel]: (jobs: SessionJobs, input: Parsed<C>) => Result<Output<C>, AppError>;
};

/** The page's calls about the session's jobs. */
export const jobHandlers: JobHandlers = {
  'job:list': (jobs) => ok([...jobs.list()]),
  'job:get': (jobs, { id }) => ok(jobs.get(id) ?? null),
  'job:cancel': (jobs, { id }) => {
    jobs.cancel(id);
    return ok(null);
  },
};
