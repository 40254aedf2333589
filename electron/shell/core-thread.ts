import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import type { Shell } from '../core/shell.ts';
import type { CoreThread } from '../core/thread.ts';
import { log } from '../log/log.ts';

export type CoreClient = CoreThread & {
  /** Resolves when the database is closed and the thread has ended. */
  stop(): Promise<void>;
};

/**
 * Starts the core on a thread of its own: nothing that it does can hold up the window.
 *
 * @param onExit told when the thread ends without having been stopped: a defect.
 */
export function startCore(home: string, shell: Shell, onExit: () => void): CoreClient {
  const worker = new Worker(join(import.meta.dirname, 'core.js'), { workerData: { home } });
  let stopping = false;
  worker.on('error', (error) => {
    log('latchkey core', error);
  });
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      resolve();
      if (!stopping) onExit();
    });
  });
  const core = createBirpc<CoreThread, Shell>(shell, {
    post: (data) => worker.postMessage(data),
    on: (listener) => worker.on('message', listener),
    timeout: -1,
  });
  return {
    call: (channel, input, call) => core.call(channel, input, call),
    close: () => core.close(),
    async stop() {
      if (stopping) return exited;
      stopping = true;
      await core.close();
      await worker.terminate();
      return exited;
    },
  };
}
