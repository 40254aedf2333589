import { z } from 'zod';
import { MOST_NAMED, MOST_USERS, type Used, type Users } from '../../../shared/domain/catalogue.ts';
import { apiIdSchema, applicationIdSchema } from '../../../shared/domain/ids.ts';
import { all, type Bound, type ReadableDb } from '../../base/database/database.ts';
import { readable } from '../../base/database/readable.ts';
import { compareText } from '../../base/database/values.ts';

const applicationRow = z.object({ id: applicationIdSchema, name: z.string() });
const apiRow = z.object({ id: apiIdSchema, name: z.string(), version: z.string() });

/** The ids of users outside the bin, each once; the last value bound is the limit. */
interface Queries {
  readonly applications: string;
  readonly apis: string;
  readonly value: Bound;
}

const ofPlan = {
  applications: `
    SELECT DISTINCT s.application_id AS id
    FROM subscription s INDEXED BY subscription_by_plan
      CROSS JOIN application a ON a.id = s.application_id
      CROSS JOIN api ON api.id = s.api_id
    WHERE running() AND s.business_plan_id = ? AND s.deleted_at IS NULL
      AND a.deleted_at IS NULL AND api.deleted_at IS NULL
    LIMIT ?`,
  apis: `
    SELECT o.api_id AS id
    FROM api_business_plan o INDEXED BY api_business_plan_by_plan
      CROSS JOIN api ON api.id = o.api_id
    WHERE running() AND o.business_plan_id = ? AND api.deleted_at IS NULL
    LIMIT ?`,
};

const ofQuota = {
  applications: `
    SELECT id FROM application INDEXED BY application_by_quota
    WHERE running() AND per_token_quota = ? AND deleted_at IS NULL LIMIT ?`,
  apis: 'SELECT id FROM api WHERE id = ? AND false LIMIT ?',
};

const ofScope = {
  applications: `
    SELECT id FROM (
      SELECT s.application_id AS id
      FROM api_scope c INDEXED BY api_scope_by_name
        CROSS JOIN api ON api.id = c.api_id
        CROSS JOIN subscription s INDEXED BY subscription_by_api ON s.api_id = c.api_id
        CROSS JOIN application a ON a.id = s.application_id
      WHERE running() AND c.name = ? AND api.deleted_at IS NULL
        AND s.deleted_at IS NULL AND a.deleted_at IS NULL
      LIMIT ?) x`,
  apis: `
    SELECT c.api_id AS id FROM api_scope c INDEXED BY api_scope_by_name
      CROSS JOIN api ON api.id = c.api_id
    WHERE running() AND c.name = ? AND api.deleted_at IS NULL LIMIT ?`,
};

function queriesOf(used: Used): Queries {
  if ('businessPlanId' in used) return { ...ofPlan, value: used.businessPlanId };
  return 'quota' in used ? { ...ofQuota, value: used.quota } : { ...ofScope, value: used.scope };
}

interface Named {
  readonly name: string;
}
const byName = (one: Named, other: Named): number => compareText(one.name, other.name);

/** Who uses a business plan, a per-token quota or a scope. */
export function usersOf(db: ReadableDb, used: Used): Users {
  const { applications, apis, value } = queriesOf(used);
  const idsOf = (sql: string): readonly string[] => {
    const rows = z.array(z.object({ id: z.string() })).parse(all(db, sql, value, MOST_USERS + 1));
    return [...new Set(rows.map(({ id }) => id))];
  };
  const [applicationIds, apiIds] = [idsOf(applications), idsOf(apis)];
  const named = (table: 'application' | 'api', columns: string, ids: readonly string[]) =>
    all(
      db,
      `SELECT t.id, ${columns} FROM json_each(?) v CROSS JOIN ${table} t ON t.id = v.value`,
      JSON.stringify(ids.slice(0, MOST_NAMED)),
    );
  return {
    applications: readable(applicationRow, named('application', 't.name', applicationIds)).toSorted(
      byName,
    ),
    apis: readable(apiRow, named('api', 't.name, t.version', apiIds)).toSorted(byName),
    applicationCount: applicationIds.length,
    apiCount: apiIds.length,
  };
}
