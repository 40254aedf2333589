import { isDeepStrictEqual } from 'node:util';
import type { Settings } from '../../../shared/domain/settings.ts';
import type { AppError } from '../../../shared/errors.ts';
import { changesOf, otherWrites, type ReadableDb } from '../../base/database/database.ts';
import { type Order, type Plan, planChange, planToken } from './plan.ts';

/** How often the database had been written to when a plan was made. */
export interface PlanMark {
  readonly changes: number;
  /** Those that weren't made by issuing. */
  readonly others: number;
  /** Another connection's. */
  readonly version: number;
}

interface OfIssuing {
  /** How many changes issuing itself has made. */
  changes: number;
  /** Where the connection's changes stood when issuing began to write; null while it doesn't. */
  since: number | null;
}

const ofIssuing = new WeakMap<ReadableDb, OfIssuing>();

function ownOf(db: ReadableDb): OfIssuing {
  const known = ofIssuing.get(db);
  if (known !== undefined) return known;
  const begun = { changes: 0, since: null };
  ofIssuing.set(db, begun);
  return begun;
}

/** To be called before the plan is made. */
export function markPlan(db: ReadableDb): PlanMark {
  const changes = changesOf(db);
  const own = ownOf(db);
  return { changes, others: (own.since ?? changes) - own.changes, version: otherWrites(db) };
}

/** Counts what `work` writes as changes made by issuing. */
export function asIssuing<T>(db: ReadableDb, work: () => T): T {
  const own = ownOf(db);
  const before = changesOf(db);
  own.since = before;
  try {
    return work();
  } finally {
    own.since = null;
    own.changes += changesOf(db) - before;
  }
}

interface Planned {
  readonly order: Order;
  readonly plan: Plan;
  readonly mark: PlanMark;
}

/** A transaction that stores tokens. */
export interface Since {
  /** The mark when it began. */
  readonly now: PlanMark;
  /** Whether it has stored nothing yet. */
  readonly isFirst: boolean;
}

/**
 * Whether the plan is still what its order would give now. Nothing needs to be read if nothing was
 * written since; if only issuing wrote, then only the keys and their newest token can differ.
 *
 * @returns null, `outdated`, or why the order is now refused.
 */
export function recheckPlan(
  db: ReadableDb,
  { order, plan, mark }: Planned,
  { now, isFirst }: Since,
  settings: () => Settings,
): AppError | 'outdated' | null {
  const isOurs = now.version === mark.version && now.others === mark.others;
  if (isOurs && isFirst && now.changes === mark.changes) return null;
  if (isOurs) {
    const change = planChange(db, order, settings());
    if (!change.ok) return change.error;
    const { client, revokes } = change.value;
    const isSame =
      client.id === plan.client.id &&
      client.consumerKey === plan.client.consumerKey &&
      revokes === plan.revokes;
    return isSame ? null : 'outdated';
  }
  const current = planToken(db, order, settings());
  if (!current.ok) return current.error;
  return isDeepStrictEqual(current.value, plan) ? null : 'outdated';
}
