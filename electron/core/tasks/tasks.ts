import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, type Result } from '../../../shared/result.ts';
import type { Key } from '../../base/crypto/key.ts';
import { sealBox } from '../../base/crypto/sealed-box.ts';
import type {
  FileTask,
  RunOnFile,
  TaskAnswer,
  TaskOptions,
} from '../../base/database/file-task.ts';
import { filesOf } from '../../base/database/wal-pages.ts';
import {
  KEY_PLACE,
  newTaskProgress,
  SECOND_KEY_PLACE,
  type TaskOrder,
  type TaskProcesses,
} from './processes.ts';
import { runTask } from './run-task.ts';

/** Milliseconds between two looks at the progress of another process. */
const LOOK_MS = 100;

type Opened = { readonly file: string; readonly key: Key };

/**
 * Runs tasks each in a process of its own, which is killed when its answer is no longer wanted.
 *
 * @param processes without them, as in the command line, tasks run on this thread.
 */
export function taskRunner(
  processes: TaskProcesses | undefined,
  report: (error: unknown) => void,
): RunOnFile {
  async function run(on: Opened, task: FileTask, options: TaskOptions = {}): Promise<unknown> {
    const { to = null, onProgress = () => {} } = options;
    const isAborted = (): boolean => options.signal?.aborted === true;
    const here = () => runTask(on.file, { key: on.key, to }, task, onProgress);
    if (isAborted()) return cancelled;
    try {
      if (processes === undefined) return here();
      const id = randomUUID();
      try {
        const publicKey = await started(processes, id, report);
        if (isAborted()) return cancelled;
        return publicKey === null
          ? here()
          : await inProcess(processes, id, orderOf(publicKey, on, task, options), options);
      } finally {
        await processes.endTask(id);
      }
    } catch (error) {
      if (isAborted()) return cancelled;
      report(error);
      return err(appError('internal'));
    } finally {
      if ('temporary' in task) removeUnfinished(task);
    }
  }

  return run as RunOnFile;
}

const cancelled: Result<never, AppError> = err(appError('call/cancelled'));

/** @returns the process's public key, or null if none could be started: a backup is still made. */
async function started(
  processes: TaskProcesses,
  id: string,
  report: (error: unknown) => void,
): Promise<Uint8Array | null> {
  try {
    return await processes.startTask(id);
  } catch (error) {
    report(error);
    return null;
  }
}

function orderOf(
  publicKey: Uint8Array,
  { file, key }: Opened,
  task: FileTask,
  { to }: TaskOptions,
): TaskOrder {
  return {
    file,
    task: 'trailer' in task ? { ...task, trailer: alone(task.trailer) } : task,
    key: alone(sealBox(publicKey, key, KEY_PLACE)),
    to: to === undefined ? null : alone(sealBox(publicKey, to, SECOND_KEY_PLACE)),
  };
}

/** A small Buffer is a part of a pool, and a message would carry the whole pool. */
const alone = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);

async function inProcess(
  processes: TaskProcesses,
  id: string,
  order: TaskOrder,
  { signal, onProgress = () => {} }: TaskOptions,
): Promise<unknown> {
  const progress = newTaskProgress();
  const end = (): void => void processes.endTask(id);
  const looking = setInterval(() => {
    const [done = 0, total = 0] = progress;
    onProgress({ done, total: total === 0 ? null : total });
  }, LOOK_MS).unref();
  try {
    signal?.addEventListener('abort', end);
    return await processes.runTask(id, order, progress);
  } finally {
    clearInterval(looking);
    signal?.removeEventListener('abort', end);
  }
}

/** What a task leaves if its process is killed. Some finished files are wanted under this name. */
function removeUnfinished(task: FileTask & { readonly temporary: string }): void {
  for (const path of filesOf(task.temporary)) {
    const isWanted = task.kind === 'rotate' || task.kind === 'merge';
    if (!isWanted || path !== task.temporary) rmSync(path, { force: true });
  }
}

/** The tasks of one open workspace: they end with it. */
export function sessionTasks(run: RunOnFile, opened: Opened) {
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  return {
    async run<T extends FileTask>(task: T, options: TaskOptions = {}): Promise<TaskAnswer<T>> {
      if (closing.signal.aborted) return locked;
      const signal = AbortSignal.any([closing.signal, ...(options.signal ? [options.signal] : [])]);
      const working = run(opened, task, { ...options, signal });
      running.add(working);
      const answer = await working;
      running.delete(working);
      return closing.signal.aborted ? locked : answer;
    },
    /** Kills them. Resolves once none has the file open. */
    async stop(): Promise<void> {
      closing.abort();
      await Promise.all(running);
    },
  };
}

const locked: Result<never, AppError> = err(appError('workspace/locked'));
