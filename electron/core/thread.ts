import { parentPort, workerData } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { z } from 'zod';
import type { Shell } from '../base/context/shell.ts';
import { kdfCostSchema } from '../base/crypto/kdf.ts';
import { keepLog, log } from '../base/log/log.ts';
import { policyPlaceSchema } from '../base/policy/read-policy.ts';
import { type Core, createCore } from './core.ts';
import type { TaskProcesses } from './tasks/processes.ts';

/** What the main process may ask of the core's thread. */
export type CoreThread = Core;

const optionsSchema = z.object({
  /** The data directory. */
  home: z.string(),
  /** The KDF cost of a passphrase; the program's own if not given. */
  kdfCost: kdfCostSchema.optional(),
  /** Where the machine's policy is; the program's own place if not given. */
  policy: policyPlaceSchema.optional(),
  version: z.string().optional(),
});

export type ThreadOptions = z.input<typeof optionsSchema>;

/** Messages from the thread that get no answer. */
export const shellEvents = [
  'changed',
  'job',
  'announce',
] as const satisfies readonly (keyof Shell)[];

/** Number of reader threads: see ADR 8. */
const READERS = 2;

if (parentPort !== null) serve(parentPort);

function serve(port: NonNullable<typeof parentPort>): void {
  const { home, kdfCost, policy, version } = optionsSchema.parse(workerData);
  keepLog(home);
  // Core and shell call each other: the core needs its shell before it can answer.
  const answers: Partial<CoreThread> = {};
  const shell = createBirpc<Shell & TaskProcesses, CoreThread>(answers as CoreThread, {
    post: (data) => port.postMessage(data),
    on: (listener) => port.on('message', listener),
    // A person may leave a dialog open for any length of time.
    timeout: -1,
    eventNames: [...shellEvents],
  });
  const core = createCore({
    home,
    shell,
    importThread: new URL('read-openapi.js', import.meta.url),
    processes: shell,
    readers: { entry: new URL('reader.js', import.meta.url), count: READERS },
    ...(kdfCost && { kdfCost }),
    ...(policy && { policy }),
    ...(version !== undefined && { version }),
    report: (error) => log('latchkey core', error),
  });
  Object.assign(answers, core satisfies CoreThread);
}
