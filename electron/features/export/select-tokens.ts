import { z } from 'zod';
import type { ApplicationId, TokenId } from '../../../shared/domain/ids.ts';
import { keyTypes, type TokenSummary, tokenState } from '../../../shared/domain/token.ts';
import type { ExportSelection } from '../../../shared/domain/token-export.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { first, type ReadableDb } from '../../base/database/database.ts';
import { listApplications } from '../applications/repository.ts';
import { theApplication } from '../applications/rules.ts';
import { findKeys } from '../keys/repository.ts';
import { findCurrentToken } from '../tokens/repository.ts';
import { theToken } from '../tokens/rules.ts';
import type { ChosenToken } from './exported-token.ts';

/**
 * The tokens that a selection means at `now` (ms).
 *
 * Chosen ones are given as chosen, whatever their state. Of an application, or of everything, it is
 * what can be used: the current token of each key type, if it is active.
 *
 * @returns at least one, or `export/nothing`, `missing/token`, `missing/application`.
 */
export function selectTokens(
  db: ReadableDb,
  selection: ExportSelection,
  now: number,
): Result<readonly ChosenToken[], AppError> {
  const found = summaries(db, selection, now);
  if (!found.ok) return found;
  if (found.value.length === 0) return err(appError('export/nothing'));
  return ok(found.value.map((summary) => ({ summary, consumerKey: consumerKeyOf(db, summary) })));
}

function summaries(
  db: ReadableDb,
  selection: ExportSelection,
  now: number,
): Result<readonly TokenSummary[], AppError> {
  switch (selection.of) {
    case 'tokens':
      return chosenTokens(db, selection.ids);
    case 'application': {
      const application = theApplication(db, selection.id, now);
      return application.ok ? ok(usableTokens(db, selection.id, now)) : application;
    }
    case 'everything':
      return ok(listApplications(db).flatMap(({ id }) => usableTokens(db, id, now)));
    default:
      return selection satisfies never;
  }
}

function chosenTokens(
  db: ReadableDb,
  ids: readonly TokenId[],
): Result<readonly TokenSummary[], AppError> {
  const tokens: TokenSummary[] = [];
  for (const id of new Set(ids)) {
    const token = theToken(db, id);
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
