import { z } from 'zod';
import type { BackupDifferences } from '../../../shared/domain/backup.ts';
import { all, first, type ReadableDb } from '../../base/database/database.ts';

const ids = z.array(z.object({ id: z.string() }));

/** What is compared, and the query for its ids. */
const parts = {
  applications: 'SELECT id FROM application WHERE deleted_at IS NULL',
  apis: 'SELECT id FROM api WHERE deleted_at IS NULL',
  tokens: 'SELECT id FROM token',
  revocations:
    'SELECT id FROM token WHERE refused_at IS NOT NULL UNION SELECT id FROM purged_token',
} as const;

const setOf = (db: ReadableDb, sql: string): Set<string> =>
  new Set(ids.parse(all(db, sql)).map(({ id }) => id));

/** What restoring would bring back, and what it would remove. */
export function compareWith(present: ReadableDb, backup: ReadableDb): BackupDifferences {
  const part = (name: keyof typeof parts) => {
    const [here, there] = [setOf(present, parts[name]), setOf(backup, parts[name])];
    return { added: there.difference(here).size, removed: here.difference(there).size };
  };
  return {
    applications: part('applications'),
    apis: part('apis'),
    tokens: part('tokens'),
    revocations: part('revocations'),
    newestHere: newestEntry(present),
  };
}

const foundAt = z.object({ at: z.number() }).optional();

/** When the last entry of the activity log was written, in milliseconds. */
export function newestEntry(db: ReadableDb): number | null {
  const row = first(db, 'SELECT at FROM activity ORDER BY id DESC LIMIT 1');
  return foundAt.parse(row)?.at ?? null;
}
