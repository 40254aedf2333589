import { z } from 'zod';

/** Every id is a UUID; the brands make the compiler reject an id of the wrong kind. */
export const applicationIdSchema = z.uuid().brand<'ApplicationId'>();
export const apiIdSchema = z.uuid().brand<'ApiId'>();
export const businessPlanIdSchema = z.uuid().brand<'BusinessPlanId'>();
export const subscriptionIdSchema = z.uuid().brand<'SubscriptionId'>();
export const keysIdSchema = z.uuid().brand<'KeysId'>();
/** Also the token's `jti`. */
export const tokenIdSchema = z.uuid().brand<'TokenId'>();
export const signingKeyIdSchema = z.uuid().brand<'SigningKeyId'>();
export const importIdSchema = z.uuid().brand<'ImportId'>();
export const consumerSecretIdSchema = z.uuid().brand<'ConsumerSecretId'>();
export const keyImportIdSchema = z.uuid().brand<'KeyImportId'>();
export const bulkIssueIdSchema = z.uuid().brand<'BulkIssueId'>();
export const encryptedExportIdSchema = z.uuid().brand<'EncryptedExportId'>();
export const takeoverIdSchema = z.uuid().brand<'TakeoverId'>();

/** The id of an unlock method: 8 random bytes as hex, stored unencrypted in the key slots. */
export const unlockMethodIdSchema = z
  .string()
  .regex(/^[0-9a-f]{16}$/)
  .brand<'UnlockMethodId'>();

export type UnlockMethodId = z.infer<typeof unlockMethodIdSchema>;
export type ApplicationId = z.infer<typeof applicationIdSchema>;
export type ApiId = z.infer<typeof apiIdSchema>;
export type BusinessPlanId = z.infer<typeof businessPlanIdSchema>;
export type SubscriptionId = z.infer<typeof subscriptionIdSchema>;
export type KeysId = z.infer<typeof keysIdSchema>;
export type BulkIssueId = z.infer<typeof bulkIssueIdSchema>;
export type TokenId = z.infer<typeof tokenIdSchema>;
export type SigningKeyId = z.infer<typeof signingKeyIdSchema>;
export type ImportId = z.infer<typeof importIdSchema>;
export type ConsumerSecretId = z.infer<typeof consumerSecretIdSchema>;
export type KeyImportId = z.infer<typeof keyImportIdSchema>;
export type EncryptedExportId = z.infer<typeof encryptedExportIdSchema>;

/** Most APIs that one call names. */
export const MOST_APIS = 10_000;
export const apiIdsSchema = z.array(apiIdSchema).max(MOST_APIS);
