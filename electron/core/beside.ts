import type { Companion } from '../base/context/companion.ts';
import type { ReadContext } from '../base/context/context.ts';
import { runningCommand } from '../base/context/in-command.ts';
import type { Shell } from '../base/context/shell.ts';
import type { RunOnFile } from '../base/database/file-task.ts';
import { newStopFlag } from '../base/database/stop-flag.ts';
import { failure } from './failure.ts';
import { createJobs, type SessionJobs } from './jobs/jobs.ts';
import { type OpenedFile, type OpenSeat, openPool, type ReaderPool } from './readers/pool.ts';
import { openReader, type Reader } from './readers/reader.ts';
import { sessionTasks } from './tasks/tasks.ts';

/** What runs alongside an open workspace: its reading connections and its jobs. */
export interface Beside extends Companion {
  readonly jobs: SessionJobs;
  readonly readers: ReaderPool;
  /** The context of a connection on this thread, for reads that need the session's keys. */
  readHere(): ReadContext;
}

export interface BesideOptions {
  readonly shell: Shell;
  /** The reader threads; without them, one reader runs on this thread. */
  readonly seats: readonly OpenSeat[] | undefined;
  readonly runOnFile: RunOnFile;
  readonly now: () => number;
  /** Milliseconds of a monotonic clock. */
  readonly elapsed: () => number;
  readonly report: (error: unknown) => void;
  /** Whether tasks run in processes of their own. */
  readonly isBeside: boolean;
}

export function runBeside(opened: OpenedFile, options: BesideOptions): Beside {
  const { shell, now, elapsed, report } = options;
  const openHere: OpenSeat = ({ file, key }, stop) =>
    openReader({ file, key: key.copy(), stop, now, report });
  const readers = openPool(opened, options.seats ?? [openHere]);
  const jobs = createJobs({
    tell: (job) => shell.job(job),
    started: (cancel) => runningCommand()?.started(cancel),
    elapsed,
    failure: (error) => failure(error, opened.file, () => {}),
  });
  const tasks = sessionTasks(options.runOnFile, opened);
  let here: Reader | null = null;
  return {
    jobs,
    readers,
    isBeside: options.isBeside,
    run: tasks.run,
    readHere() {
      here ??= openReader({ ...opened, key: opened.key.copy(), stop: newStopFlag(), now, report });
      return here.context;
    },
    async stop() {
      jobs.stop();
      here?.close();
      await Promise.all([tasks.stop(), readers.close()]);
    },
  };
}
