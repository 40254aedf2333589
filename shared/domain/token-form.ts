import { z } from 'zod';
import { applicationIdSchema } from './ids.ts';
import { signingAlgorithms } from './signing-key.ts';
import { code } from './text.ts';

/** Token formats: PRODUCT.md lists each profile's header and claims. */
export const profileNames = ['standard', 'jwt', 'lean', 'wso2-3', 'wso2-4'] as const;
export type ProfileName = (typeof profileNames)[number];

/** What decides whether a verifier accepts tokens of a profile. */
interface Marks {
  /** `at+jwt` by RFC 9068 section 2.1; `JWT` for readers that refuse it. */
  readonly typ: 'at+jwt' | 'JWT';
  readonly hasNotBefore: boolean;
  /** Whether it has `azp`, the consumer key. */
  readonly hasAuthorizedParty: boolean;
}

export const profileMarks = {
  standard: { typ: 'at+jwt', hasNotBefore: true, hasAuthorizedParty: true },
  jwt: { typ: 'JWT', hasNotBefore: true, hasAuthorizedParty: true },
  lean: { typ: 'at+jwt', hasNotBefore: true, hasAuthorizedParty: true },
  'wso2-3': { typ: 'JWT', hasNotBefore: false, hasAuthorizedParty: false },
  'wso2-4': { typ: 'at+jwt', hasNotBefore: true, hasAuthorizedParty: true },
} as const satisfies Readonly<Record<ProfileName, Marks>>;

export const profileSchema = z.enum(profileNames, { error: code('field/unknown-choice') });
export const algorithmSchema = z.enum(signingAlgorithms, { error: code('field/unknown-choice') });

/** RSA key lengths in bits; RFC 7518 section 3.3 asks for 2048 or more. */
export const rsaLengths = [2048, 3072, 4096] as const;
export type RsaLength = (typeof rsaLengths)[number];

/** The most characters of additional claims as JSON: they add to every token's size. */
export const EXTRA_CLAIMS_MAX = 4096;

/** The format of an application's tokens; null uses the default from Settings. */
export const applicationFormSchema = z.strictObject({
  profile: profileSchema.nullable(),
  algorithm: algorithmSchema.nullable(),
  /** A JSON object as text: `readExtraClaims`. */
  claims: z.string().max(EXTRA_CLAIMS_MAX, { error: code('field/too-long') }),
});

export const updateApplicationFormSchema = applicationFormSchema.extend({
  applicationId: applicationIdSchema,
});

/** The application's own choices, and the defaults where it has none. */
export const tokenFormSchema = z.object({
  own: applicationFormSchema,
  defaults: z.object({
    profile: z.enum(profileNames),
    algorithm: z.enum(signingAlgorithms),
    /** A longer validity needs confirmation before the token is generated; in seconds. */
    confirmBeyondSeconds: z.number(),
  }),
});

export type ApplicationForm = z.infer<typeof applicationFormSchema>;
export type TokenForm = z.infer<typeof tokenFormSchema>;
