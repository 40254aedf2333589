import { z } from 'zod';
import { activityEntrySchema } from '../../../shared/domain/activity.ts';
import { apiSchema } from '../../../shared/domain/api.ts';
import { applicationSummarySchema } from '../../../shared/domain/application.ts';
import { bulkIssueSchema } from '../../../shared/domain/bulk.ts';
import { businessPlanSchema } from '../../../shared/domain/business-plan.ts';
import { gatewayExportSchema } from '../../../shared/domain/gateway.ts';
import { unlockMethodIdSchema } from '../../../shared/domain/ids.ts';
import type { JobProgress } from '../../../shared/domain/job.ts';
import { savedFilterSchema } from '../../../shared/domain/ledger-filter.ts';
import { signingAlgorithms, signingKeyStates } from '../../../shared/domain/signing-key.ts';
import { subscriptionStates } from '../../../shared/domain/subscription.ts';
import { keyTypes } from '../../../shared/domain/token.ts';
import { each, type ReadableDb } from '../../base/database/database.ts';
import { databaseError } from '../../base/database/database-error.ts';
import { json } from '../../base/database/values.ts';
import { isReadableSetting } from '../settings/repository.ts';
import { coverageSchema } from '../tokens/coverage.ts';

const id = z.uuid();
const text = z.string();
/** What a JavaScript date can be, in milliseconds. */
const time = z.int().min(-8_640_000_000_000_000).max(8_640_000_000_000_000);
const noTime = time.nullable();
const bit = z.literal([0, 1]);
const texts = json(z.array(text));
const scope = apiSchema.shape.scopes.element.shape;
const plan = businessPlanSchema.shape;
const exported = gatewayExportSchema.shape;

/**
 * What the rows of each table must look like to be listed. SQLite's own checks find a wrong type; a
 * row that is left out of a list because of its values is found only by these.
 */
const shapes: Readonly<Record<string, Readonly<Record<string, z.ZodType>>>> = {
  setting: { name: text, value: json(z.unknown()) },
  business_plan: {
    id,
    name: text,
    description: plan.description,
    requests_per_minute: plan.requestsPerMinute,
  },
  api: {
    id,
    name: text,
    version: text,
    context: apiSchema.shape.context,
    provider: text,
    description: apiSchema.shape.description,
    created_at: time,
    updated_at: time,
    deleted_at: noTime,
  },
  api_scope: {
    api_id: id,
    name: scope.name,
    display_name: text,
    description: scope.description,
  },
  api_business_plan: { api_id: id, business_plan_id: id },
  application: {
    id,
    name: text,
    description: applicationSummarySchema.shape.description,
    per_token_quota: applicationSummarySchema.shape.perTokenQuota,
    owner: text,
    group_name: text,
    is_favourite: bit,
    attributes: json(applicationSummarySchema.shape.attributes),
    wso2_fields: json(z.record(text, z.unknown())),
    created_at: time,
    updated_at: time,
    deleted_at: noTime,
  },
  application_form: {
    id,
    profile: text.nullable(),
    algorithm: text.nullable(),
    claims: json(z.record(text, z.unknown())),
  },
  subscription: {
    id,
    application_id: id,
    api_id: id,
    business_plan_id: id,
    state: z.enum(subscriptionStates),
    created_at: time,
    deleted_at: noTime,
  },
  application_keys: {
    id,
    application_id: id,
    key_type: z.enum(keyTypes),
    consumer_key: text.min(1),
    created_at: time,
    grant_types: texts,
    callback_url: text,
    not_before: noTime,
  },
  consumer_secret: {
    id,
    keys_id: id,
    note: text,
    created_at: time,
    expires_at: noTime,
    revoked_at: noTime,
    last_shown_at: noTime,
  },
  signing_key: {
    id,
    kid: text.min(1),
    algorithm: z.enum(signingAlgorithms),
    state: z.enum(signingKeyStates),
    created_at: time,
    current_at: noTime,
    previous_at: noTime,
    retired_at: noTime,
  },
  token: {
    id,
    keys_id: id,
    application_id: id,
    signing_key_id: id,
    profile: text.min(1),
    size: z.int(),
    issuer: text,
    audience: texts,
    scopes: texts,
    api_count: z.int(),
    issued_at: time,
    expires_at: time,
    never_expires: bit,
    revoked_at: noTime,
    withdrawn_at: noTime,
  },
  token_secret: { token_id: id },
  token_coverage: { keys_id: id, mark: text.min(1), covers: json(coverageSchema) },
  purged_token: { id, expires_at: time, revoked_at: time },
  saved_filter: {
    name: savedFilterSchema.shape.name,
    filter: json(savedFilterSchema.shape.filter),
  },
  reminder_sent: {
    kind: z.enum(['token', 'consumer-secret', 'certificate']),
    id: text,
    expires_at: time,
  },
  gateway_export: {
    file: exported.file,
    number: exported.number,
    exported_at: time,
    kids: json(exported.kids),
    revoked: exported.revoked,
    issuer: exported.issuer,
    audience: json(exported.audience),
    profiles: json(exported.profiles),
  },
  unlock_use: { method_id: unlockMethodIdSchema, last_used_at: time },
  activity: {
    id: z.int(),
    at: time,
    kind: activityEntrySchema.shape.kind,
    subject: text,
    detail: json(activityEntrySchema.shape.detail),
    by_name: text,
    by_method: activityEntrySchema.shape.byMethod,
  },
  bulk_issue: {
    id,
    kind: bulkIssueSchema.shape.kind,
    created_at: time,
    started_at: noTime,
    ended_at: noTime,
    left_out: json(z.record(text, z.number())),
    cut_off: json(z.object({ at: time })).nullable(),
  },
  bulk_item: {
    application_id: id,
    application_name: text,
    key_type: z.enum(keyTypes),
    scopes: texts,
    token_id: id.nullable(),
    expires_at: noTime,
  },
};

/** Whether a stored row can be shown. Columns that it doesn't have are ignored. */
export function isReadableRow(table: string, row: Readonly<Record<string, unknown>>): boolean {
  const areReadable = Object.entries(shapes[table] ?? {}).every(
    ([column, schema]) => !(column in row) || schema.safeParse(row[column]).success,
  );
  return areReadable && (table !== 'setting' || isReadableSetting(row));
}

/** A table with rows that can't be shown. */
export interface Unreadable {
  readonly table: string;
  readonly count: number;
}

/** Reads every row. Damage to a table ends its count: SQLite's own check reports that. */
export function countUnreadable(
  db: ReadableDb,
  onProgress: (progress: JobProgress) => void,
): readonly Unreadable[] {
  const tables = Object.entries(shapes);
  return tables.flatMap(([table, shape], nth) => {
    onProgress({ done: nth, total: tables.length });
    let count = 0;
    try {
      for (const row of each(db, `SELECT ${Object.keys(shape).join(', ')} FROM ${table}`)) {
        if (!isReadableRow(table, anyRow.parse(row))) count += 1;
      }
    } catch (error) {
      if (databaseError(error, table).code !== 'database/damaged') throw error;
    }
    return count === 0 ? [] : [{ table, count }];
  });
}

const anyRow = z.record(z.string(), z.unknown());
