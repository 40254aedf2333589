import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type Application,
  type ApplicationDraft,
  type ApplicationSort,
  type ApplicationSummary,
  applicationSchema,
  applicationSummarySchema,
  tokenGlanceSchema,
} from '../../../shared/domain/application.ts';
import { type ApplicationId, applicationIdSchema } from '../../../shared/domain/ids.ts';
import { folded, nameKey, orderKey } from '../../../shared/domain/text.ts';
import {
  all,
  first,
  type ReadableDb,
  runOne,
  type WritableDb,
} from '../../base/database/database.ts';
import {
  countFound,
  inOrder,
  type Listed,
  type Order,
  type PageQuery,
  pageOf,
  placeOfName,
  rowsOf,
} from '../../base/database/lists.ts';
import { flag, json } from '../../base/database/values.ts';
import { pageByEnd } from './soonest-first.ts';

/** The newest token of one key type, as one JSON value, or NULL. */
function glance(keyType: 'PRODUCTION' | 'SANDBOX'): string {
  return `(
    SELECT json_object('issuedAt', t.issued_at, 'expiresAt', t.expires_at,
      'neverExpires', t.never_expires, 'revokedAt', t.revoked_at)
    FROM token t JOIN application_keys k ON k.id = t.keys_id
    WHERE k.application_id = a.id AND k.key_type = '${keyType}'
    ORDER BY t.sequence DESC LIMIT 1)`;
}

const COLUMNS = `
  a.id, a.name, a.description, a.per_token_quota AS perTokenQuota,
  a.created_at AS createdAt, a.updated_at AS updatedAt,
  (SELECT count(*) FROM subscription s JOIN api ON api.id = s.api_id
   WHERE s.application_id = a.id AND s.deleted_at IS NULL AND api.deleted_at IS NULL
  ) AS subscriptionCount,
  ${glance('PRODUCTION')} AS production,
  ${glance('SANDBOX')} AS sandbox`;

const glanceColumn = json(tokenGlanceSchema.extend({ neverExpires: flag })).nullable();
const glances = { production: glanceColumn, sandbox: glanceColumn };
const summaryRow = applicationSummarySchema.extend(glances);
const applicationRow = applicationSchema.extend(glances);

const listedRow = summaryRow.extend({ row: z.number() });

const listed: Listed = { table: 'application', rowid: 'number', search: 'application_search' };

const byName: Order = { index: 'application_in_order', by: 'name_order', isDescending: false };
const orders: Readonly<Record<Exclude<ApplicationSort, 'expires'>, Order>> = {
  name: byName,
  newest: { index: '', by: null, isDescending: true },
  changed: { index: 'application_by_change', by: 'updated_at', isDescending: true },
};

export interface ApplicationQuery extends PageQuery {
  readonly sort?: ApplicationSort | undefined;
  /** Only the application with this name, ignoring case. */
  readonly name?: string | undefined;
}

/** A page of applications; `now` in milliseconds decides what expires soonest. */
export function listApplications(
  db: ReadableDb,
  query: ApplicationQuery,
  now: number,
): readonly ApplicationSummary[] {
  const page = query.name === undefined ? pageBySort(db, query, now) : namedRows(db, query.name);
  const rows = all(
    db,
    `SELECT ${COLUMNS}, a.number AS row FROM application a
     WHERE a.number IN (SELECT value FROM json_each(?))`,
    JSON.stringify(page),
  );
  return inOrder(page, z.array(listedRow).parse(rows)).map(({ row: _row, ...summary }) => summary);
}

/** The position, by name, of the first application whose name starts with `typed`. */
export function applicationPlace(db: ReadableDb, typed: string): number | null {
  return placeOfName(db, listed, typed);
}

export function countApplications(db: ReadableDb, search: string): number {
  return countFound(db, listed, search);
}

function pageBySort(db: ReadableDb, query: ApplicationQuery, now: number): readonly number[] {
  const sort = query.sort ?? 'name';
  return sort === 'expires'
    ? pageByEnd(db, listed, byName, query, now)
    : pageOf(db, listed, orders[sort], query);
}

function namedRows(db: ReadableDb, name: string): readonly number[] {
  return rowsOf(
    all(
      db,
      'SELECT number AS row FROM application WHERE name_key = ? AND deleted_at IS NULL',
      nameKey(name),
    ),
  );
}

export function findApplication(
  db: ReadableDb,
  id: ApplicationId,
  now: number,
): Application | undefined {
  const row = first(
    db,
    `SELECT ${COLUMNS}, a.number,
       (SELECT count(*) FROM token t INDEXED BY token_not_refused_by_application
        WHERE t.application_id = a.id AND t.refused_at IS NULL
          AND (t.never_expires = 1 OR t.expires_at > ?)) AS activeTokenCount
     FROM application a WHERE a.id = ? AND a.deleted_at IS NULL`,
    now,
    id,
  );
  return applicationRow.optional().parse(row);
}

/** Names are unique, ignoring case, among applications that aren't deleted. */
export function applicationNameTaken(
  db: ReadableDb,
  name: string,
  except: ApplicationId | null,
): boolean {
  const row = first(
    db,
    'SELECT 1 FROM application WHERE name_key = ? AND deleted_at IS NULL AND id IS NOT ?',
    nameKey(name),
    except,
  );
  return row !== undefined;
}

/** The text that a search for applications matches. */
function searchText({ name, description }: ApplicationDraft): string {
  return folded(`${name}\n${description}`);
}

export function insertApplication(
  db: WritableDb,
  draft: ApplicationDraft,
  now: number,
): ApplicationId {
  const id = applicationIdSchema.parse(randomUUID());
  runOne(
    db,
    `INSERT INTO application
       (id, name, name_key, name_order, search_text, description, per_token_quota, created_at,
        updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    draft.name,
    nameKey(draft.name),
    orderKey(draft.name),
    searchText(draft),
    draft.description,
    draft.perTokenQuota,
    now,
    now,
  );
  return id;
}

export function updateApplication(
  db: WritableDb,
  id: ApplicationId,
  draft: ApplicationDraft,
  now: number,
): void {
  runOne(
    db,
    `UPDATE application
     SET name = ?, name_key = ?, name_order = ?, search_text = ?, description = ?,
       per_token_quota = ?, updated_at = ?
     WHERE id = ? AND deleted_at IS NULL`,
    draft.name,
    nameKey(draft.name),
    orderKey(draft.name),
    searchText(draft),
    draft.description,
    draft.perTokenQuota,
    now,
    id,
  );
}

export function deleteApplication(db: WritableDb, id: ApplicationId, now: number): void {
  runOne(db, 'UPDATE application SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL', now, id);
}
