import { z } from 'zod';
import {
  type ActivityEntry,
  type ActivityKind,
  activityEntrySchema,
} from '../../../shared/domain/activity.ts';
import { all, type ReadableDb } from '../../base/database/database.ts';
import { json, likePattern } from '../../base/database/values.ts';

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
