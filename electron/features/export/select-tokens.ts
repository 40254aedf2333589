import { z } from 'zod';
import type { ApplicationId, KeysId } from '../../../shared/domain/ids.ts';
import { keyTypes, type TokenSummary, tokenState } from '../../../shared/domain/token.ts';
import type { ExportSelection } from '../../../shared/domain/token-export.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { gaveUp, type ReadEnding, type Steps } from '../../base/context/jobs.ts';
import { first, type ReadableDb } from '../../base/database/database.ts';
import { requireApplication } from '../applications/rules.ts';
import { findKeys } from '../keys/repository.ts';
import { findCurrentToken, findSealedJwts } from '../tokens/repository.ts';
import { tokenPages } from '../tokens/token-pages.ts';
import { everyToken } from './every-token.ts';
import type { ChosenToken } from './exported-token.ts';

type Page = Result<readonly ChosenToken[], AppError>;

/**
 * The tokens of a selection at `now` (ms), page by page, so that only one page is held in memory.
 *
 * Tokens that were chosen one by one, or all tokens, are included in any state, even expired or
 * revoked. An application's selection is what can be used: the current token of each key type, if
 * it is active.
 */
export function* selectedPages(
  db: ReadableDb,
  selection: ExportSelection,
  now: number,
): Generator<Page, void, void> {
  if (selection.of === 'everything') {
    for (const page of everyToken(db, LARGE_STEP)) yield ok(page);
    return;
  }
  const consumerKeyOf = consumerKeys(db);
  for (const step of steps(db, selection, now)) {
    if (!step.ok) {
      yield step;
      continue;
    }
    const jwts = findSealedJwts(
      db,
      step.value.map(({ id }) => id),
    );
    const chosen = step.value.map((summary) => ({
      summary,
      consumerKey: consumerKeyOf(summary.keysId),
      sealed: jwts.get(summary.id) ?? null,
    }));
    yield ok(chosen);
  }
}

/** Tokens of a page of everything: about 15 ms. */
const LARGE_STEP = 500;

/** What must be known about a selection before its first token is written. */
export interface Glance {
  /** The first two tokens, or the only one. */
  readonly first: readonly TokenSummary[];
  /** Whether all belong to one application. */
  readonly isOfOne: boolean;
}

/**
 * Reads as much of a selection as the result needs.
 *
 * @returns the glance, or `export/nothing`, `missing/token`, `missing/application`.
 */
export async function* glanceAt(
  db: ReadableDb,
  selection: ExportSelection,
  now: number,
  signal: AbortSignal,
): Steps<ReadEnding<Glance>> {
  const found: TokenSummary[] = [];
  let isOfOne = true;
  for (const step of steps(db, selection, now)) {
    if (!step.ok) return step;
    for (const token of step.value) {
      if (found.length < 2) found.push(token);
      isOfOne &&= token.applicationId === found[0]?.applicationId;
    }
    // Check every chosen token: if one is missing, none is written.
    if (!isOfOne && selection.of !== 'tokens') break;
    yield { done: 0, total: null };
    if (signal.aborted) return gaveUp;
  }
  return found.length === 0 ? err(appError('export/nothing')) : ok({ first: found, isOfOne });
}

/** Tokens looked up per step. */
const STEP = 200;

function* steps(
  db: ReadableDb,
  selection: ExportSelection,
  now: number,
): Generator<Result<readonly TokenSummary[], AppError>, void, void> {
  switch (selection.of) {
    case 'tokens':
      yield* tokenPages(db, { ids: selection.ids }, now, STEP);
      return;
    case 'application': {
      const application = requireApplication(db, selection.id, now);
      yield application.ok ? ok(usableTokens(db, selection.id, now)) : application;
      return;
    }
    case 'filter':
      yield* tokenPages(db, { filter: selection.filter }, now, STEP);
      return;
    case 'everything':
      yield* tokenPages(db, { filter: {} }, now, STEP);
      return;
    default:
      selection satisfies never;
  }
}

function usableTokens(db: ReadableDb, id: ApplicationId, now: number): TokenSummary[] {
  return keyTypes.flatMap((keyType) => {
    const keys = findKeys(db, id, keyType);
    const token = keys && findCurrentToken(db, keys.id);
    return token !== undefined && tokenState(token, now) === 'active' ? [token] : [];
  });
}

const keyRow = z.object({ consumerKey: z.string() });
/** Cached keys: tokens with the same keys may be adjacent or far apart. */
const MOST_KEPT = 1000;

/** Includes applications in the bin, because their tokens can be chosen in the ledger. */
function consumerKeys(db: ReadableDb): (keysId: KeysId) => string {
  const kept = new Map<KeysId, string>();
  return (keysId) => {
    const known = kept.get(keysId);
    if (known !== undefined) return known;
    const sql = 'SELECT consumer_key AS consumerKey FROM application_keys WHERE id = ?';
    const { consumerKey } = keyRow.parse(first(db, sql, keysId));
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(keysId, consumerKey);
    return consumerKey;
  };
}
