import { z } from 'zod';
import {
  type ActivityEntry,
  type ActivityKind,
  activityEntrySchema,
} from '../../../shared/domain/activity.ts';
import { ok } from '../../../shared/result.ts';
import {
  all,
  first,
  inTransaction,
  type ReadableDb,
  type WritableDb,
} from '../../base/database/database.ts';
import { json, likePattern } from '../../base/database/values.ts';
import { linkEntry } from './chain.ts';

const rowSchema = activityEntrySchema.extend({ detail: json(activityEntrySchema.shape.detail) });

export interface ActivityQuery {
  readonly search?: string | undefined;
  /** Found by the search whatever their subject and detail. */
  readonly kinds?: readonly ActivityKind[] | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** The newest first. */
export function listActivity(db: ReadableDb, query: ActivityQuery): ActivityEntry[] {
  const pattern = likePattern(query.search ?? '');
  const rows = all(
    db,
    `SELECT id, at, kind, subject, detail FROM activity
     WHERE id < ?
       AND (subject LIKE ? ESCAPE '\\' OR kind LIKE ? ESCAPE '\\' OR detail LIKE ? ESCAPE '\\'
         OR kind IN (SELECT value FROM json_each(?)))
     ORDER BY id DESC LIMIT ?`,
    query.before ?? Number.MAX_SAFE_INTEGER,
    pattern,
    pattern,
    pattern,
    JSON.stringify(query.kinds ?? []),
    query.limit,
  );
  return z.array(rowSchema).parse(rows);
}

export interface NewActivity {
  readonly at: number;
  readonly kind: ActivityKind;
  readonly subject: string;
  readonly detail?: ActivityEntry['detail'];
}

const idRow = z.object({ id: z.number() });

/**
 * Appends to the log: inside the transaction of what it tells of, or in one of its own, since an
 * entry without its link would look like an edited one.
 */
export function logActivity(db: WritableDb, entry: NewActivity): void {
  if (db.inTransaction) append(db, entry);
  else inTransaction(db, () => ok(append(db, entry)));
}

function append(db: WritableDb, entry: NewActivity): void {
  const detail = JSON.stringify(entry.detail ?? {});
  const row = first(
    db,
    'INSERT INTO activity (at, kind, subject, detail) VALUES (?, ?, ?, ?) RETURNING id',
    entry.at,
    entry.kind,
    entry.subject,
    detail,
  );
  linkEntry(db, { ...entry, detail, id: idRow.parse(row).id });
}
