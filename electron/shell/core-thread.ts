import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { appError } from '../../shared/errors.ts';
import { err } from '../../shared/result.ts';
import type { Shell } from '../base/context/shell.ts';
import { log } from '../base/log/log.ts';
import type { CoreThread, ThreadOptions } from '../core/thread.ts';

export type CoreClient = Pick<CoreThread, 'call'> & {
  /** Resolves when the database is closed and the thread has ended, or has ended by itself. */
  stop(): Promise<void>;
};

/** A thread that ends without having been stopped is a defect. */
export interface ThreadEnds {
  /** Another thread has taken over, its workspace locked. */
  restarted(): void;
  /** That one has ended, too. */
  gaveUp(): void;
}

/**
 * Starts the core on a thread of its own: nothing that it does can hold up the window. It survives
 * the end of its thread, once. A call that the thread's end leaves without an answer, or that comes
 * after the second end, is answered with `internal`.
 *
 * @param entry of the thread.
 */
export function startCore(
  { home, kdfCost }: ThreadOptions,
  shell: Shell,
  ends: ThreadEnds,
  entry: string | URL = join(import.meta.dirname, 'core.js'),
): CoreClient {
  let stopping = false;
  let restarts = 0;
  let thread = startThread();

  function startThread() {
    const worker = new Worker(entry, { workerData: { home, kdfCost } satisfies ThreadOptions });
    worker.on('error', (error) => {
      log('latchkey core', error);
    });
    const core = createBirpc<CoreThread, Shell>(shell, {
      post: (data) => worker.postMessage(data),
      on: (listener) => worker.on('message', listener),
      timeout: -1,
    });
    const exited = new Promise<void>((resolve) => {
      worker.once('exit', () => {
        // A thread that has ended answers nothing: its calls would wait forever.
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

  return {
    async call(channel, input, call) {
      const { core } = thread;
      try {
        return await core.call(channel, input, call);
      } catch (error) {
        // The core itself never rejects.
        if (!core.$closed) log('latchkey core', error);
        return err(appError('internal'));
      }
    },
    async stop() {
      const { core, worker, exited } = thread;
      if (stopping) return exited;
      stopping = true;
      // Rejects when the thread ends meanwhile: then there is nothing left to close.
      await core.close().catch((error: unknown) => core.$closed || log('latchkey core', error));
      await worker.terminate();
      return exited;
    },
  };
}
