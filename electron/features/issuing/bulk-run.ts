import type { BulkIssue } from '../../../shared/domain/bulk.ts';
import type { BulkIssueId } from '../../../shared/domain/ids.ts';
import type { JobResult } from '../../../shared/domain/job.ts';
import { type AppError, appError, type ErrorCode } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { WriteContext } from '../../base/context/context.ts';
import type { Ending, Steps } from '../../base/context/jobs.ts';
import { enlargeCache } from '../../base/database/cache.ts';
import { checkpointIfDue, inTransaction, withoutCheckpoint } from '../../base/database/database.ts';
import { compareText } from '../../base/database/values.ts';
import { type BulkForm, orderOf } from './bulk-prepare.ts';
import {
  addToBulkIssue,
  endBulkIssue,
  findBulkIssue,
  findPlace,
  type OpenItem,
  openItems,
  settleItem,
  startBulkIssue,
} from './bulk-repository.ts';
import { commitTokens, type Outcome, type SignedToken } from './commit-tokens.ts';
import { readShared, signToken } from './issue-token.ts';

/**
 * Tokens per commit: one wait for the disk for all of them, and other calls wait some 25 ms. With 200,
 * they waited for a quarter of a second, and a token took a sixth less.
 */
const BATCH = 25;

/**
 * So many items are sorted by application: then a commit writes a few pages of each index by
 * application, instead of one for each token.
 */
const SORTED = 4000;

interface Signed {
  readonly item: OpenItem;
  readonly token: Result<SignedToken, AppError>;
}

type Run = JobResult<'bulk-run'>;

/**
 * Issues the open tokens of a bulk job, each exactly as it would be by itself. While one batch is
 * signed on libuv's threads, the one before it is committed here.
 *
 * A token that is refused now is left out, with the reason. What refuses all tokens, such as a
 * damaged signing key, ends the run; it can be continued once that is fixed.
 *
 * @param batch tokens per commit; fewer in tests.
 */
export async function* runBulk(
  context: WriteContext,
  id: BulkIssueId,
  signal: AbortSignal,
  batch = BATCH,
): Steps<Ending<Run>> {
  const giveBack = enlargeCache(context.db);
  try {
    return yield* issueOpen(context, id, signal, batch);
  } finally {
    giveBack();
  }
}

async function* issueOpen(
  context: WriteContext,
  id: BulkIssueId,
  signal: AbortSignal,
  batch: number,
): Steps<Ending<Run>> {
  const { db, now } = context;
  const [place, before] = [findPlace(db, id), findBulkIssue(db, id)];
  if (place === undefined || before === undefined) return err(appError('missing/bulk-issue'));
  const { sequence, ...form } = place;
  startBulkIssue(db, sequence, now());
  const view = (): BulkIssue => findBulkIssue(db, id) as BulkIssue;
  const settled = () => ({ done: before.open - view().open, total: before.open });
  let after = -1;
  let waiting: OpenItem[] = [];

  /** Starts to sign the next open items; null when there are none. */
  function next(): Promise<readonly Signed[]> | null {
    if (waiting.length === 0) {
      const items = openItems(db, sequence, after, SORTED);
      after = items.at(-1)?.position ?? after;
      waiting = items.toSorted((a, b) => compareText(a.applicationId, b.applicationId));
    }
    const items = waiting.splice(0, batch);
    return items.length === 0 ? null : signItems(context, items, form);
  }

  let signing = next();
  while (signing !== null) {
    const signed = await signing;
    if (signal.aborted) return cancelled(context, view);
    const refused = refusalOfAll(signed);
    if (refused !== null) return err(refused);
    const following = next();
    // It may be awaited only after an error here.
    following?.catch(() => undefined);
    withoutCheckpoint(db, () => commitSigned(context, sequence, signed));
    yield settled();
    // A turn of its own: it may take as long as a batch.
    if (checkpointIfDue(db)) yield settled();
    signing = following;
    if (signing === null) {
      // Those whose plan was outdated when they were to be committed.
      after = -1;
      signing = next();
    }
  }
  return ok(ended(context, sequence, view));
}

async function signItems(
  context: WriteContext,
  items: readonly OpenItem[],
  form: BulkForm,
): Promise<readonly Signed[]> {
  const shared = readShared(context);
  return Promise.all(
    items.map(async (item) => ({
      item,
      token: await signToken(context, orderOf(item, form), { shared }),
    })),
  );
}

/** Errors that concern one token, not the signing of all of them. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'missing/application',
  'keys/exist',
  'keys/none',
  'keys/consumer-key-taken',
  'token/not-current',
  'scope/not-subscribed',
]);

function refusalOfAll(signed: readonly Signed[]): AppError | null {
  for (const { token } of signed) {
    if (!token.ok && !REFUSALS.has(token.error.code)) return token.error;
  }
  return null;
}

/** Stores a batch, with the outcome of each item, in one transaction. */
function commitSigned(context: WriteContext, sequence: number, signed: readonly Signed[]): void {
  const { db } = context;
  const ready = signed.flatMap(({ item, token }) =>
    token.ok ? [{ item, token: token.value }] : [],
  );
  const left = new Map<ErrorCode, number>();
  const leaveOut = ({ position }: OpenItem, { code }: AppError): void => {
    settleItem(db, sequence, position, { code });
    left.set(code, (left.get(code) ?? 0) + 1);
  };
  const settle = (outcomes: readonly Outcome[]): void => {
    let issued = 0;
    for (const { item, token } of signed) if (!token.ok) leaveOut(item, token.error);
    for (const [at, { item, token }] of ready.entries()) {
      const outcome = outcomes[at];
      // Planned and signed again in the next round.
      if (outcome === undefined || outcome === 'outdated') continue;
      if (outcome.ok) {
        issued += 1;
        settleItem(db, sequence, item.position, { tokenId: outcome.value, ...token });
      } else leaveOut(item, outcome.error);
    }
    addToBulkIssue(db, sequence, { issued, left });
  };
  commitTokens(
    context,
    ready.map(({ token }) => token),
    settle,
  );
}

function record({ activity }: WriteContext, { issued, left, open }: BulkIssue): void {
  const leftOut = left.reduce((sum, { count }) => sum + count, 0);
  activity.record({ kind: 'bulk/issued', subject: '', detail: { issued, leftOut, open } });
}

function ended(context: WriteContext, sequence: number, view: () => BulkIssue): BulkIssue {
  const { db, now } = context;
  inTransaction(db, () => {
    endBulkIssue(db, sequence, now());
    record(context, view());
    return ok(null);
  });
  return view();
}

function cancelled(context: WriteContext, view: () => BulkIssue): Ending<Run> {
  if (!context.db.open) return { doneSoFar: null };
  record(context, view());
  return { doneSoFar: view() };
}
