import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { type AppError, appError } from '../../shared/errors.ts';
import { err, type Result } from '../../shared/result.ts';
import type { Shell } from '../base/context/shell.ts';
import { log } from '../base/log/log.ts';
import type { TaskProcesses } from '../core/tasks/processes.ts';
import type { CoreThread, ThreadOptions } from '../core/thread.ts';

export type CoreClient = Pick<CoreThread, 'call' | 'admit' | 'abandon'> & {
  /** Resolves once the database is closed and the thread has ended, or if it ended by itself. */
  stop(): Promise<void>;
};

/** A thread that ends without being stopped is a defect. */
export interface ThreadEnds {
  /** A new thread has taken over; its workspace is locked. */
  restarted(): void;
  /** The new thread has ended too. */
  gaveUp(): void;
}

/**
 * Starts the core on its own thread, so that nothing it does blocks the window. If the thread dies,
 * it is restarted once. Calls left unanswered by its end, or made after the second end, are
 * answered with `internal`.
 *
 * @param entry of the thread.
 */
export function startCore(
  options: ThreadOptions,
  shell: Shell & TaskProcesses,
  ends: ThreadEnds,
  entry: string | URL = join(import.meta.dirname, 'core.js'),
): CoreClient {
  let stopping = false;
  let restarts = 0;
  let thread = startThread();

  function startThread() {
    const worker = new Worker(entry, { workerData: options });
    worker.on('error', (error) => {
      log('latchkey core', error);
    });
    const core = createBirpc<CoreThread, Shell & TaskProcesses>(shell, {
      post: (data) => worker.postMessage(data),
      on: (listener) => worker.on('message', listener),
      timeout: -1,
    });
    const exited = new Promise<void>((resolve) => {
      worker.once('exit', () => {
        // The thread has ended: its pending calls would wait forever.
        core.$close();
        resolve();
        if (!stopping) restart();
      });
    });
    return { worker, core, exited };
  }

  function restart(): void {
    if (restarts === 1) {
      ends.gaveUp();
      return;
    }
    restarts += 1;
    thread = startThread();
    ends.restarted();
  }

  type Remote = typeof thread.core;
  async function answered<T>(
    ask: (core: Remote) => Promise<Result<T, AppError>>,
  ): Promise<Result<T, AppError>> {
    const { core } = thread;
    try {
      return await ask(core);
    } catch (error) {
      // The core itself never rejects.
      if (!core.$closed) log('latchkey core', error);
      return err(appError('internal'));
    }
  }

  return {
    call: (channel, input, call) => answered((core) => core.call(channel, input, call)),
    admit: (command, passphrase) => answered((core) => core.admit(command, passphrase)),
    async abandon(id) {
      await thread.core.abandon(id).catch(() => {});
    },
    async stop() {
      const { core, worker, exited } = thread;
      if (stopping) return exited;
      stopping = true;
      // Rejects if the thread ends meanwhile: then there is nothing left to close.
      await core.close().catch((error: unknown) => core.$closed || log('latchkey core', error));
      await worker.terminate();
      return exited;
    },
  };
}
