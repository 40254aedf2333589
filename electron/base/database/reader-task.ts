import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';

/** What takes its time and can't be cut into steps: a connection that reads does it, on its thread. */
export type ReaderTask =
  | {
      readonly kind: 'save-copy';
      readonly target: string;
      /** What the copy ends with. */
      readonly trailer: Uint8Array;
    }
  | { readonly kind: 'copy-file'; readonly from: string; readonly to: string };

/** Does it on a thread that is free. @returns `workspace/locked` once the workspace is closed. */
export type RunTask = (task: ReaderTask) => Promise<Result<null, AppError>>;
