import { run, type WritableDb } from './database.ts';

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
