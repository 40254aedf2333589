import type { WritableDb } from '../../electron/base/database/database.ts';
import { recountUses } from '../../electron/base/database/recount-uses.ts';
import { openBeside } from './data-key.ts';

const COUNTS = `
  SELECT id, subscription_count AS used FROM business_plan
  UNION ALL SELECT id, application_count FROM api ORDER BY id`;

/** How often plans and APIs are used: as the workspace has it, and counted anew. */
export async function useCountsOf(home: string) {
  const db = await openBeside(home);
  try {
    const stored = db.prepare(COUNTS).all();
    db.exec('BEGIN');
    recountUses(db as unknown as WritableDb);
    const counted = db.prepare(COUNTS).all();
    db.exec('ROLLBACK');
    return { stored, counted };
  } finally {
    db.close();
  }
}
