import { z } from 'zod';
import { type AppError, appErrorSchema } from '../errors.ts';
import { profileNames, rsaLengths } from './token-form.ts';
import { MAX_VALIDITY_SECONDS, readValidity } from './validity.ts';

/** Seconds, or a duration such as "90d". */
const durationSchema = z
  .union([z.number(), z.string().max(100)])
  .transform((value, context) => {
    const read = readValidity(String(value));
    if (read.ok && read.value > 0) return read.value;
    context.addIssue('not a duration');
    return z.NEVER;
  })
  .pipe(z.number().int().min(1).max(MAX_VALIDITY_SECONDS));

/**
 * What an administrator may prescribe for every workspace on a machine. Strict, since a misspelled
 * name would prescribe nothing.
 */
export const policySchema = z.strictObject({
  /** No token may be valid for longer; then none may be valid forever either. */
  longestValidity: durationSchema.optional(),
  /** False: no token that never expires. */
  neverExpiringTokens: z.boolean().optional(),
  /** Bits of an RSA key that signs, is created or is imported. */
  smallestRsaKey: z.literal(rsaLengths).optional(),
  /** The second folder for backups, by its absolute path. */
  backupFolder: z.string().min(1).max(4096).optional(),
  /** True: no file with a token, secret or private key in plain text. */
  encryptedExportsOnly: z.boolean().optional(),
  /** The claim profiles that may be used; the first is the default where another one is set. */
  profiles: z.array(z.enum(profileNames)).min(1).optional(),
});
export type PolicyRules = z.infer<typeof policySchema>;

/** The policy in force, and where it comes from. */
export interface Policy {
  readonly rules: PolicyRules;
  /** Null if there is none. */
  readonly place: string | null;
  /**
   * Why a policy that exists can't be used. `policy/invalid`: nothing may be issued or exported
   * until it is corrected. `policy/not-trusted`: it is ignored, since others could write it.
   */
  readonly problem: AppError | null;
}

export const noPolicy: Policy = { rules: {}, place: null, problem: null };

export const policyViewSchema = z.object({
  rules: policySchema,
  place: z.string().nullable(),
  problem: appErrorSchema.nullable(),
});

/** Whether a token may be valid forever. */
export function allowsNever({ longestValidity, neverExpiringTokens }: PolicyRules): boolean {
  return neverExpiringTokens !== false && longestValidity === undefined;
}
