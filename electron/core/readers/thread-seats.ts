import { Worker } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import type { PolicyPlace } from '../../base/policy/read-policy.ts';
import type { OpenSeat } from './pool.ts';
import type { ReaderThread } from './thread.ts';

/** Reader threads: each holds one connection at a time and outlives the workspace. */
export interface ReaderThreads {
  /** One per thread. */
  readonly seats: readonly OpenSeat[];
  /** Starts the first thread before the first workspace is opened. */
  start(): void;
  end(): Promise<void>;
}

export interface ReaderThreadsOptions {
  /** The entry of a thread: thread.ts in plain Node, `reader.js` of the build. */
  readonly entry: URL;
  readonly count: number;
  readonly home: string;
  /** Settings that are read there obey it, too. */
  readonly policy: PolicyPlace;
  readonly report: (error: unknown) => void;
}

export function readerThreads(options: ReaderThreadsOptions): ReaderThreads {
  const threads = Array.from({ length: options.count }, () => readerThread(options));
  return {
    seats: threads.map(({ open }) => open),
    start: () => void threads[0]?.start(),
    async end() {
      await Promise.all(threads.map(({ end }) => end()));
    },
  };
}

function readerThread({ entry, home, policy, report }: ReaderThreadsOptions) {
  let running: ReturnType<typeof startThread> | null = null;

  function startThread() {
    const worker = new Worker(entry, { workerData: { home, policy }, name: 'reader' });
    const thread = createBirpc<ReaderThread>(
      {},
      {
        post: (data) => worker.postMessage(data),
        on: (listener) => worker.on('message', listener),
        timeout: -1,
      },
    );
    const started = { worker, thread };
    worker.on('error', report);
    worker.once('exit', () => {
      // Otherwise, its pending calls would wait forever.
      thread.$close();
      if (running === started) running = null;
    });
    return started;
  }

  function start() {
    running ??= startThread();
    return running;
  }

  const open: OpenSeat = async ({ file, key }, stop) => {
    const shared = key.shared();
    const { thread } = start();
    try {
      await thread.open(file, shared, stop);
    } finally {
      shared.fill(0);
    }
    return {
      read: (channel, input) => thread.read(channel, input),
      // When a thread ends, its connection is closed too.
      close: async () => {
        if (!thread.$closed) await thread.close();
      },
    };
  };

  return {
    open,
    start,
    async end() {
      await running?.worker.terminate();
    },
  };
}
