import type { MergeConflict } from '../../../shared/domain/merge.ts';
import { number, text } from '../../base/database/values.ts';
import { furthest, hasPrivateKey, inOrder, latest } from './pick.ts';
import { patched, type Row, type Value } from './tables.ts';

export type Note = (kind: MergeConflict['kind'], what: string) => void;
export type Rows = Record<string, Row[]>;

/** Consumer keys that were joined with others. */
interface JoinedKeys {
  /** The row that stays. */
  readonly to: Row;
  /** When tokens are refused that gateways were told to refuse by the consumer key that goes. */
  readonly notBefore: number;
}

/** What became of rows that were in both copies under two ids, by the id that goes. */
export interface Joined {
  readonly keys: ReadonlyMap<Value, JoinedKeys>;
  readonly signingKeys: ReadonlyMap<Value, Value>;
}

/**
 * If both sides created keys for an application, or read the same consumer key from a file, the
 * earlier keys get the tokens of both.
 */
export function joinKeys(rows: Rows, note: Note): Joined['keys'] {
  const kept = new Map<Value, Row>();
  const byPlace = new Map<string, Value>();
  const byConsumerKey = new Map<string, Value>();
  const joined = new Map<Value, { readonly into: Value; readonly notBefore: number }>();
  for (const row of (rows['application_keys'] ?? []).toSorted(inOrder)) {
    const id = row['id'] ?? null;
    const consumerKey = text(row['consumer_key']);
    const place = `${text(row['application_id'])} ${text(row['key_type'])}`;
    const isSame = byConsumerKey.has(consumerKey);
    const into = byConsumerKey.get(consumerKey) ?? byPlace.get(place);
    const first = kept.get(into ?? null);
    if (into === undefined || first === undefined) {
      kept.set(id, row);
      byPlace.set(place, id);
      byConsumerKey.set(consumerKey, id);
      continue;
    }
    if (isSame) kept.set(into, patched(first, latest('not_before', first, row)));
    joined.set(id, { into, notBefore: isSame ? 0 : number(row['not_before']) });
    if (!isSame) note('keys', consumerKey);
    else if (first['application_id'] !== row['application_id']) note('consumer-key', consumerKey);
  }
  rows['application_keys'] = [...kept.values()];
  const found = new Map<Value, JoinedKeys>();
  for (const [id, { into, notBefore }] of joined) {
    const to = kept.get(into);
    if (to !== undefined) found.set(id, { to, notBefore });
  }
  rows['consumer_secret'] = (rows['consumer_secret'] ?? []).map((row) => ofKept(row, found));
  return found;
}

/**
 * The same key under two ids, since both sides imported it, or one has only its kid from the tokens
 * of a file. The one that can sign stays, else the earlier one.
 */
export function joinSigningKeys(rows: Rows): Joined['signingKeys'] {
  const kept = new Map<Value, Row>();
  const moved = new Map<Value, Value>();
  const inTurn = (rows['signing_key'] ?? []).toSorted(
    (one, other) =>
      Number(hasPrivateKey(other)) - Number(hasPrivateKey(one)) || inOrder(one, other),
  );
  for (const row of inTurn) {
    const kid = row['kid'] ?? null;
    const first = kept.get(kid);
    if (first === undefined) {
      kept.set(kid, row);
      continue;
    }
    moved.set(row['id'] ?? null, first['id'] ?? null);
    // A key of which only the kid was there has never been retired.
    if (hasPrivateKey(row)) kept.set(kid, patched(first, furthest(first, row)));
  }
  rows['signing_key'] = [...kept.values()];
  return moved;
}

function ofKept(row: Row, keys: Joined['keys']): Row {
  const kept = keys.get(row['keys_id'] ?? null)?.to;
  if (kept === undefined) return row;
  const application = { application_id: kept['application_id'] ?? null };
  return patched(row, { keys_id: kept['id'] ?? null, ...('application_id' in row && application) });
}

/** The row, with the consumer keys and the signing key that the merge kept. */
export function ofJoined(row: Row, { keys, signingKeys }: Joined): Row {
  const of = ofKept(row, keys);
  const signingKey = signingKeys.get(row['signing_key_id'] ?? null);
  return signingKey === undefined ? of : patched(of, { signing_key_id: signingKey });
}

/**
 * Since when a token of one side is refused by what a merge doesn't keep: the "not before" of its
 * consumer key, or its application in the bin; null for neither.
 */
export function refusedBefore(row: Row, joined: Joined): number | null {
  const keys = joined.keys.get(row['keys_id'] ?? null);
  if (keys === undefined) return null;
  if (number(row['issued_at']) < keys.notBefore) return keys.notBefore;
  const isMoved = row['application_id'] !== keys.to['application_id'];
  const withdrawn = row['withdrawn_at'];
  return isMoved && typeof withdrawn === 'number' ? withdrawn : null;
}
