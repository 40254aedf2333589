import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type Application,
  type ApplicationDraft,
  type ApplicationFilter,
  type ApplicationGroup,
  type ApplicationSort,
  type ApplicationSummary,
  type AttributeValues,
  applicationGroupSchema,
  applicationSchema,
  applicationSummarySchema,
  tokenGlanceSchema,
} from '../../../shared/domain/application.ts';
import { type ApplicationId, applicationIdSchema } from '../../../shared/domain/ids.ts';
import { folded, nameKey, orderKey } from '../../../shared/domain/text.ts';
import {
  all,
  countRow,
  first,
  type ReadableDb,
  runOne,
  type WritableDb,
} from '../../base/database/database.ts';
import {
  type Condition,
  countFound,
  inOrder,
  type Listed,
  type Order,
  type PageQuery,
  pageOf,
  placeOfName,
  rowsOf,
} from '../../base/database/lists.ts';
import { readable } from '../../base/database/readable.ts';
import { flag, json } from '../../base/database/values.ts';
import { pageByEnd } from './soonest-first.ts';

/** The newest token of one key type, as one JSON value, or NULL. */
function glance(keyType: 'PRODUCTION' | 'SANDBOX'): string {
  return `(
    SELECT json_object('issuedAt', t.issued_at, 'expiresAt', t.expires_at,
      'neverExpires', t.never_expires, 'revokedAt', t.revoked_at)
    FROM application_keys k
      CROSS JOIN token t ON t.application_id = k.application_id AND t.keys_id = k.id
    WHERE k.application_id = a.id AND k.key_type = '${keyType}'
    ORDER BY t.sequence DESC LIMIT 1)`;
}

const COLUMNS = `
  a.id, a.name, a.description, a.per_token_quota AS perTokenQuota, a.owner,
  a.group_name AS "group", a.attributes, a.is_favourite AS isFavourite,
  a.created_at AS createdAt, a.updated_at AS updatedAt,
  (SELECT count(*) FROM subscription s JOIN api ON api.id = s.api_id
   WHERE s.application_id = a.id AND s.deleted_at IS NULL AND api.deleted_at IS NULL
  ) AS subscriptionCount,
  ${glance('PRODUCTION')} AS production,
  ${glance('SANDBOX')} AS sandbox`;

/** A token that can't be read must not hide its application. */
const glanceColumn = json(tokenGlanceSchema.extend({ neverExpires: flag }))
  .nullable()
  .catch(null);
const columns = {
  attributes: json(applicationSummarySchema.shape.attributes),
  isFavourite: flag,
  production: glanceColumn,
  sandbox: glanceColumn,
};
const summaryRow = applicationSummarySchema.extend(columns);
const applicationRow = applicationSchema.extend(columns);
const foundApplication = applicationRow.optional();

const listedRow = summaryRow.extend({ row: z.number() });

const listed: Listed = { table: 'application', rowid: 'number', search: 'application_search' };

const byName: Order = { index: 'application_in_order', by: 'name_order', isDescending: false };
const orders: Readonly<Record<Exclude<ApplicationSort, 'expires'>, Order>> = {
  name: byName,
  newest: { index: '', by: null, isDescending: true },
  changed: { index: 'application_by_change', by: 'updated_at', isDescending: true },
};

export interface ApplicationQuery extends Omit<PageQuery, 'where' | 'search'>, ApplicationFilter {
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
  return inOrder(page, readable(listedRow, rows)).map(({ row: _row, ...summary }) => summary);
}

/** The position, by name, of the first application whose name starts with `typed`. */
export function applicationPlace(db: ReadableDb, typed: string): number | null {
  return placeOfName(db, listed, typed);
}

export function countApplications(db: ReadableDb, filter: ApplicationFilter): number {
  const index = narrowIndex(filter);
  return countFound(db, listed, filter.search ?? '', {
    where: filterConditions(filter),
    ...(index !== null && { index }),
  });
}

function pageBySort(db: ReadableDb, query: ApplicationQuery, now: number): readonly number[] {
  const { sort = 'name' } = query;
  const narrowed: PageQuery = { ...query, where: filterConditions(query) };
  const index = narrowIndex(query);
  const names = index === null ? byName : { ...byName, index };
  if (sort === 'expires') return pageByEnd(db, listed, names, narrowed, now);
  return pageOf(db, listed, sort === 'name' ? names : orders[sort], narrowed);
}

function filterConditions({ favourite, group }: ApplicationFilter): readonly Condition[] {
  const conditions: Condition[] = [];
  if (favourite === true) conditions.push(['t.is_favourite = 1']);
  // The second part lets SQLite use the partial index.
  if (group !== undefined)
    conditions.push(["t.group_key = ? AND t.group_key <> ''", nameKey(group)]);
  return conditions;
}

/** The index that has only the rows of a filter, in the order of their names. */
function narrowIndex({ favourite, group }: ApplicationFilter): string | null {
  if (group !== undefined) return 'application_by_group';
  return favourite === true ? 'application_favourites' : null;
}

/** The groups in order. Skips from one to the next through the index. */
export function listGroups(db: ReadableDb): readonly ApplicationGroup[] {
  const groups: ApplicationGroup[] = [];
  for (let after = ''; groups.length < MOST_GROUPS; ) {
    const row = first(
      db,
      `SELECT a.group_key AS key, a.group_name AS name,
         (SELECT count(*) FROM application o INDEXED BY application_by_group
          WHERE o.group_key = a.group_key AND o.deleted_at IS NULL AND o.group_key <> '') AS count
       FROM application a INDEXED BY application_by_group
       WHERE a.deleted_at IS NULL AND a.group_key <> '' AND a.group_key > ?
       ORDER BY a.group_key LIMIT 1`,
      after,
    );
    const group = foundGroup.parse(row);
    if (group === undefined) break;
    groups.push({ name: group.name, count: group.count });
    after = group.key;
  }
  return groups;
}

const groupRow = applicationGroupSchema.extend({ key: z.string() });
const foundGroup = groupRow.optional();

/** A longer list of groups would help nobody. */
const MOST_GROUPS = 500;

function namedRows(db: ReadableDb, name: string): readonly number[] {
  return rowsOf(
    all(
      db,
      'SELECT number AS row FROM application WHERE name_key = ? AND deleted_at IS NULL',
      nameKey(name),
    ),
  );
}

/** Of application `a`, at the bound time. */
const ACTIVE_TOKENS = `(
  SELECT count(*) FROM token t INDEXED BY token_not_refused_by_application
  WHERE t.application_id = a.id AND t.refused_at IS NULL
    AND (t.never_expires = 1 OR t.expires_at > ?))`;

export function findApplication(
  db: ReadableDb,
  id: ApplicationId,
  now: number,
): Application | undefined {
  const row = first(
    db,
    `SELECT ${COLUMNS}, a.number, ${ACTIVE_TOKENS} AS activeTokenCount
     FROM application a WHERE a.id = ? AND a.deleted_at IS NULL`,
    now,
    id,
  );
  return foundApplication.parse(row);
}

/** How many tokens of an application are active at `now` (ms). */
export function countActiveTokens(db: ReadableDb, id: ApplicationId, now: number): number {
  const sql = `SELECT ${ACTIVE_TOKENS} AS count FROM (SELECT ? AS id) a`;
  return countRow.parse(first(db, sql, now, id)).count;
}

const issuingRow = applicationSchema.pick({
  id: true,
  number: true,
  name: true,
  perTokenQuota: true,
  owner: true,
});
const foundIssuing = issuingRow.optional();

/** What a token says of its application. */
export type IssuingApplication = z.infer<typeof issuingRow>;

export function findIssuingApplication(
  db: ReadableDb,
  id: ApplicationId,
): IssuingApplication | undefined {
  const row = first(
    db,
    `SELECT id, number, name, per_token_quota AS perTokenQuota, owner
     FROM application WHERE id = ? AND deleted_at IS NULL`,
    id,
  );
  return foundIssuing.parse(row);
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

type Organisation = Pick<Application, 'owner' | 'group' | 'attributes'>;
type Organised = ApplicationDraft & Organisation;

const unorganised: Organisation = { owner: '', group: '', attributes: {} };

/** The draft, with the values of `before` for what it leaves out. */
function organised(draft: ApplicationDraft, before: Organisation): Organised {
  return {
    ...draft,
    owner: draft.owner ?? before.owner,
    group: draft.group ?? before.group,
    attributes: draft.attributes ?? before.attributes,
  };
}

/** The text that a search for applications matches. */
function searchText({ name, description, owner, group, attributes }: Organised): string {
  return folded([name, description, owner, group, ...Object.values(attributes)].join('\n'));
}

/** Without those that are empty. */
function attributesText(attributes: AttributeValues): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== '')),
  );
}

/** The columns that a draft fills, in the order of {@link editedValues}. */
const EDITED = [
  'name',
  'name_key',
  'name_order',
  'search_text',
  'description',
  'per_token_quota',
  'owner',
  'group_name',
  'group_key',
  'attributes',
] as const;

function editedValues(whole: Organised): readonly string[] {
  return [
    whole.name,
    nameKey(whole.name),
    orderKey(whole.name),
    searchText(whole),
    whole.description,
    whole.perTokenQuota,
    whole.owner,
    whole.group,
    nameKey(whole.group),
    attributesText(whole.attributes),
  ];
}

/** @param id of one that comes back from a file; a new one by default. */
export function insertApplication(
  db: WritableDb,
  draft: ApplicationDraft,
  now: number,
  id: ApplicationId = applicationIdSchema.parse(randomUUID()),
): ApplicationId {
  runOne(
    db,
    `INSERT INTO application (${EDITED.join(', ')}, updated_at, created_at, id)
     VALUES (${EDITED.map(() => '?').join(', ')}, ?, ?, ?)`,
    ...editedValues(organised(draft, unorganised)),
    now,
    now,
    id,
  );
  return id;
}

export function updateApplication(
  db: WritableDb,
  before: Application,
  draft: ApplicationDraft,
  now: number,
): void {
  runOne(
    db,
    `UPDATE application SET ${EDITED.map((column) => `${column} = ?`).join(', ')}, updated_at = ?
     WHERE id = ? AND deleted_at IS NULL`,
    ...editedValues(organised(draft, before)),
    now,
    before.id,
  );
}

/** `updated_at` stays: it says when what its tokens contain has changed. */
export function setFavourite(db: WritableDb, id: ApplicationId, isFavourite: boolean): void {
  runOne(db, 'UPDATE application SET is_favourite = ? WHERE id = ?', isFavourite ? 1 : 0, id);
}

export function deleteApplication(db: WritableDb, id: ApplicationId, now: number): void {
  runOne(db, 'UPDATE application SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL', now, id);
}
