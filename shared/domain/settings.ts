import { z } from 'zod';
import { code, nameSchema } from './text.ts';
import { algorithmSchema, profileSchema, rsaLengths } from './token-form.ts';
import { validitySecondsSchema } from './validity.ts';

const url = z.url();

/**
 * RFC 7519 section 2, StringOrURI: any text, but one with a colon must be a URI. Gateways compare
 * the issuer byte for byte and a trailing space is invisible, so white space is refused. Control
 * characters are refused because a NUL would end the value in a gateway's configuration.
 */
export const stringOrUriSchema = z
  .string()
  .min(1, { error: code('field/required'), abort: true })
  .max(2048, { error: code('field/too-long') })
  .refine((text) => !/[\s\p{Cc}]/u.test(text), { error: code('field/not-a-url'), abort: true })
  .refine((text) => !text.includes(':') || url.safeParse(text).success, {
    error: code('field/not-a-url'),
  });

const isHttps = (text: string): boolean => text.startsWith('https://');
const notAnAddress = { error: code('field/not-a-url') };

/** The settings shared by everyone who opens the workspace; appearance is in Preferences. */
export const settingsSchema = z.strictObject({
  /** The person this workspace belongs to; WSO2 calls them the "subscriber". */
  owner: nameSchema({ max: 120 }),
  /** For new keys only; WSO2's default. */
  defaultValiditySeconds: validitySecondsSchema,
  /** A longer validity, in seconds, needs confirmation; so does a token that never expires. */
  confirmBeyondSeconds: validitySecondsSchema.refine((seconds) => seconds > 0, {
    error: code('field/too-small'),
    params: { min: 1 },
  }),
  /** The default for tokens if neither the application nor the request sets one. */
  profile: profileSchema,
  algorithm: algorithmSchema,
  /** Bits of new RSA keys. */
  rsaLength: z.literal(rsaLengths, { error: code('field/unknown-choice') }),
  /** Whether Re-generate keeps the old token valid until it expires. */
  keepOldToken: z.boolean(),
  /** Days after its expiry until a token's JWT is deleted; its row stays. 0 keeps it. */
  keepExpiredDays: z
    .number({ error: code('field/not-a-whole-number') })
    .int({ error: code('field/not-a-whole-number') })
    .min(0, { error: code('field/too-small') })
    .max(3650, { error: code('field/too-large') }),
  /** A person's own fields for applications; values refer to them by id. */
  applicationAttributes: z
    .array(z.strictObject({ id: z.uuid(), name: nameSchema({ max: 60 }) }))
    .max(20, { error: code('field/too-long') }),
  /** Whether what is about to expire is announced. */
  announceExpiry: z.boolean(),
  issuer: stringOrUriSchema,
  audience: z
    .array(stringOrUriSchema)
    .min(1, { error: code('field/required') })
    .max(16, { error: code('field/too-long') }),
  /**
   * Where gateways find the Token Status List, an https address; '' leaves the claim `status` out
   * of tokens.
   */
  statusListUri: z.union([z.literal(''), stringOrUriSchema.refine(isHttps, notAnAddress)], {
    error: code('field/not-a-url'),
  }),
  /** Minutes without keyboard or mouse activity until the workspace locks itself: 1 to 1440. */
  lockAfterMinutes: z
    .number({ error: code('field/not-a-whole-number') })
    .int({ error: code('field/not-a-whole-number') })
    .min(1, { error: code('field/too-small') })
    .max(1440, { error: code('field/too-large') }),
  /** Seconds until a copied secret is cleared from the clipboard: 5 to 600. */
  clipboardSeconds: z
    .number({ error: code('field/not-a-whole-number') })
    .int({ error: code('field/not-a-whole-number') })
    .min(5, { error: code('field/too-small') })
    .max(600, { error: code('field/too-large') }),
});

export type Settings = z.infer<typeof settingsSchema>;

export const settingsPatchSchema = settingsSchema.partial();
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;

export const defaultSettings: Settings = {
  owner: 'owner',
  defaultValiditySeconds: 3600,
  // A year.
  confirmBeyondSeconds: 31_536_000,
  profile: 'standard',
  // The only algorithm accepted by every gateway that we write files for.
  algorithm: 'RS256',
  rsaLength: 2048,
  keepOldToken: false,
  keepExpiredDays: 90,
  applicationAttributes: [],
  announceExpiry: true,
  issuer: 'https://latchkey.localhost',
  // What WSO2 3.x puts into a token's `aud` by default.
  audience: ['http://org.wso2.apimgt/gateway'],
  statusListUri: '',
  lockAfterMinutes: 10,
  clipboardSeconds: 30,
};
