import { parentPort } from 'node:worker_threads';
import type { ImportedApi } from '../../../../shared/domain/imported-api.ts';
import type { AppError } from '../../../../shared/errors.ts';
import type { Result } from '../../../../shared/result.ts';
import { readOpenApi } from './describe-api.ts';

/** What the thread is asked; it answers with a `ThreadAnswer`, one question at a time. */
export interface ThreadQuestion {
  readonly bytes: Uint8Array;
  readonly file: string;
}

/** `ready` once, when the thread has loaded its code: only then a file's time begins. */
export type ThreadAnswer = 'ready' | Result<ImportedApi, AppError>;

parentPort?.on('message', ({ bytes, file }: ThreadQuestion) => {
  parentPort?.postMessage(readOpenApi(bytes, file) satisfies ThreadAnswer);
});
parentPort?.postMessage('ready' satisfies ThreadAnswer);
