import { savedFilterSchema } from '../../../shared/domain/ledger-filter.ts';
import { nameKey } from '../../../shared/domain/text.ts';
import { appError } from '../../../shared/errors.ts';
import { err, ok } from '../../../shared/result.ts';
import type { SomeHandlers } from '../../base/context/context.ts';
import { all, countRow, first, run } from '../../base/database/database.ts';
import { readable } from '../../base/database/readable.ts';
import { json } from '../../base/database/values.ts';

/** The most filters that are kept: a menu shows all of them. */
export const MOST_FILTERS = 100;

const filterRow = savedFilterSchema.extend({ filter: json(savedFilterSchema.shape.filter) });

export const savedFilterHandlers = {
  'saved-filter:list': ({ db }) =>
    ok(readable(filterRow, all(db, 'SELECT name, filter FROM saved_filter ORDER BY id'))),

  'saved-filter:save': ({ db, now }, { name, filter }) => {
    const row = first(
      db,
      'SELECT count(*) AS count FROM saved_filter WHERE id <> ?',
      nameKey(name),
    );
    if (countRow.parse(row).count >= MOST_FILTERS) {
      return err(appError('field/too-large', { field: 'name', detail: { max: MOST_FILTERS } }));
    }
    run(
      db,
      `INSERT INTO saved_filter (id, name, filter, updated_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE
       SET name = excluded.name, filter = excluded.filter, updated_at = excluded.updated_at`,
      nameKey(name),
      name,
      JSON.stringify(filter),
      now(),
    );
    return ok(null);
  },

  'saved-filter:delete': ({ db }, { name }) => {
    run(db, 'DELETE FROM saved_filter WHERE id = ?', nameKey(name));
    return ok(null);
  },
} satisfies SomeHandlers;
