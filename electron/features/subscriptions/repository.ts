import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type ApiId,
  type ApplicationId,
  type BusinessPlanId,
  type SubscriptionId,
  subscriptionIdSchema,
} from '../../../shared/domain/ids.ts';
import type { AvailableScope } from '../../../shared/domain/keys.ts';
import {
  grantingStates,
  type Subscription,
  type SubscriptionState,
  subscriptionSchema,
} from '../../../shared/domain/subscription.ts';
import type { KeyType } from '../../../shared/domain/token.ts';
import {
  all,
  first,
  type ReadableDb,
  runOne,
  type WritableDb,
} from '../../base/database/database.ts';
import { readable } from '../../base/database/readable.ts';
import { compareText } from '../../base/database/values.ts';

const SELECT = `
  SELECT s.id, s.application_id AS applicationId, s.state, s.created_at AS createdAt,
    api.id AS apiId, api.name AS apiName, api.version AS apiVersion, api.context AS apiContext,
    api.provider AS apiProvider,
    p.id AS businessPlanId, p.name AS businessPlanName, api.name_key AS apiNameKey, p.position
  FROM subscription s
    CROSS JOIN api ON api.id = s.api_id
    CROSS JOIN application a ON a.id = s.application_id
    CROSS JOIN business_plan p ON p.id = s.business_plan_id
  WHERE s.deleted_at IS NULL AND api.deleted_at IS NULL AND a.deleted_at IS NULL`;

const listedRow = subscriptionSchema.extend({ apiNameKey: z.string(), position: z.number() });

/** Sorted by API, then by plan. */
export function listSubscriptions(db: ReadableDb, applicationId: ApplicationId): Subscription[] {
  const rows = all(db, `${SELECT} AND s.application_id = ?`, applicationId);
  return readable(listedRow, rows)
    .toSorted(
      (one, other) =>
        compareText(one.apiNameKey, other.apiNameKey) ||
        compareText(one.apiVersion, other.apiVersion) ||
        one.position - other.position,
    )
    .map(({ apiNameKey: _apiNameKey, position: _position, ...subscription }) => subscription);
}

/** The subscriptions that a new token of this key type includes. */
export function listGrantingSubscriptions(
  db: ReadableDb,
  applicationId: ApplicationId,
  keyType: KeyType,
): Subscription[] {
  const states = grantingStates(keyType);
  return listSubscriptions(db, applicationId).filter(({ state }) => states.includes(state));
}

const foundSubscription = subscriptionSchema.optional();

export function findSubscription(db: ReadableDb, id: SubscriptionId): Subscription | undefined {
  return foundSubscription.parse(first(db, `${SELECT} AND s.id = ?`, id));
}

export interface SubscriptionKey {
  readonly applicationId: ApplicationId;
  readonly apiId: ApiId;
  readonly businessPlanId: BusinessPlanId;
}

/** Whether the application is already subscribed to this API with this plan. */
export function subscriptionExists(db: ReadableDb, key: SubscriptionKey): boolean {
  const row = first(
    db,
    `SELECT 1 FROM subscription
     WHERE application_id = ? AND api_id = ? AND business_plan_id = ? AND deleted_at IS NULL`,
    key.applicationId,
    key.apiId,
    key.businessPlanId,
  );
  return row !== undefined;
}

export function insertSubscription(
  db: WritableDb,
  key: SubscriptionKey,
  now: number,
): SubscriptionId {
  const id = subscriptionIdSchema.parse(randomUUID());
  runOne(
    db,
    `INSERT INTO subscription
       (id, application_id, api_id, business_plan_id, state, created_at, updated_at)
     VALUES (?, ?, ?, ?, 'UNBLOCKED', ?, ?)`,
    id,
    key.applicationId,
    key.apiId,
    key.businessPlanId,
    now,
    now,
  );
  return id;
}

export function setSubscriptionPlan(
  db: WritableDb,
  id: SubscriptionId,
  businessPlanId: BusinessPlanId,
  now: number,
): void {
  runOne(
    db,
    'UPDATE subscription SET business_plan_id = ?, updated_at = ? WHERE id = ?',
    businessPlanId,
    now,
    id,
  );
}

export function setSubscriptionState(
  db: WritableDb,
  id: SubscriptionId,
  state: SubscriptionState,
  now: number,
): void {
  runOne(db, 'UPDATE subscription SET state = ?, updated_at = ? WHERE id = ?', state, now, id);
}

export function deleteSubscription(db: WritableDb, id: SubscriptionId, now: number): void {
  runOne(db, 'UPDATE subscription SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL', now, id);
}

const scopeRow = z.object({
  name: z.string(),
  displayName: z.string(),
  description: z.string(),
  api: z.string(),
  nameKey: z.string(),
  version: z.string(),
  position: z.number(),
});

/**
 * The scopes that the application's subscriptions grant for this key type, each once, with the APIs
 * that define it; names and descriptions come from the first API that has them.
 */
export function listAvailableScopes(
  db: ReadableDb,
  applicationId: ApplicationId,
  keyType: KeyType,
): AvailableScope[] {
  return listScopesOf(db, applicationId, grantingStates(keyType));
}

/** The same for subscriptions in these states. */
export function listScopesOf(
  db: ReadableDb,
  applicationId: ApplicationId,
  states: readonly SubscriptionState[],
): AvailableScope[] {
  const rows = all(
    db,
    `SELECT c.name, c.display_name AS displayName, c.description,
       api.name || ' ' || api.version AS api, api.name_key AS nameKey, api.version, c.position
     FROM (SELECT DISTINCT api_id FROM subscription
           WHERE application_id = ? AND deleted_at IS NULL
             AND state IN (SELECT value FROM json_each(?))) s
       CROSS JOIN api ON api.id = s.api_id
       CROSS JOIN api_scope c ON c.api_id = api.id
     WHERE api.deleted_at IS NULL`,
    applicationId,
    JSON.stringify(states),
  );
  const scopes = readable(scopeRow, rows).toSorted(
    (one, other) =>
      compareText(one.nameKey, other.nameKey) ||
      compareText(one.version, other.version) ||
      one.position - other.position,
  );
  const byName = Map.groupBy(scopes, (row) => row.name);
  return [...byName].map(([name, same]) => ({
    name,
    displayName: same.find((row) => row.displayName !== '')?.displayName ?? '',
    description: same.find((row) => row.description !== '')?.description ?? '',
    apis: same.map((row) => row.api),
  }));
}
