import type { Entry } from '../../../shared/differences/compare.ts';
import {
  TAKEOVER_LISTED,
  type TakeoverCounts,
  type TakeoverReview,
  type TakeoverSource,
} from '../../../shared/domain/takeover.ts';
import { quote } from '../apis/import/text.ts';
import type { ApplicationRecord, KeysRecord, TakeoverPlan, TokenRecord } from './plan.ts';

/** Names shown for each reason. */
const EXAMPLES = 5;

/** What the differences say in numbers, and by application. */
export function reviewOf(
  { differences, leftOut }: TakeoverPlan,
  source: TakeoverSource,
): TakeoverReview {
  const parts = differences.entries.map(partOf);
  const changed = parts.filter(({ isChanged }) => isChanged);
  const reasons = Map.groupBy(leftOut, ({ reason }) => reason);
  return {
    source,
    counts: countsOf(parts),
    applications: changed.slice(0, TAKEOVER_LISTED).map(({ shown }) => shown),
    leftOut: [...reasons].map(([reason, all]) => ({
      reason,
      count: all.length,
      examples: [...new Set(all.map(({ what }) => quote(what)))]
        .filter((what) => what !== '')
        .slice(0, EXAMPLES),
    })),
  };
}

interface Part {
  readonly isChanged: boolean;
  readonly shown: TakeoverReview['applications'][number];
  readonly foreign: number;
  readonly unchanged: number;
}

function partOf(entry: Entry<ApplicationRecord>): Part {
  const record = entry.change === 'removed' ? entry.before : entry.after;
  const keys = keyEntries(entry);
  const tokens = keys.flatMap(tokenEntries);
  const isNew = entry.change === 'added';
  const added = tokens.flatMap((token) => (token.change === 'added' ? [token.after] : []));
  const fields = entry.change === 'changed' ? entry.fields.map(({ field }) => field) : [];
  return {
    isChanged: entry.change === 'added' || entry.change === 'changed',
    foreign: added.filter(({ judged }) => judged !== null && judged.signingKeyId === null).length,
    unchanged: tokens.filter(({ change }) => change === 'unchanged').length,
    shown: {
      name: record.name,
      isNew,
      keys: keys.flatMap((one) => (one.change === 'added' ? [one.after.keyType] : [])),
      credentials: keys.reduce((sum, one) => sum + secretsIn(one), 0),
      subscriptions: subscriptionsIn(entry),
      tokens: added.length,
      revocations: tokens.filter(({ change }) => change === 'changed').length,
      fields: fields.filter((field) => field !== 'fields'),
    },
  };
}

const all = <R extends object>(records: readonly R[], change: 'added' | 'unchanged'): Entry<R>[] =>
  records.map((record) =>
    change === 'added'
      ? { change, key: '', after: record }
      : { change, key: '', before: record, after: record },
  );

function keyEntries(entry: Entry<ApplicationRecord>): readonly Entry<KeysRecord>[] {
  if (entry.change === 'added') return all(entry.after.keys, 'added');
  if (entry.change === 'changed' && entry.children.keys !== undefined) {
    return entry.children.keys.entries;
  }
  return entry.change === 'removed' ? [] : all(entry.after.keys, 'unchanged');
}

function tokenEntries(entry: Entry<KeysRecord>): readonly Entry<TokenRecord>[] {
  if (entry.change === 'added') return all(entry.after.tokens, 'added');
  if (entry.change === 'changed' && entry.children.tokens !== undefined) {
    return entry.children.tokens.entries;
  }
  return entry.change === 'removed' ? [] : all(entry.after.tokens, 'unchanged');
}

function secretsIn(entry: Entry<KeysRecord>): number {
  if (entry.change === 'added') return entry.after.secrets.length;
  return entry.change === 'changed' ? (entry.children.secrets?.counts.added ?? 0) : 0;
}

function subscriptionsIn(entry: Entry<ApplicationRecord>): number {
  if (entry.change === 'added') return entry.after.subscriptions.length;
  return entry.change === 'changed' ? (entry.children.subscriptions?.counts.added ?? 0) : 0;
}

function countsOf(parts: readonly Part[]): TakeoverCounts {
  const sum = (count: (part: Part) => number): number =>
    parts.reduce((total, part) => total + count(part), 0);
  return {
    applications: sum(({ shown }) => (shown.isNew ? 1 : 0)),
    changed: sum(({ shown }) => (shown.fields.length > 0 ? 1 : 0)),
    keys: sum(({ shown }) => shown.keys.length),
    credentials: sum(({ shown }) => shown.credentials),
    subscriptions: sum(({ shown }) => shown.subscriptions),
    tokens: sum(({ shown }) => shown.tokens),
    revocations: sum(({ shown }) => shown.revocations),
    foreign: sum(({ foreign }) => foreign),
    unchanged: sum(({ unchanged }) => unchanged),
  };
}
