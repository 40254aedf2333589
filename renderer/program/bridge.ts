import type { AppError } from '../../shared/errors.ts';
import type { Bridge } from '../../shared/ipc/bridge.ts';

declare global {
  interface Window {
    /** Given by the preload. */
    readonly latchkey: Bridge;
  }
}

/** The program behind the page. Looked up at each use, so that a test can put its own there. */
export function program(): Bridge {
  return window.latchkey;
}

/** An `AppError` where only exceptions go: as the error of a query. */
export class CallError extends Error {
  readonly error: AppError;

  constructor(error: AppError) {
    super(error.code);
    this.error = error;
  }
}
