import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import type { WorkspaceId } from './file-header.ts';
import type { TaskWatch } from './task-watch.ts';

/** Rewrites the workspace under a new data key, as a separate file. */
export interface RotateTask {
  readonly temporary: string;
  readonly id: WorkspaceId;
  /** The new key; overwritten once it has been copied. */
  readonly to: Uint8Array<SharedArrayBuffer>;
  /** The slots of the new key, written to the end of the new file. */
  readonly trailer: Uint8Array;
  readonly watch: TaskWatch;
}

/** Long work that can't be split into steps: a reading connection does it on its own thread. */
export type ReaderTask =
  | {
      readonly kind: 'save-copy';
      readonly target: string;
      /** Written to the end of the copy. */
      readonly trailer: Uint8Array;
      /** Its name until it is complete, so that its growth can be watched. */
      readonly temporary?: string;
    }
  | ({ readonly kind: 'rotate' } & RotateTask)
  | { readonly kind: 'copy-file'; readonly from: string; readonly to: string };

/** Runs a task on a free thread. @returns `workspace/locked` once the workspace is closed. */
export type RunTask = (task: ReaderTask) => Promise<Result<null, AppError>>;
