import type { Api, ApiSummary } from '../../shared/domain/api.ts';
import type { ImportReview } from '../../shared/domain/api-import.ts';
import type { BusinessPlan } from '../../shared/domain/business-plan.ts';
import { apiIdSchema, businessPlanIdSchema, importIdSchema } from '../../shared/domain/ids.ts';
import type { ImportedApi } from '../../shared/domain/imported-api.ts';

/** A UUID that is the same in every run: version 4, variant 1. */
function uuid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

export const planId = (number: number) => businessPlanIdSchema.parse(uuid(number));
export const apiId = (number: number) => apiIdSchema.parse(uuid(number));
export const importId = importIdSchema.parse(uuid(99));

/** Bronze, Silver and Gold, by the ids 1 to 3. */
export const somePlans: BusinessPlan[] = ['Bronze', 'Silver', 'Gold'].map((name, place) => ({
  id: planId(place + 1),
  name,
  description: '',
  requestsPerMinute: 1000 * (place + 1),
  subscriptionCount: 0,
}));
export const allPlanIds = somePlans.map(({ id }) => id);

export function sampleApi(number: number, more: Partial<Api> = {}): Api {
  return {
    id: apiId(number),
    name: 'Petshop',
    version: '1.0.0',
    context: '/pets',
    provider: 'Petshop Inc.',
    description: 'Animals',
    scopes: [{ name: 'pets:read', displayName: 'Read', description: 'See the pets' }],
    businessPlanIds: allPlanIds,
    applicationCount: 0,
    subscriptionCount: 0,
    createdAt: 0,
    updatedAt: 0,
    ...more,
  };
}

export function summaryOf(api: Api): ApiSummary {
  const { id, name, version, context, provider, businessPlanIds, applicationCount } = api;
  const common = { id, name, version, context, provider, businessPlanIds, applicationCount };
  return { ...common, scopeCount: api.scopes.length, updatedAt: api.updatedAt };
}

export function foundApi(more: Partial<ImportedApi> = {}): ImportedApi {
  return {
    file: 'petshop.yaml',
    name: 'Petshop',
    version: '1.0.0',
    context: '/pets',
    provider: 'Petshop Inc.',
    description: 'Animals',
    scopes: [{ name: 'pets:read', displayName: 'Read', description: 'See the pets' }],
    notes: [],
    ...more,
  };
}

export function sampleReview(
  items: ImportReview['items'],
  problems: ImportReview['problems'] = [],
): ImportReview {
  return { id: importId, items, problems };
}
