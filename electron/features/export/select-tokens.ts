import { z } from 'zod';
import type { ApplicationId, TokenId } from '../../../shared/domain/ids.ts';
import { keyTypes, type TokenSummary, tokenState } from '../../../shared/domain/token.ts';
import type { ExportSelection } from '../../../shared/domain/token-export.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { gaveUp, type ReadEnding, type Steps } from '../../base/context/jobs.ts';
import { first, type ReadableDb } from '../../base/database/database.ts';
import { listApplications } from '../applications/repository.ts';
import { requireApplication } from '../applications/rules.ts';
import { findKeys } from '../keys/repository.ts';
import { listTokens } from '../tokens/ledger.ts';
import { findCurrentToken } from '../tokens/repository.ts';
import { requireToken } from '../tokens/rules.ts';
import type { ChosenToken } from './exported-token.ts';

/**
 * The tokens that a selection means at `now` (ms).
 *
 * Chosen ones are given as chosen, whatever their state. Of an application, or of everything, it is
 * what can be used: the current token of each key type, if it is active.
 *
 * @returns at least one, or `export/nothing`, `missing/token`, `missing/application`.
 */
export async function* selectTokens(
  db: ReadableDb,
  selection: ExportSelection,
  now: number,
  signal: AbortSignal,
): Steps<ReadEnding<readonly ChosenToken[]>> {
  const chosen: ChosenToken[] = [];
  for (const step of steps(db, selection, now)) {
    if (!step.ok) return step;
    for (const summary of step.value) {
      chosen.push({ summary, consumerKey: consumerKeyOf(db, summary) });
    }
    yield { done: 0, total: null };
    if (signal.aborted) return gaveUp;
  }
  return chosen.length === 0 ? err(appError('export/nothing')) : ok(chosen);
}

/** Tokens that are looked up in one step. */
const STEP = 100;

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
    case 'filter': {
      let after: TokenId | undefined;
      for (;;) {
        const page = listTokens(db, { ...selection.filter, after, limit: STEP }, now);
        yield ok(page);
        if (page.length < STEP) return;
        after = page.at(-1)?.id;
      }
    }
    case 'application': {
      const application = requireApplication(db, selection.id, now);
      yield application.ok ? ok(usableTokens(db, selection.id, now)) : application;
      return;
    }
    case 'everything': {
      let after: ApplicationId | undefined;
      for (;;) {
        const page = listApplications(db, { after, limit: STEP }, now);
        yield ok(page.flatMap(({ id }) => usableTokens(db, id, now)));
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

/** Also of an application in the bin: its tokens can be chosen in the ledger. */
function consumerKeyOf(db: ReadableDb, { keysId }: TokenSummary): string {
  const row = first(
    db,
    'SELECT consumer_key AS consumerKey FROM application_keys WHERE id = ?',
    keysId,
  );
  return z.object({ consumerKey: z.string() }).parse(row).consumerKey;
}
