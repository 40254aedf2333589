import { type AppError, appError } from '../../shared/errors.ts';
import type { Output } from '../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';

type Drafts = Output<'drafts:get'>;

/** The review of an import of hundreds of large files stays far below: characters of JSON. */
const LIMIT = 64 * 1024 * 1024;

/** In memory only: half-filled forms outlive a lock, not the program. */
export function createDrafts(limit = LIMIT) {
  let kept: Drafts = {};
  return {
    get: (): Drafts => kept,
    /**
     * @returns `field/too-long` for more than the limit, `call/bad-input` for what is nested deeper
     *   than the stack; then what was kept before stays.
     */
    keep(typed: Drafts): Result<null, AppError> {
      const size = sizeOf(typed);
      if (size === null) return err(appError('call/bad-input'));
      if (size > limit) return err(appError('field/too-long', { detail: { max: limit } }));
      kept = typed;
      return ok(null);
    },
  };
}

/** In characters of JSON; null for what cannot be written as such. */
function sizeOf(typed: Drafts): number | null {
  try {
    return JSON.stringify(typed).length;
  } catch {
    return null;
  }
}
