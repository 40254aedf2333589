import { type AppError, appError } from '../../shared/errors.ts';
import type { Output } from '../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../shared/result.ts';

type Drafts = Output<'drafts:get'>;

/** In characters of JSON; an import review of hundreds of large files stays far below. */
const LIMIT = 64 * 1024 * 1024;

/** In memory only: half-filled forms survive a lock, but not a restart. */
export function createDrafts(limit = LIMIT) {
  let kept: Drafts = {};
  return {
    get: (): Drafts => kept,
    /**
     * @returns `field/too-long` above the limit, `call/bad-input` for nesting deeper than the
     *   stack; in both cases the previous drafts are kept.
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

/** In characters of JSON; null for what can't be serialized. */
function sizeOf(typed: Drafts): number | null {
  try {
    return JSON.stringify(typed).length;
  } catch {
    return null;
  }
}
