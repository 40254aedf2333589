import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { appError } from '../../shared/errors.ts';
import { err } from '../../shared/result.ts';
import type { Shell } from '../base/context/shell.ts';
import { log } from '../base/log/log.ts';
import type { CoreThread } from '../core/thread.ts';

export type CoreClient = Pick<CoreThread, 'call'> & {
  /** Resolves when the database is closed and the thread has ended, or has ended by itself. */
  stop(): Promise<void>;
};

/**
 * Starts the core on a thread of its own: nothing that it does can hold up the window. A call that
 * the thread's end leaves without an answer, or that comes after it, is answered with `internal`.
 *
 * @param onExit told when the thread ends without having been stopped: a defect.
 * @param entry of the thread.
 */
export function startCore(
  home: string,
  shell: Shell,
  onExit: () => void,
  entry: string | URL = join(import.meta.dirname, 'core.js'),
): CoreClient {
  const worker = new Worker(entry, { workerData: { home } });
  let stopping = false;
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
      // A thread that is gone answers nothing: its calls would wait for ever.
      core.$close();
      resolve();
      if (!stopping) onExit();
    });
  });
  return {
    async call(channel, input, call) {
      try {
        return await core.call(channel, input, call);
      } catch (error) {
        // The core itself never rejects.
        if (!core.$closed) log('latchkey core', error);
        return err(appError('internal'));
      }
    },
    async stop() {
      if (stopping) return exited;
      stopping = true;
      // Rejects when the thread ends meanwhile: then there is nothing left to close.
      await core.close().catch((error: unknown) => core.$closed || log('latchkey core', error));
      await worker.terminate();
      return exited;
    },
  };
}

interface Fate {
  /** The thread had ended and another one has taken its place, its workspace locked. */
  restarted(): void;
  /** That one has ended, too. */
  gaveUp(): void;
}

/** A core that survives the end of its thread, once. @param start starts one, told what its end does. */
export function keepCore(start: (onExit: () => void) => CoreClient, fate: Fate): CoreClient {
  let core = start(() => {
    core = start(fate.gaveUp);
    fate.restarted();
  });
  return {
    call: (channel, input, call) => core.call(channel, input, call),
    stop: () => core.stop(),
  };
}
