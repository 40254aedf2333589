import { type CatalogueScope, catalogueScopeSchema } from '../../../shared/domain/catalogue.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import {
  all,
  countRow,
  first,
  type ReadableDb,
  run,
  type WritableDb,
} from '../../base/database/database.ts';
import { readable } from '../../base/database/readable.ts';
import { flag } from '../../base/database/values.ts';

const scopeRow = catalogueScopeSchema.extend({ differs: flag });

interface Page {
  readonly prefix?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Sorts after every character that a scope may contain (RFC 6749 section 3.3). */
const LAST = '\u007F';

/** The scopes of APIs outside the bin, by name. Texts are those of the API that was added last. */
export function listScopes(
  db: ReadableDb,
  { prefix = '', after = '', limit }: Page,
): CatalogueScope[] {
  const rows = all(
    db,
    `SELECT c.name, c.display_name AS displayName, c.description, max(c.sequence) AS newest,
       min(c.display_name || char(10) || c.description)
         <> max(c.display_name || char(10) || c.description) AS differs,
       count(*) AS apiCount
     FROM api_scope c INDEXED BY api_scope_by_name CROSS JOIN api ON api.id = c.api_id
     WHERE running() AND c.name >= ? AND c.name > ? AND c.name < ? AND api.deleted_at IS NULL
     GROUP BY c.name ORDER BY c.name LIMIT ?`,
    prefix,
    after,
    prefix + LAST,
    limit,
  );
  return readable(scopeRow, rows);
}

interface Scope {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
}

/**
 * Changes a scope in every API that defines it. Renaming replaces the rows, so that tokens with the
 * old name become stale.
 *
 * @param now milliseconds since the epoch.
 * @returns how many APIs define it, `missing/scope`, or `field/taken` if one of them already defines
 *   the new name.
 */
export function updateScope(
  db: WritableDb,
  before: string,
  { name, displayName, description }: Scope,
  now: number,
): Result<number, AppError> {
  const found = first(db, 'SELECT count(*) AS count FROM api_scope WHERE name = ?', before);
  const { count } = countRow.parse(found);
  if (count === 0) return err(appError('missing/scope'));
  run(
    db,
    'UPDATE api SET updated_at = ? WHERE id IN (SELECT api_id FROM api_scope WHERE name = ?)',
    now,
    before,
  );
  if (name === before) {
    run(
      db,
      'UPDATE api_scope SET display_name = ?, description = ? WHERE name = ?',
      displayName,
      description,
      name,
    );
    return ok(count);
  }
  const both = `SELECT 1 FROM api_scope o CROSS JOIN api_scope n ON n.api_id = o.api_id
    WHERE o.name = ? AND n.name = ?`;
  if (first(db, both, before, name) !== undefined) {
    return err(appError('field/taken', { field: 'name', detail: { name } }));
  }
  run(
    db,
    `INSERT INTO api_scope (api_id, name, display_name, description, position)
     SELECT api_id, ?, ?, ?, position FROM api_scope WHERE name = ?`,
    name,
    displayName,
    description,
    before,
  );
  run(db, 'DELETE FROM api_scope WHERE name = ?', before);
  return ok(count);
}
