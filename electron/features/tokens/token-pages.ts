import type { TokenId } from '../../../shared/domain/ids.ts';
import type { TokenSummary } from '../../../shared/domain/token.ts';
import type { TokenFilter } from '../../../shared/domain/token-filter.ts';
import type { AppError } from '../../../shared/errors.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { WriteContext } from '../../base/context/context.ts';
import type { ReadableDb } from '../../base/database/database.ts';
import { indexAll } from '../../base/database/search-upkeep.ts';
import { listTokens } from './list-tokens.ts';
import { requireToken } from './rules.ts';

/** Tokens by id, or those that a filter finds. */
export type TokenSelection =
  | { readonly ids: readonly TokenId[] }
  | { readonly filter: TokenFilter };

/**
 * Completes the search index if the filter needs it: new tokens are indexed a little later. Must be
 * called before {@link tokenPages} on the writing connection.
 */
export function completeSearch({ db, activity }: WriteContext, { search = '' }: TokenFilter): void {
  if (search !== '' && activity.isKept) indexAll(db, 'token');
}

/**
 * The tokens of a selection, page by page: those of a filter newest first.
 *
 * @param now for the states, in milliseconds.
 * @param step tokens per page.
 * @returns `missing/token` for an unknown id.
 */
export function* tokenPages(
  db: ReadableDb,
  selection: TokenSelection,
  now: number,
  step: number,
): Generator<Result<readonly TokenSummary[], AppError>, void, void> {
  if ('ids' in selection) {
    const ids = [...new Set(selection.ids)];
    for (let at = 0; at < ids.length; at += step) yield byIds(db, ids.slice(at, at + step));
    return;
  }
  let after: TokenId | undefined;
  for (;;) {
    const page = listTokens(db, { ...selection.filter, after, limit: step }, now);
    yield ok(page);
    if (page.length < step) return;
    after = page.at(-1)?.id;
  }
}

function byIds(db: ReadableDb, ids: readonly TokenId[]): Result<readonly TokenSummary[], AppError> {
  const tokens: TokenSummary[] = [];
  for (const id of ids) {
    const token = requireToken(db, id);
    if (!token.ok) return token;
    tokens.push(token.value);
  }
  return ok(tokens);
}
