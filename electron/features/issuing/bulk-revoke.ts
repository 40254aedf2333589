import { randomUUID } from 'node:crypto';
import type { BulkIssue, RevokingRequest } from '../../../shared/domain/bulk.ts';
import { type BulkIssueId, bulkIssueIdSchema } from '../../../shared/domain/ids.ts';
import type { JobResult } from '../../../shared/domain/job.ts';
import { type TokenSummary, tokenState } from '../../../shared/domain/token.ts';
import type { TokenFilter } from '../../../shared/domain/token-filter.ts';
import { type AppError, appError, type ErrorCode } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { WriteContext } from '../../base/context/context.ts';
import { type Ending, gaveUp, type Steps } from '../../base/context/jobs.ts';
import { inTransaction, type ReadableDb } from '../../base/database/database.ts';
import { sealTogether } from '../../base/database/seal.ts';
import { selectedApplications } from '../applications/select-applications.ts';
import { cutOffOf, raiseCutOff, revokeUnlessRevoked, wholeSecond } from '../tokens/revoke.ts';
import { requireToken } from '../tokens/rules.ts';
import { completeSearch, tokenPages } from '../tokens/token-pages.ts';
import {
  addToBulkIssue,
  type BulkCutOff,
  deleteBulkIssue,
  endBulkIssue,
  findBulkIssue,
  findPlace,
  insertBulkIssue,
  insertBulkItem,
  type OpenItem,
  openItems,
  settleItem,
  startBulkIssue,
} from './bulk-repository.ts';

/** Tokens per step, and per transaction. */
const BATCH = 100;

type Page = Result<readonly TokenSummary[], AppError>;

/**
 * Works out which tokens a request would revoke, and keeps them, so that what is revoked is what was
 * announced. Tokens that gateways refuse anyway are left out.
 *
 * @returns the numbers, `bulk/nothing`, or why a chosen application or token can't be found.
 */
export async function* prepareRevocation(
  context: WriteContext,
  request: RevokingRequest,
  signal: AbortSignal,
): Steps<Ending<JobResult<'bulk-prepare'>>> {
  const { db, now } = context;
  if ('filter' in request.tokens) completeSearch(context, request.tokens.filter);
  const id = bulkIssueIdSchema.parse(randomUUID());
  const cutOff = cutOffOfMany(request, now());
  const sequence = inTransaction(db, () => ok(insertBulkIssue(db, id, request, now(), cutOff)));
  if (!sequence.ok) return sequence;
  let position = 0;
  for (const page of revocable(db, request, now())) {
    if (!page.ok) {
      deleteBulkIssue(db, id);
      return page;
    }
    inTransaction(db, () => {
      addItems(context, sequence.value, position, page.value);
      return ok(null);
    });
    position += page.value.length;
    yield { done: position, total: null };
    if (!signal.aborted) continue;
    deleteBulkIssue(db, id);
    return gaveUp;
  }
  if (position > 0) return ok(findBulkIssue(db, id) as BulkIssue);
  deleteBulkIssue(db, id);
  return err(appError('bulk/nothing'));
}

/** When all tokens of an application are revoked, gateways can also refuse those that nobody knows. */
function cutOffOfMany({ tokens }: RevokingRequest, now: number): BulkCutOff | null {
  if ('filter' in tokens) return cutOffOf(activeOnly(tokens.filter), now);
  return 'of' in tokens ? { at: wholeSecond(now) } : null;
}

const activeOnly = (filter: TokenFilter): TokenFilter => ({ state: 'active', ...filter });

function* revocable(
  db: ReadableDb,
  { tokens }: RevokingRequest,
  now: number,
): Generator<Page, void, void> {
  if ('ids' in tokens) {
    yield* tokenPages(db, tokens, now, BATCH);
    return;
  }
  if ('filter' in tokens) {
    yield* tokenPages(db, { filter: activeOnly(tokens.filter) }, now, BATCH);
    return;
  }
  const { of: applications, keyType } = tokens;
  for (const page of selectedApplications(db, applications, now)) {
    if (!page.ok) {
      yield page;
      return;
    }
    for (const { id: applicationId } of page.value) {
      const filter = activeOnly({ applicationId, ...(keyType && { keyType }) });
      yield* tokenPages(db, { filter }, now, BATCH);
    }
  }
}

function addItems(
  { db, now }: WriteContext,
  sequence: number,
  from: number,
  page: readonly TokenSummary[],
): void {
  let refused = 0;
  for (const [at, token] of page.entries()) {
    const isActive = tokenState(token, now()) === 'active';
    if (!isActive) refused += 1;
    insertBulkItem(db, sequence, {
      position: from + at,
      applicationId: token.applicationId,
      applicationName: token.applicationName,
      keyType: token.keyType,
      replaces: token.id,
      validitySeconds: 0,
      scopes: [],
      code: isActive ? null : NOT_ACTIVE,
    });
  }
  const left = new Map(refused === 0 ? [] : [[NOT_ACTIVE, refused] as const]);
  addToBulkIssue(db, sequence, { total: page.length, revokes: page.length - refused, left });
}

const NOT_ACTIVE = 'token/not-active' satisfies ErrorCode;

/**
 * Revokes the open tokens of a bulk job. Each batch is one transaction with its outcome, so that
 * after a cancel, a lock or a crash it continues with the rest.
 *
 * @param batch tokens per transaction; fewer in tests.
 */
export async function* runRevocation(
  context: WriteContext,
  id: BulkIssueId,
  signal: AbortSignal,
  batch = BATCH,
): Steps<Ending<JobResult<'bulk-run'>>> {
  const { db, now } = context;
  const [place, before] = [findPlace(db, id), findBulkIssue(db, id)];
  if (place === undefined || before === undefined) return err(appError('missing/bulk-issue'));
  const { sequence, cutOff } = place;
  const view = (): BulkIssue => findBulkIssue(db, id) as BulkIssue;
  inTransaction(db, () => {
    startBulkIssue(db, sequence, now());
    const { applicationId } = cutOff ?? {};
    if (cutOff !== null && applicationId !== undefined) {
      raiseCutOff(context, { ...cutOff, applicationId });
    }
    return ok(null);
  });
  for (;;) {
    const items = openItems(db, sequence, -1, batch);
    if (items.length === 0) break;
    inTransaction(db, () =>
      ok(sealTogether(db, () => revokeItems(context, sequence, items, cutOff))),
    );
    yield { done: before.open - view().open, total: before.open };
    if (!signal.aborted) continue;
    if (!db.open) return { doneSoFar: null };
    record(context, view());
    return { doneSoFar: view() };
  }
  inTransaction(db, () => {
    endBulkIssue(db, sequence, now());
    record(context, view());
    return ok(null);
  });
  return ok(view());
}

function revokeItems(
  context: WriteContext,
  sequence: number,
  items: readonly OpenItem[],
  cutOff: BulkCutOff | null,
): void {
  const { db } = context;
  let issued = 0;
  const left = new Map<ErrorCode, number>();
  for (const { position, applicationId, keyType, replaces } of items) {
    if (cutOff !== null && cutOff.applicationId === undefined) {
      raiseCutOff(context, { applicationId, keyType, at: cutOff.at });
    }
    const token = replaces === null ? undefined : requireToken(db, replaces);
    if (token?.ok === true && revokeUnlessRevoked(context, token.value)) {
      const { id: tokenId, expiresAt } = token.value;
      settleItem(db, sequence, position, { tokenId, expiresAt });
      issued += 1;
      continue;
    }
    const code = token?.ok === true ? NOT_ACTIVE : 'missing/token';
    settleItem(db, sequence, position, { code });
    left.set(code, (left.get(code) ?? 0) + 1);
  }
  addToBulkIssue(db, sequence, { issued, left });
}

function record({ activity }: WriteContext, { issued: revoked, left, open }: BulkIssue): void {
  const leftOut = left.reduce((sum, { count }) => sum + count, 0);
  activity.record({ kind: 'bulk/revoked', subject: '', detail: { revoked, leftOut, open } });
}
