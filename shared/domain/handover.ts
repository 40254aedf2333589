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

/**
 * What an archive of an application from WSO2 has and this program doesn't use: a hand-over writes
 * it again. Never a secret.
 */
export const wso2FieldsSchema = z.object({
  version: z.string().optional(),
  application: z.record(z.string(), z.unknown()).default({}),
  /** By key type. */
  keys: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  subscriptions: z.array(z.record(z.string(), z.unknown())).default([]),
  /** Those whose API or plan wasn't here. */
  notHere: z.array(z.record(z.string(), z.unknown())).default([]),
});
export type Wso2Fields = z.infer<typeof wso2FieldsSchema>;
