import { run, type WritableDb } from './database.ts';
import { CURRENT_OF_KEYS } from './migrations/current-tokens.ts';

/** Counts anew what the triggers of migrations/use-counts.ts count change by change. */
export function recountUses(db: WritableDb): void {
  run(
    db,
    `UPDATE business_plan SET subscription_count = (
       SELECT count(*) FROM subscription s
         JOIN application a ON a.id = s.application_id JOIN api ON api.id = s.api_id
       WHERE s.business_plan_id = business_plan.id AND s.deleted_at IS NULL
         AND a.deleted_at IS NULL AND api.deleted_at IS NULL)`,
  );
  run(
    db,
    `UPDATE api SET application_count = (
       SELECT count(DISTINCT s.application_id) FROM subscription s
         JOIN application a ON a.id = s.application_id
       WHERE s.api_id = api.id AND s.deleted_at IS NULL AND a.deleted_at IS NULL)`,
  );
}

/** Marks anew what the triggers of migrations/current-tokens.ts mark token by token. */
export function recountCurrent(db: WritableDb): void {
  run(
    db,
    `UPDATE token SET current_of = 0 WHERE current_of <> 0 AND sequence <>
       (SELECT n.sequence FROM token n
        WHERE n.application_id = token.application_id AND n.keys_id = token.keys_id
        ORDER BY n.sequence DESC LIMIT 1)`,
  );
  run(
    db,
    `UPDATE token SET current_of =
       (SELECT ${CURRENT_OF_KEYS} FROM application_keys k WHERE k.id = token.keys_id)
     WHERE sequence IN (SELECT
       (SELECT n.sequence FROM token n
        WHERE n.application_id = k.application_id AND n.keys_id = k.id
        ORDER BY n.sequence DESC LIMIT 1) FROM application_keys k)`,
  );
}

/** Notes anew up to where tokens can be stale: migrations/coverage.ts. Reads the whole ledger. */
export function recountOutdated(db: WritableDb): void {
  run(db, 'UPDATE coverage SET outdated_until = 0');
  run(db, 'UPDATE signing_key SET outdated_until = 0');
  run(
    db,
    `UPDATE application_keys SET outdated_until = coalesce((SELECT max(t.sequence) FROM token t
       JOIN signing_key g ON g.id = t.signing_key_id
       WHERE t.application_id = application_keys.application_id
         AND t.keys_id = application_keys.id AND t.coverage <>
         application_keys.coverage + g.replaced + (SELECT version FROM coverage)), 0)`,
  );
}
