import { join } from 'node:path';
import { utilityProcess } from 'electron';
import { taskProcesses } from '../core/tasks/processes.ts';

/** Processes of Electron for long work on a file. They end with the program. */
export const createTaskProcesses = () =>
  taskProcesses((hears, ended) => {
    const child = utilityProcess.fork(join(import.meta.dirname, 'task.js'), [], {
      // For lists of processes.
      serviceName: 'latchkey-task',
      stdio: 'ignore',
    });
    child.on('message', hears);
    child.once('exit', ended);
    return {
      post: (message) => child.postMessage(message),
      kill() {
        // Not `child.kill()`: its SIGTERM waits for SQLite.
        if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
        else child.once('spawn', () => this.kill());
      },
    };
  });
