import type { JobProgress } from '../../../shared/domain/job.ts';
import type { FileTask } from '../../base/database/file-task.ts';

/** What the core asks of the desktop for long tasks: a process that can be killed at any moment. */
export interface TaskProcesses {
  /**
   * Starts a process.
   *
   * @param id chosen by the core.
   * @returns its public key: no data key crosses processes unsealed. Rejects if it doesn't start.
   */
  startTask(id: string): Promise<Uint8Array>;
  /** @returns the `Result` of the task. Rejects if the process ends first. */
  runTask(id: string, order: TaskOrder, progress: TaskProgress): Promise<unknown>;
  /** Kills the process. Resolves once it has ended. */
  endTask(id: string): Promise<void>;
}

export interface TaskOrder {
  readonly file: string;
  readonly task: FileTask;
  /** The data keys, sealed for the process. */
  readonly key: Uint8Array;
  readonly to: Uint8Array | null;
}

/** The binding of a data key that is sealed for a process. */
export const KEY_PLACE = 'task';
export const SECOND_KEY_PLACE = 'task, second key';

/** What the process says: first its public key, last its answer. */
export type TaskMessage =
  | { readonly kind: 'ready'; readonly publicKey: Uint8Array }
  | { readonly kind: 'progress'; readonly progress: JobProgress }
  | { readonly kind: 'answer'; readonly answer: unknown };

/** `done` and `total` of a task, in memory that two threads share. */
export type TaskProgress = Float64Array<SharedArrayBuffer>;

export function newTaskProgress(): TaskProgress {
  return new Float64Array(new SharedArrayBuffer(2 * Float64Array.BYTES_PER_ELEMENT));
}

/** A process as its parent sees it. */
export interface ChildProcess {
  post(message: unknown): void;
  kill(): void;
}

/** @param start starts a process; its listeners are called until it has ended. */
export function taskProcesses(
  start: (hears: (message: TaskMessage) => void, ended: () => void) => ChildProcess,
): TaskProcesses & { endAll(): void } {
  const running = new Map<string, RunningTask>();

  return {
    async startTask(id) {
      const ready = Promise.withResolvers<Uint8Array>();
      const answer = Promise.withResolvers<unknown>();
      const exited = Promise.withResolvers<void>();
      // Prevents an unhandled rejection; whoever awaits the promise still gets the error.
      for (const { promise } of [ready, answer]) promise.catch(() => undefined);
      const hears = (message: TaskMessage): void => {
        if (message.kind === 'ready') ready.resolve(message.publicKey);
        else if (message.kind === 'answer') answer.resolve(message.answer);
        else task.progress?.set([message.progress.done, message.progress.total ?? 0]);
      };
      const ended = (): void => {
        const error = new Error('The process of a task has ended');
        ready.reject(error);
        answer.reject(error);
        exited.resolve();
        running.delete(id);
      };
      const child = start(hears, ended);
      const task: RunningTask = {
        child,
        answer: answer.promise,
        exited: exited.promise,
        progress: null,
      };
      running.set(id, task);
      return ready.promise;
    },

    async runTask(id, order, progress) {
      const task = running.get(id);
      if (task === undefined) throw new Error('The process of a task has ended');
      task.progress = progress;
      task.child.post(order);
      return task.answer;
    },

    async endTask(id) {
      const task = running.get(id);
      task?.child.kill();
      await task?.exited;
    },

    endAll() {
      for (const { child } of running.values()) child.kill();
    },
  };
}

interface RunningTask {
  readonly child: ChildProcess;
  readonly answer: Promise<unknown>;
  readonly exited: Promise<void>;
  progress: TaskProgress | null;
}
