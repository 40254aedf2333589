import { z } from 'zod';
import type { ApplicationId, KeysId, TokenId } from '../../../shared/domain/ids.ts';
import { keyTypes, type TokenSummary, tokenState } from '../../../shared/domain/token.ts';
import type { ExportSelection } from '../../../shared/domain/token-export.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { gaveUp, type ReadEnding, type Steps } from '../../base/context/jobs.ts';
import { first, type ReadableDb } from '../../base/database/database.ts';
import { requireApplication } from '../applications/rules.ts';
import { findKeys } from '../keys/repository.ts';
import { listTokens } from '../tokens/ledger.ts';
import { findCurrentToken } from '../tokens/repository.ts';
import { requireToken } from '../tokens/rules.ts';
import type { ChosenToken } from './exported-token.ts';

type Page = Result<readonly ChosenToken[], AppError>;

/**
 * The tokens that a selection means at `now` (ms), a page at a time: however many there are, no more
 * than a page is held.
 *
 * Chosen ones are given as chosen, whatever their state, and so is everything: also what has expired
 * and what is revoked. Of an application it is what can be used: the current token of each key type,
 * if it is active.
 */
export function* selectedPages(
  db: ReadableDb,
  selection: ExportSelection,
  now: number,
): Generator<Page, void, void> {
  const consumerKeyOf = consumerKeys(db);
  for (const step of steps(db, selection, now)) {
    yield step.ok
      ? ok(step.value.map((summary) => ({ summary, consumerKey: consumerKeyOf(summary.keysId) })))
      : step;
  }
}

/** What is to be known of a selection before its first token is written. */
export interface Glance {
  /** The first two, or the only one. */
  readonly first: readonly TokenSummary[];
  /** Whether all are of one application. */
  readonly isOfOne: boolean;
}

/**
 * Looks into a selection, as far as it takes.
 *
 * @returns what it is of, or `export/nothing`, `missing/token`, `missing/application`.
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
    // Chosen ones are looked at to the end: none is written if one is not there.
    if (!isOfOne && selection.of !== 'tokens') break;
    yield { done: 0, total: null };
    if (signal.aborted) return gaveUp;
  }
  return found.length === 0 ? err(appError('export/nothing')) : ok({ first: found, isOfOne });
}

/** Tokens that are looked up in one step. */
const STEP = 200;

function* steps(
  db: ReadableDb,
  selection: ExportSelection,
  now: number,
): Generator<Result<readonly TokenSummary[], AppError>, void, void> {
  switch (selection.of) {
    case 'tokens': {
      const ids = [...new Set(selection.ids)];
      for (let at = 0; at < ids.length; at += STEP) {
        yield chosenTokens(db, ids.slice(at, at + STEP));
      }
      return;
    }
    case 'application': {
      const application = requireApplication(db, selection.id, now);
      yield application.ok ? ok(usableTokens(db, selection.id, now)) : application;
      return;
    }
    case 'filter':
    case 'everything': {
      const filter = selection.of === 'filter' ? selection.filter : {};
      let after: TokenId | undefined;
      for (;;) {
        const page = listTokens(db, { ...filter, after, limit: STEP }, now);
        yield ok(page);
        if (page.length < STEP) return;
        after = page.at(-1)?.id;
      }
    }
    default:
      selection satisfies never;
  }
}

function chosenTokens(
  db: ReadableDb,
  ids: readonly TokenId[],
): Result<readonly TokenSummary[], AppError> {
  const tokens: TokenSummary[] = [];
  for (const id of ids) {
    const token = requireToken(db, id);
    if (!token.ok) return token;
    tokens.push(token.value);
  }
  return ok(tokens);
}

function usableTokens(db: ReadableDb, id: ApplicationId, now: number): TokenSummary[] {
  return keyTypes.flatMap((keyType) => {
    const keys = findKeys(db, id, keyType);
    const token = keys && findCurrentToken(db, keys.id);
    return token !== undefined && tokenState(token, now) === 'active' ? [token] : [];
  });
}

const keyRow = z.object({ consumerKey: z.string() });
/** Keys that are remembered: the tokens of one come together, or far apart. */
const MOST_KEPT = 1000;

/** Also of an application in the bin: its tokens can be chosen in the ledger. */
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
