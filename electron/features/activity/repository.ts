import {
  type ActivityEntry,
  type ActivityKind,
  activityEntrySchema,
} from '../../../shared/domain/activity.ts';
import { all, type ReadableDb } from '../../base/database/database.ts';
import { readablePage } from '../../base/database/readable.ts';
import { matchOf, quoted } from '../../base/database/search.ts';
import { json } from '../../base/database/values.ts';

const rowSchema = activityEntrySchema.extend({ detail: json(activityEntrySchema.shape.detail) });

export interface ActivityQuery {
  readonly search?: string | undefined;
  /** Kinds that match the search regardless of subject and detail. */
  readonly kinds?: readonly ActivityKind[] | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

const SELECT = `SELECT l.id, l.at, l.kind, l.subject, l.detail,
  l.by_name AS byName, l.by_method AS byMethod FROM`;

/** Newest first. */
export function listActivity(db: ReadableDb, query: ActivityQuery): ActivityEntry[] {
  const { limit, before = Number.MAX_SAFE_INTEGER } = query;
  const wanted = wantedBy(db, query);
  if (wanted === null) return [];
  return readablePage(rowSchema, limit, (most) =>
    wanted === ''
      ? all(db, `${SELECT} activity l WHERE l.id < ? ORDER BY l.id DESC LIMIT ?`, before, most)
      : all(
          db,
          `${SELECT} activity_search f CROSS JOIN activity l ON l.id = f.rowid
           WHERE f.activity_search MATCH ? AND f.rowid < ? ORDER BY f.rowid DESC LIMIT ?`,
          wanted,
          before,
          most,
        ),
  );
}

/** The FTS5 query: '' for everything, null if nothing can match. */
function wantedBy(db: ReadableDb, { search = '', kinds = [] }: ActivityQuery): string | null {
  if (search === '') return '';
  const parts = kinds.map((kind) => `(kind : ${quoted(kind)})`);
  const match = matchOf(db, 'activity_search', search);
  if (match !== null) parts.push(`(${match})`);
  return parts.length === 0 ? null : parts.join(' OR ');
}
