import { z } from 'zod';
import { typedClientSchema } from './client.ts';
import { consumerSecretIdSchema } from './ids.ts';
import { keysOfSchema } from './keys.ts';
import { code, labelSchema } from './text.ts';
import { validitySecondsSchema } from './validity.ts';

/** One of the secrets of a consumer key, without its value. Times are milliseconds since the epoch. */
export const consumerSecretSchema = z.object({
  id: consumerSecretIdSchema,
  note: z.string(),
  createdAt: z.number(),
  /** When a person last revealed or copied it; null for never. */
  lastShownAt: z.number().nullable(),
  /** Null for never. */
  expiresAt: z.number().nullable(),
  revokedAt: z.number().nullable(),
});
export type ConsumerSecret = z.infer<typeof consumerSecretSchema>;

export type ConsumerSecretState = 'active' | 'expired' | 'revoked';

/** The state of a secret at `now` (ms): computed, never stored. */
export function consumerSecretState(
  { expiresAt, revokedAt }: Pick<ConsumerSecret, 'expiresAt' | 'revokedAt'>,
  now: number,
): ConsumerSecretState {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'active';
}

/** What the form offers, in days. */
export const secretExpiryDays = [30, 90, 180] as const;

export const addSecretSchema = keysOfSchema.extend({
  note: labelSchema({ max: 120 }),
  /** Counted from now; negative for a secret that never expires. */
  validitySeconds: validitySecondsSchema,
  /** A secret that already exists elsewhere. Default: a new one is generated. */
  secret: typedClientSchema({ max: 1024 }).optional(),
});

/** The application's registration elsewhere: only for hand-over, not used by Latchkey itself. */
export const grantTypes = [
  'client_credentials',
  'authorization_code',
  'refresh_token',
  'password',
  'implicit',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
  'urn:ietf:params:oauth:grant-type:saml2-bearer',
  'urn:ietf:params:oauth:grant-type:token-exchange',
  'urn:ietf:params:oauth:grant-type:device_code',
] as const;
export type GrantType = (typeof grantTypes)[number];

export const handOverSchema = z.strictObject({
  grantTypes: z.array(z.enum(grantTypes, { error: code('field/unknown-choice') })),
  /** '' for none; RFC 6749 section 3.1.2: absolute, without a fragment. */
  callbackUrl: z
    .string()
    .max(2048, { error: code('field/too-long') })
    .refine((text) => text === '' || isCallback(text), { error: code('field/not-a-url') }),
});
export type HandOver = z.infer<typeof handOverSchema>;

function isCallback(text: string): boolean {
  return z.url().safeParse(text).success && !text.includes('#') && !/\s/.test(text);
}
