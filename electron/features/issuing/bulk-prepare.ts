import { randomUUID } from 'node:crypto';
import type { BulkIssue, IssuingRequest } from '../../../shared/domain/bulk.ts';
import { type BulkIssueId, bulkIssueIdSchema, keysIdSchema } from '../../../shared/domain/ids.ts';
import type { JobResult } from '../../../shared/domain/job.ts';
import {
  DEFAULT_SCOPE,
  keyTypes,
  type TokenSummary,
  tokenState,
} from '../../../shared/domain/token.ts';
import { neverExpires, validityOf } from '../../../shared/domain/validity.ts';
import { type AppError, appError, type ErrorCode } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { WriteContext } from '../../base/context/context.ts';
import { type Ending, gaveUp, type Steps } from '../../base/context/jobs.ts';
import { inTransaction, type ReadableDb } from '../../base/database/database.ts';
import { selectedApplications } from '../applications/select-applications.ts';
import { newConsumerKey } from '../keys/consumer-keys.ts';
import { findKeys } from '../keys/repository.ts';
import { readSettings } from '../settings/repository.ts';
import { listAvailableScopes } from '../subscriptions/repository.ts';
import { findCurrentToken } from '../tokens/repository.ts';
import { completeSearch, tokenPages } from '../tokens/token-pages.ts';
import {
  addToBulkIssue,
  deleteBulkIssue,
  findBulkIssue,
  insertBulkIssue,
  insertBulkItem,
  type NewBulkItem,
} from './bulk-repository.ts';
import { planRefused } from './issue-token.ts';
import { type Order, planToken } from './plan.ts';

/** Tokens looked up and planned per step. */
const STEP = 100;

/** One of the selection, before it is planned. */
interface Candidate extends Omit<NewBulkItem, 'position' | 'code'> {
  /** The token that is replaced, or null. */
  readonly old: TokenSummary | null;
}

type Page = Result<readonly Candidate[], AppError>;

/**
 * Works out what a request would do: each token of the selection is planned as it would be now, and
 * the selection is kept, so that what runs is what was announced.
 *
 * @returns the numbers, `bulk/nothing`, or why a chosen application or token can't be found.
 */
export async function* prepareBulk(
  context: WriteContext,
  request: IssuingRequest,
  signal: AbortSignal,
): Steps<Ending<JobResult<'bulk-prepare'>>> {
  const { db, now } = context;
  if (request.kind === 'regenerate' && 'filter' in request.tokens) {
    completeSearch(context, request.tokens.filter);
  }
  const id = bulkIssueIdSchema.parse(randomUUID());
  const sequence = inTransaction(db, () => ok(insertBulkIssue(db, id, request, now())));
  if (!sequence.ok) return sequence;
  let position = 0;
  for (const page of candidates(db, request, now())) {
    if (!page.ok) return discarded(context, id, page);
    inTransaction(db, () => {
      addItems(context, sequence.value, position, page.value, request);
      return ok(null);
    });
    position += page.value.length;
    yield { done: position, total: null };
    if (signal.aborted) return discarded(context, id, gaveUp);
  }
  if (position === 0) return discarded(context, id, err(appError('bulk/nothing')));
  return ok(findBulkIssue(db, id) as BulkIssue);
}

function discarded<T>({ db }: WriteContext, id: BulkIssueId, ending: T): T {
  deleteBulkIssue(db, id);
  return ending;
}

function addItems(
  { db, now }: WriteContext,
  sequence: number,
  from: number,
  page: readonly Candidate[],
  request: IssuingRequest,
): void {
  const settings = readSettings(db);
  const left = new Map<ErrorCode, number>();
  const tally = { total: page.length, revokes: 0, neverExpiring: 0, longestSeconds: 0, left };
  for (const [at, { old, ...item }] of page.entries()) {
    const plan = planToken(db, orderOf(item, request), settings);
    const code = (plan.ok ? planRefused(plan.value) : plan.error)?.code ?? null;
    insertBulkItem(db, sequence, { ...item, position: from + at, code });
    if (code !== null) {
      left.set(code, (left.get(code) ?? 0) + 1);
      continue;
    }
    const isActive = old !== null && tokenState(old, now()) === 'active';
    if (isActive && !settings.keepOldToken) tally.revokes += 1;
    if (neverExpires(item.validitySeconds)) tally.neverExpiring += 1;
    else tally.longestSeconds = Math.max(tally.longestSeconds, item.validitySeconds);
  }
  addToBulkIssue(db, sequence, tally);
}

/** Null and undefined: each application's own, else that in Settings. */
export interface BulkForm {
  readonly profile?: IssuingRequest['profile'] | null;
  readonly algorithm?: IssuingRequest['algorithm'] | null;
}

/** The order for an item; new keys are generated each time. */
export function orderOf(
  item: Pick<NewBulkItem, 'applicationId' | 'keyType' | 'replaces' | 'validitySeconds' | 'scopes'>,
  { profile, algorithm }: BulkForm,
): Order {
  const { applicationId, keyType, replaces, validitySeconds, scopes } = item;
  const id = keysIdSchema.parse(randomUUID());
  return {
    applicationId,
    keyType,
    validitySeconds,
    scopes: [...scopes],
    ...(profile && { profile }),
    ...(algorithm && { algorithm }),
    by: replaces === null ? { newClient: { id, consumerKey: newConsumerKey() } } : { replaces },
  };
}

function candidates(
  db: ReadableDb,
  request: IssuingRequest,
  now: number,
): Generator<Page, void, void> {
  return request.kind === 'generate' ? newClients(db, request, now) : oldTokens(db, request, now);
}

function* newClients(
  db: ReadableDb,
  { applications, keyType, validitySeconds, scopes }: IssuingRequest & { kind: 'generate' },
  now: number,
): Generator<Page, void, void> {
  for (const page of selectedApplications(db, applications, now)) {
    if (!page.ok) {
      yield page;
      return;
    }
    yield ok(
      page.value.map(({ id, name }) => ({
        applicationId: id,
        applicationName: name,
        keyType,
        replaces: null,
        validitySeconds,
        scopes:
          scopes === 'all'
            ? listAvailableScopes(db, id, keyType).map((scope) => scope.name)
            : scopes,
        old: null,
      })),
    );
  }
}

function* oldTokens(
  db: ReadableDb,
  request: IssuingRequest & { kind: 'regenerate' },
  now: number,
): Generator<Page, void, void> {
  for (const page of selectedTokens(db, request.tokens, now)) {
    yield page.ok ? ok(page.value.map((old) => replacing(old, request))) : page;
  }
}

function replacing(
  old: TokenSummary,
  { validitySeconds, scopes }: IssuingRequest & { kind: 'regenerate' },
): Candidate {
  const [only, ...more] = old.scopes;
  const isDefault = only === DEFAULT_SCOPE && more.length === 0;
  return {
    applicationId: old.applicationId,
    applicationName: old.applicationName,
    keyType: old.keyType,
    replaces: old.id,
    validitySeconds: validitySeconds ?? validityOf(old),
    scopes: scopes ?? (isDefault ? [] : old.scopes),
    old,
  };
}

type Tokens = Result<readonly TokenSummary[], AppError>;

function* selectedTokens(
  db: ReadableDb,
  selection: (IssuingRequest & { kind: 'regenerate' })['tokens'],
  now: number,
): Generator<Tokens, void, void> {
  if ('ids' in selection || 'filter' in selection) {
    yield* tokenPages(db, selection, now, STEP);
    return;
  }
  const types = selection.keyType === undefined ? keyTypes : [selection.keyType];
  for (const page of selectedApplications(db, selection.of, now)) {
    if (!page.ok) {
      yield page;
      return;
    }
    yield ok(
      page.value.flatMap(({ id }) => types.flatMap((keyType) => currentOf(db, id, keyType))),
    );
  }
}

function currentOf(
  db: ReadableDb,
  applicationId: TokenSummary['applicationId'],
  keyType: TokenSummary['keyType'],
): readonly TokenSummary[] {
  const keys = findKeys(db, applicationId, keyType);
  const token = keys && findCurrentToken(db, keys.id);
  return token === undefined ? [] : [token];
}
