import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import type { WorkspaceId } from './file-header.ts';
import type { TaskWatch } from './task-watch.ts';

/** The workspace with another data key, as a file of its own. */
export interface RotateTask {
  readonly temporary: string;
  readonly id: WorkspaceId;
  /** The new key; overwritten once it is taken. */
  readonly to: Uint8Array<SharedArrayBuffer>;
  /** The slots of the new key: what the new file ends with. */
  readonly trailer: Uint8Array;
  readonly watch: TaskWatch;
}

/** What takes its time and can't be cut into steps: a connection that reads does it, on its thread. */
export type ReaderTask =
  | {
      readonly kind: 'save-copy';
      readonly target: string;
      /** What the copy ends with. */
      readonly trailer: Uint8Array;
      /** What it is called until it is whole: what looks at it sees it grow. */
      readonly temporary?: string;
    }
  | ({ readonly kind: 'rotate' } & RotateTask)
  | { readonly kind: 'copy-file'; readonly from: string; readonly to: string };

/** Does it on a thread that is free. @returns `workspace/locked` once the workspace is closed. */
export type RunTask = (task: ReaderTask) => Promise<Result<null, AppError>>;
