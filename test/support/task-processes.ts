import { fork } from 'node:child_process';
import { inject } from 'vitest';
import { type TaskMessage, taskProcesses } from '../../electron/core/tasks/processes.ts';

/**
 * Processes for long work on a file, of Node instead of Electron.
 *
 * @param isEndless stops each process when its work begins, as if SQLite took forever.
 */
export function nodeTaskProcesses({ isEndless = false } = {}) {
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
        if (isEndless) process.kill(pid, 'SIGSTOP');
        working.resolve();
      },
      kill: () => void child.kill('SIGKILL'),
    };
  });
  return {
    ...processes,
    /** Settled once the first process has its work. */
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
