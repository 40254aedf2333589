import { fork } from 'node:child_process';
import { inject } from 'vitest';
import type { FileTask } from '../../electron/base/database/file-task.ts';
import {
  type TaskMessage,
  type TaskOrder,
  taskProcesses,
} from '../../electron/core/tasks/processes.ts';

/**
 * Processes for long work on a file, of Node instead of Electron.
 *
 * @param isEndless stops each process when its work begins, as if SQLite took forever; or only those
 *   of one kind of task.
 */
export function nodeTaskProcesses({
  isEndless = false,
}: {
  readonly isEndless?: boolean | FileTask['kind'];
} = {}) {
  const pids: number[] = [];
  const working = Promise.withResolvers<void>();
  const processes = taskProcesses((hears, ended) => {
    const child = fork(inject('taskProcess'), [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const pid = child.pid ?? 0;
    pids.push(pid);
    child.on('message', (message) => hears(message as TaskMessage));
    child.once('exit', ended);
    return {
      post(message) {
        child.send(message as object);
        const isOne = (message as TaskOrder).task.kind === isEndless;
        if (isEndless === true || isOne) process.kill(pid, 'SIGSTOP');
        if (typeof isEndless === 'boolean' || isOne) working.resolve();
      },
      kill: () => void child.kill('SIGKILL'),
    };
  });
  return {
    ...processes,
    /** Settled once the first process has its work, of those that may be endless. */
    working: working.promise,
    /** How many have ever been started, and how many of them run. */
    started: () => pids.length,
    running: () => pids.filter(isRunning).length,
  };
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
