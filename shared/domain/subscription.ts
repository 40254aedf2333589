import { z } from 'zod';
import {
  apiIdSchema,
  applicationIdSchema,
  businessPlanIdSchema,
  subscriptionIdSchema,
} from './ids.ts';
import type { KeyType } from './token.ts';

export const subscriptionStates = ['UNBLOCKED', 'BLOCKED', 'PROD_ONLY_BLOCKED', 'ON_HOLD'] as const;
export type SubscriptionState = (typeof subscriptionStates)[number];

export const subscriptionSchema = z.object({
  id: subscriptionIdSchema,
  applicationId: applicationIdSchema,
  apiId: apiIdSchema,
  apiName: z.string(),
  apiVersion: z.string(),
  apiContext: z.string(),
  apiProvider: z.string(),
  businessPlanId: businessPlanIdSchema,
  businessPlanName: z.string(),
  state: z.enum(subscriptionStates),
  createdAt: z.number(),
});

export type Subscription = z.infer<typeof subscriptionSchema>;

/** The states (WSO2's) in which a subscription is included in a new token of this key type. */
export function grantingStates(keyType: KeyType): readonly SubscriptionState[] {
  return keyType === 'SANDBOX' ? ['UNBLOCKED', 'PROD_ONLY_BLOCKED'] : ['UNBLOCKED'];
}
