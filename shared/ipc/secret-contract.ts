import { z } from 'zod';
import {
  addSecretSchema,
  consumerSecretSchema,
  handOverSchema,
} from '../domain/consumer-secret.ts';
import { consumerSecretIdSchema } from '../domain/ids.ts';
import { keysOfSchema } from '../domain/keys.ts';

const done = z.null();
const ofApplication = {
  topics: ['applications', 'keys', 'tokens', 'subscriptions'],
  id: ({ applicationId }: { readonly applicationId: string }) => applicationId,
} as const;

/** The calls about consumer keys and their secrets. */
export const secretContract = {
  /** The newest first. */
  'consumer-secret:list': {
    input: keysOfSchema,
    output: z.array(consumerSecretSchema),
    reads: ['keys', 'secrets'],
  },
  'consumer-secret:add': {
    input: addSecretSchema,
    output: consumerSecretSchema,
    changes: ['keys', 'activity'],
    one: ofApplication,
  },
  'consumer-secret:revoke': {
    input: z.strictObject({ id: consumerSecretIdSchema }),
    output: done,
    changes: ['keys', 'activity'],
  },
  /** The keys' registration elsewhere. */
  'keys:hand-over': { input: keysOfSchema, output: handOverSchema, reads: ['keys'] },
  'keys:set-hand-over': {
    input: keysOfSchema.extend(handOverSchema.shape),
    output: done,
    changes: ['keys', 'activity'],
    one: ofApplication,
  },
  /** Removes the keys with their secrets and tokens; gateways keep refusing these. */
  'keys:remove': {
    input: keysOfSchema,
    output: z.object({ tokens: z.number() }),
    changes: ['applications', 'keys', 'tokens', 'gateway', 'activity'],
    one: ofApplication,
  },
} as const;
