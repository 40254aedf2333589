import { z } from 'zod';
import { takeoverIdSchema } from './ids.ts';
import { keyTypes } from './token.ts';

/** A file that this program wrote, or the archive of an application from WSO2. */
export const takeoverSources = ['export', 'wso2'] as const;
export type TakeoverSource = (typeof takeoverSources)[number];

/** Why something in the file isn't taken over. */
export const leftOutReasons = [
  /** Its application is in the bin. */
  'bin',
  /** The application's name isn't allowed here. */
  'name',
  /** The application has another consumer key of this type, which stays. */
  'other-key',
  /** The consumer key belongs to another application here. */
  'key-taken',
  'consumer-key',
  'secret',
  /** It names a signing key of this workspace, which didn't sign it. */
  'forged',
  /** Its text, id or client isn't the one that the file or this workspace says. */
  'differs',
  'algorithm',
  'not-a-jwt',
  /** Its text isn't in the file, although it hasn't expired. */
  'no-text',
  /** The subscription's API, or its plan, isn't in this workspace. */
  'no-api',
  'no-plan',
  'too-many-keys',
  /** Its signing key isn't here, and the file names more such keys than are taken. */
  'many-signers',
] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

/** A file that was chosen; `file` is its name without the folder. */
export const chosenTakeoverSchema = z.object({
  id: takeoverIdSchema,
  file: z.string(),
  isEncrypted: z.boolean(),
});
export type ChosenTakeover = z.infer<typeof chosenTakeoverSchema>;

export const takeoverCountsSchema = z.object({
  applications: z.number(),
  /** Applications whose description or quota changes. */
  changed: z.number(),
  keys: z.number(),
  credentials: z.number(),
  subscriptions: z.number(),
  tokens: z.number(),
  /** Tokens that are active here and revoked in the file. */
  revocations: z.number(),
  /** Of `tokens`: signed by a key that this workspace doesn't have. */
  foreign: z.number(),
  /** Tokens that are here already. */
  unchanged: z.number(),
});
export type TakeoverCounts = z.infer<typeof takeoverCountsSchema>;

/** The most applications that a preview lists; its counts have all. */
export const TAKEOVER_LISTED = 200;

export const takeoverReviewSchema = z.object({
  source: z.enum(takeoverSources),
  counts: takeoverCountsSchema,
  applications: z.array(
    z.object({
      name: z.string(),
      isNew: z.boolean(),
      keys: z.array(z.enum(keyTypes)),
      credentials: z.number(),
      subscriptions: z.number(),
      tokens: z.number(),
      revocations: z.number(),
      /** The description or the quota. */
      fields: z.array(z.string()),
    }),
  ),
  leftOut: z.array(
    z.object({ reason: z.enum(leftOutReasons), count: z.number(), examples: z.array(z.string()) }),
  ),
});
export type TakeoverReview = z.infer<typeof takeoverReviewSchema>;
