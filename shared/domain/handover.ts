import { z } from 'zod';
import { applicationIdSchema } from './ids.ts';

/** Files that move applications to another program. */
export const handoverFormats = [
  'wso2',
  'keycloak',
  'kubernetes-secret',
  'kubernetes-configmap',
  'postman',
  'insomnia',
  'bruno',
] as const;
export type HandoverFormat = (typeof handoverFormats)[number];

export const handoverRequestSchema = z.strictObject({
  format: z.enum(handoverFormats),
  /** The applications to hand over; `wso2` and `bruno` take one. */
  applicationIds: z.array(applicationIdSchema).min(1).max(10_000),
  /** For `keycloak`: the private signing key in PEM, by which tokens issued here verify there. */
  signingKey: z
    .strictObject({ kid: z.string().max(200), privatePem: z.string().max(20_000) })
    .nullable(),
});

export const handoverResultSchema = z.object({
  path: z.string(),
  /** How many applications are in it. */
  count: z.number(),
});
