import { z } from 'zod';
import {
  type ActivityEntry,
  type ActivityKind,
  activityEntrySchema,
} from '../../../shared/domain/activity.ts';
import { all, type ReadableDb } from '../../base/database/database.ts';
import { inPages } from '../../base/database/in-pages.ts';
import { readable, readablePage } from '../../base/database/readable.ts';
import { matchOf, quoted } from '../../base/database/search.ts';
import { json, text } from '../../base/database/values.ts';

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
  const { search = '', limit, before = Number.MAX_SAFE_INTEGER } = query;
  if (search === '') {
    return readablePage(rowSchema, limit, (most) =>
      all(db, `${SELECT} activity l WHERE l.id < ? ORDER BY l.id DESC LIMIT ?`, before, most),
    );
  }
  const newest = readable(rowSchema, notIndexed(db, query, before));
  const wanted = wantedBy(db, query);
  if (wanted === null || newest.length >= limit) return newest;
  const indexed = readablePage(rowSchema, limit - newest.length, (most) =>
    all(
      db,
      `${SELECT} activity_search f CROSS JOIN activity l ON l.id = f.rowid
       WHERE f.activity_search MATCH ? AND f.rowid < ? ORDER BY f.rowid DESC LIMIT ?`,
      wanted,
      before,
      most,
    ),
  );
  return [...newest, ...indexed];
}

const anyRow = z.looseObject({ id: z.number() });
const anyRows = z.array(anyRow);

/** Entries that match and aren't in the search index, since it can't be written: on a full disk. */
function notIndexed(db: ReadableDb, query: ActivityQuery, before: number): readonly unknown[] {
  const wanted = (query.search ?? '').toLowerCase();
  const kinds = new Set<string>(query.kinds);
  const found: unknown[] = [];
  const rows = inPages<z.infer<typeof anyRow>>((last, limit) =>
    anyRows.parse(
      all(
        db,
        `${SELECT} activity l WHERE l.id > (SELECT last FROM activity_search_mark WHERE only = 1)
         AND l.id < ? ORDER BY l.id DESC LIMIT ?`,
        last?.id ?? before,
        limit,
      ),
    ),
  );
  for (const row of rows) {
    const texts = [row['kind'], row['subject'], row['detail']].map(text);
    const isFound = texts.some((one) => one.toLowerCase().includes(wanted));
    if (isFound || kinds.has(text(row['kind']))) found.push(row);
    if (found.length >= query.limit) break;
  }
  return found;
}

/** The FTS5 query, or null if nothing can match. */
function wantedBy(db: ReadableDb, { search = '', kinds = [] }: ActivityQuery): string | null {
  const parts = kinds.map((kind) => `(kind : ${quoted(kind)})`);
  const match = matchOf(db, 'activity_search', search);
  if (match !== null) parts.push(`(${match})`);
  return parts.length === 0 ? null : parts.join(' OR ');
}
