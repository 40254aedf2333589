import { z } from 'zod';
import { applicationIdSchema } from './ids.ts';
import { code } from './text.ts';
import { keyTypes } from './token.ts';

/** How a renewed token is written into the file of its consumer. */
export const renewalFormats = ['env', 'json', 'header', 'jwt', 'template'] as const;

/** A file that `latchkey renew --due` keeps up to date. */
export const renewalSchema = z.strictObject({
  applicationId: applicationIdSchema,
  keyType: z.enum(keyTypes),
  /** An absolute path on the computer that runs the timer. */
  file: z
    .string()
    .min(1, { error: code('field/required') })
    .max(4096, { error: code('field/too-long') }),
  format: z.enum(renewalFormats),
  /** The variable of `env`, the path of `json` such as `auth.token`; empty for the others. */
  name: z.string().max(200, { error: code('field/too-long') }),
  /** Permissions of the file; nobody else may write it. */
  mode: z.number().int().min(0o400).max(0o777),
  /** The template's absolute path, for `template`; else null. */
  template: z.string().max(4096).nullable(),
  /** How long before its end a token is re-generated, in seconds; null for a fifth of its validity. */
  beforeSeconds: z.number().int().min(1).nullable(),
});

export type Renewal = z.infer<typeof renewalSchema>;

/** Several places of one file may be kept up to date. */
export const isSamePlace = (
  one: Pick<Renewal, 'file' | 'name'>,
  other: Pick<Renewal, 'file' | 'name'>,
): boolean => one.file === other.file && one.name === other.name;

/** The most files: each costs a signature on a rotation. */
export const RENEWALS_MAX = 500;

/** The part of a token's validity that is left when it is due, unless `beforeSeconds` says so. */
const DUE = 1 / 5;

/**
 * Whether a token must be re-generated now.
 *
 * @param token times in milliseconds since the epoch.
 */
export function isDue(
  { beforeSeconds }: Pick<Renewal, 'beforeSeconds'>,
  token: {
    readonly issuedAt: number;
    readonly expiresAt: number;
    readonly revokedAt: number | null;
  },
  now: number,
): boolean {
  const before =
    beforeSeconds === null ? (token.expiresAt - token.issuedAt) * DUE : beforeSeconds * 1000;
  return token.revokedAt !== null || token.expiresAt - now <= before;
}
