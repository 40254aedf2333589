import type { JobProgress } from '../../../shared/domain/job.ts';
import { newKeyPair, openBox } from '../../base/crypto/sealed-box.ts';
import { KEY_PLACE, SECOND_KEY_PLACE, type TaskMessage, type TaskOrder } from './processes.ts';
import { runTask } from './run-task.ts';

/** How a process of Electron hears its parent; one of Node uses `process` itself. */
interface ParentPort {
  postMessage(message: TaskMessage): void;
  once(event: 'message', listener: (event: { readonly data: TaskOrder }) => void): void;
}

const { parentPort } = process as { readonly parentPort?: ParentPort };

/**
 * A process for one task. SQLite can't be interrupted, and a thread can't be ended while it is in
 * SQLite; a process can, and its memory goes with it.
 */
const own = newKeyPair();

function post(message: TaskMessage): void {
  if (parentPort === undefined) process.send?.(message);
  else parentPort.postMessage(message);
}

if (parentPort === undefined) process.once('message', (order) => work(order as TaskOrder));
else parentPort.once('message', ({ data }) => work(data));
post({ kind: 'ready', publicKey: own.publicKey });

function work({ file, task, ...sealed }: TaskOrder): void {
  const key = openBox(own.privateKey, sealed.key, KEY_PLACE);
  const to = sealed.to === null ? null : openBox(own.privateKey, sealed.to, SECOND_KEY_PLACE);
  own.privateKey.wipe();
  if (key === null) throw new Error('The key of a task is sealed for another process');
  const answer = runTask(file, { key, to }, task, inPercent());
  key.wipe();
  to?.wipe();
  post({ kind: 'answer', answer });
}

/** A message per row would take longer than the work. */
function inPercent(): (progress: JobProgress) => void {
  let told = -1;
  return (progress) => {
    const percent = Math.floor((100 * progress.done) / (progress.total ?? 100));
    if (percent === told) return;
    told = percent;
    post({ kind: 'progress', progress });
  };
}
