import { z } from 'zod';
import { nameKey } from '../../../shared/domain/text.ts';
import { first, type ReadableDb } from '../../base/database/database.ts';
import type { Condition } from './ledger-order.ts';

const markRow = z.object({ last: z.number(), isBehind: z.number() });

/** The last token in the search index if others follow: on a full disk it can't be completed. */
export function lastIndexed(db: ReadableDb): number | null {
  const row = first(
    db,
    `SELECT last, EXISTS (SELECT 1 FROM token WHERE sequence > last) AS isBehind
     FROM token_search_mark WHERE only = 1`,
  );
  const { last, isBehind } = markRow.parse(row);
  return isBehind === 1 ? last : null;
}

/** What the search index finds. */
export function hasName(search: string): Condition {
  const text = nameKey(search);
  return [
    `((SELECT instr(name_key, ?) > 0 FROM application WHERE id = t.application_id)
      OR EXISTS (SELECT 1 FROM json_each(iif(json_valid(t.scopes), t.scopes, '[]'))
        WHERE instr(lower(value), ?) > 0))`,
    text,
    text,
  ];
}
