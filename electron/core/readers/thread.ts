import { parentPort, workerData } from 'node:worker_threads';
import { createBirpc } from 'birpc';
import { z } from 'zod';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import type { CoreReadChannel } from '../../base/context/context.ts';
import { Key } from '../../base/crypto/key.ts';
import type { StopFlag } from '../../base/database/stop-flag.ts';
import { keepLog, log } from '../../base/log/log.ts';
import { setPolicy } from '../../base/policy/current.ts';
import { policyPlace, policyPlaceSchema, readPolicy } from '../../base/policy/read-policy.ts';
import { openReader, type Reader } from './reader.ts';

/** What the core asks of a reader thread. */
export interface ReaderThread {
  /** @param key overwritten once it has been copied. */
  open(file: string, key: Uint8Array<SharedArrayBuffer>, stop: StopFlag): void;
  read(channel: CoreReadChannel, input: unknown): Result<unknown, AppError>;
  close(): void;
}

const optionsSchema = z.object({ home: z.string(), policy: policyPlaceSchema.optional() });

const report = (error: unknown): void => log('latchkey reader', error);

if (parentPort !== null) serve(parentPort);

function serve(port: NonNullable<typeof parentPort>): void {
  const { home, policy } = optionsSchema.parse(workerData);
  keepLog(home);
  let reader: Reader | null = null;
  const answers: ReaderThread = {
    open(file, shared, stop) {
      setPolicy(readPolicy(policy ?? policyPlace()));
      reader = openReader({ file, key: Key.take(shared), stop, now: Date.now, report });
    },
    read(channel, input) {
      if (reader === null) throw new Error('No workspace is open');
      return reader.read(channel, input);
    },
    close() {
      reader?.close();
      reader = null;
    },
  };
  createBirpc<Record<string, never>, ReaderThread>(answers, {
    post: (data) => port.postMessage(data),
    on: (listener) => port.on('message', listener),
    timeout: -1,
  });
}
