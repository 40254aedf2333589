import { z } from 'zod';
import { activityEntrySchema, activityKinds, activityVerdictSchema } from '../domain/activity.ts';
import { apiDraftSchema, apiSchema } from '../domain/api.ts';
import { importChoiceSchema, importReviewSchema } from '../domain/api-import.ts';
import { binRefSchema } from '../domain/bin.ts';
import { existingClientSchema } from '../domain/client.ts';
import { handoverRequestSchema, handoverResultSchema } from '../domain/handover.ts';
import {
  apiIdSchema,
  applicationIdSchema,
  businessPlanIdSchema,
  encryptedExportIdSchema,
  importIdSchema,
  subscriptionIdSchema,
  tokenIdSchema,
} from '../domain/ids.ts';
import { jobResults } from '../domain/job.ts';
import {
  issueRequestSchema,
  keysOfSchema,
  keysViewSchema,
  regenerateRequestSchema,
} from '../domain/keys.ts';
import { hasTypedSecret, typedSecretSchema } from '../domain/passphrase.ts';
import { publishedSchema } from '../domain/publication.ts';
import { secretRefSchema } from '../domain/secret.ts';
import { subscriptionSchema, subscriptionStates } from '../domain/subscription.ts';
import { tokenSummarySchema } from '../domain/token.ts';
import {
  encryptedExportSchema,
  savedFileSchema,
  tokenExportSchema,
} from '../domain/token-export.ts';
import { tokenCountsSchema, tokenFilterSchema, tokenSortSchema } from '../domain/token-filter.ts';
import { tokenFormSchema, updateApplicationFormSchema } from '../domain/token-form.ts';
import { previewRequestSchema, tokenPreviewSchema } from '../domain/token-preview.ts';
import { applicationContract } from './application-contract.ts';
import { backupContract } from './backup-contract.ts';
import { bulkContract } from './bulk-contract.ts';
import { catalogueContract } from './catalogue-contract.ts';
import type { Change, Topic } from './events.ts';
import { gatewayContract } from './gateway-contract.ts';
import { homeContract } from './home-contract.ts';
import { inspectContract } from './inspect-contract.ts';
import { jobContract } from './job-contract.ts';
import { listContract } from './list-contract.ts';
import { mergeContract } from './merge-contract.ts';
import { programContract } from './program-contract.ts';
import { reminderContract } from './reminder-contract.ts';
import { renewalContract } from './renewal-contract.ts';
import { rescueContract } from './rescue-contract.ts';
import { retentionContract } from './retention-contract.ts';
import { savedFilterContract } from './saved-filter-contract.ts';
import { secretContract } from './secret-contract.ts';
import { settingsContract } from './settings-contract.ts';
import { signingContract } from './signing-contract.ts';
import { takeoverContract } from './takeover-contract.ts';
import { workspaceContract } from './workspace-contract.ts';

interface Endpoint {
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  /** For a call that only reads: the topics whose changes make its answer stale. */
  readonly reads?: readonly Topic[];
  /**
   * For any other call that writes nothing to the workspace file except its log entry, or how far
   * the log was checked: it works even while the file is read-only.
   */
  readonly elsewhere?: true;
  /** What the page must read again after this call has succeeded. */
  readonly changes?: readonly Topic[];
  /** The one item that it changes: for these topics, answers about other items stay valid. */
  readonly one?: {
    readonly topics: readonly Topic[];
    readonly id: (input: never, output: never) => string;
  };
}

const nothing = z.strictObject({});
const done = z.null();
const APIS = ['apis', 'keys', 'tokens', 'bin', 'activity'] as const;
const APPLICATIONS = ['applications', 'keys', 'tokens', 'apis', 'bin', 'activity'] as const;
const SUBSCRIPTIONS = ['subscriptions', 'business-plans', ...APPLICATIONS] as const;
const TOKENS = ['applications', 'keys', 'tokens', 'gateway', 'activity'] as const;

/** The topics with calls about a single application. */
const OF_APPLICATION = ['applications', 'keys', 'tokens', 'subscriptions'] as const;

interface OfApplication {
  readonly applicationId: string;
}
const idOfApplication = ({ applicationId }: OfApplication): string => applicationId;
const ownId = ({ id }: { readonly id: string }): string => id;

/**
 * Every call between the page and the program, in one table: handlers, preload and client derive
 * their types from it. The input is parsed by its schema before a handler sees it.
 */
export const contract = {
  ...programContract,
  ...workspaceContract,
  ...listContract,
  ...backupContract,
  ...rescueContract,
  ...mergeContract,
  ...takeoverContract,
  ...bulkContract,
  ...homeContract,

  ...settingsContract,
  ...applicationContract,
  ...catalogueContract,
  ...reminderContract,
  ...savedFilterContract,
  ...retentionContract,

  'api:get': { input: z.strictObject({ id: apiIdSchema }), output: apiSchema, reads: ['apis'] },
  'api:create': { input: apiDraftSchema, output: apiSchema, changes: APIS },
  'api:update': {
    input: apiDraftSchema.extend({ id: apiIdSchema }),
    output: apiSchema,
    changes: [...APIS, 'subscriptions'],
    one: { topics: ['apis'], id: ownId },
  },
  'api:delete': {
    input: z.strictObject({ id: apiIdSchema }),
    output: done,
    changes: [...APIS, 'subscriptions', 'business-plans', 'applications'],
    one: { topics: ['apis'], id: ownId },
  },

  /** Asks for files with a dialog and reads them; null when the person closed it. */
  'api-import:choose': { input: nothing, output: importReviewSchema.nullable() },
  /** Reads the files that were dropped: their paths come from the preload, never from the page. */
  'api-import:drop': { input: nothing, output: importReviewSchema },
  'api-import:commit': {
    input: z.strictObject({ id: importIdSchema, choices: z.array(importChoiceSchema).min(1) }),
    output: jobResults['api-store'],
    changes: [...APIS, 'subscriptions'],
  },
  'api-import:cancel': { elsewhere: true, input: nothing, output: done },

  'subscription:list': {
    input: z.strictObject({ applicationId: applicationIdSchema }),
    output: z.array(subscriptionSchema),
    reads: ['subscriptions'],
  },
  'subscription:create': {
    input: z.strictObject({
      applicationId: applicationIdSchema,
      choices: z
        .array(z.strictObject({ apiId: apiIdSchema, businessPlanId: businessPlanIdSchema }))
        .min(1)
        .max(1000),
    }),
    output: z.array(subscriptionSchema),
    changes: SUBSCRIPTIONS,
    one: { topics: OF_APPLICATION, id: idOfApplication },
  },
  'subscription:change-plan': {
    input: z.strictObject({ id: subscriptionIdSchema, businessPlanId: businessPlanIdSchema }),
    output: subscriptionSchema,
    changes: SUBSCRIPTIONS,
    one: { topics: OF_APPLICATION, id: (_input, output: OfApplication) => output.applicationId },
  },
  'subscription:set-state': {
    input: z.strictObject({ id: subscriptionIdSchema, state: z.enum(subscriptionStates) }),
    output: subscriptionSchema,
    changes: SUBSCRIPTIONS,
    one: { topics: OF_APPLICATION, id: (_input, output: OfApplication) => output.applicationId },
  },
  'subscription:delete': {
    input: z.strictObject({ id: subscriptionIdSchema }),
    output: done,
    changes: SUBSCRIPTIONS,
  },

  'keys:get': { input: keysOfSchema, output: keysViewSchema, reads: ['keys'] },
  /** The format of an application's tokens. */
  'token-form:get': {
    input: z.strictObject({ applicationId: applicationIdSchema }),
    output: tokenFormSchema,
    reads: ['keys', 'settings'],
  },
  'token-form:update': {
    input: updateApplicationFormSchema,
    output: tokenFormSchema,
    changes: ['keys', 'tokens', 'gateway', 'activity'],
    one: { topics: OF_APPLICATION, id: idOfApplication },
  },
  /** The token that Generate Keys or Re-generate would make. Nothing is stored. */
  'token:preview': {
    input: previewRequestSchema,
    output: tokenPreviewSchema,
    reads: ['keys', 'settings'],
  },
  'keys:generate': {
    input: issueRequestSchema.extend({ existing: existingClientSchema.optional() }),
    output: tokenSummarySchema,
    changes: TOKENS,
    one: { topics: OF_APPLICATION, id: idOfApplication },
  },
  'token:regenerate': {
    input: regenerateRequestSchema,
    output: tokenSummarySchema,
    changes: TOKENS,
    one: { topics: OF_APPLICATION, id: idOfApplication },
  },
  'token:list': {
    input: tokenFilterSchema.extend({
      /** The last token of the previous page. */
      after: tokenIdSchema.optional(),
      /** Default: newest first; also if a search finds thousands. */
      sort: tokenSortSchema.optional(),
      limit: z.number().int().min(1).max(500),
    }),
    output: z.object({ tokens: z.array(tokenSummarySchema), more: z.boolean() }),
    reads: ['tokens'],
  },
  /** May take seconds, so no list waits for it. An `asker` gets `call/cancelled` for all but its newest. */
  'token:count': {
    input: tokenFilterSchema.extend({ asker: z.enum(['ledger', 'archive']).optional() }),
    output: tokenCountsSchema,
    reads: ['tokens'],
  },
  /**
   * Chosen tokens: all or none. By a filter: all matches that aren't revoked yet, or fewer if it is
   * cancelled.
   */
  'token:revoke': {
    input: z.union([
      z.strictObject({ ids: z.array(tokenIdSchema).min(1).max(10_000) }),
      z.strictObject({ filter: tokenFilterSchema }),
    ]),
    output: jobResults['token-revoke'],
    changes: TOKENS,
  },
  'token:export': {
    elsewhere: true,
    input: tokenExportSchema,
    output: savedFileSchema,
    changes: ['activity'],
  },

  /** Asks for a file with a dialog; null when the person closed it. */
  'encrypted-export:choose': {
    elsewhere: true,
    input: nothing,
    output: encryptedExportSchema.nullable(),
  },
  /** Decrypts the chosen file and asks where to save it; null when that dialog was closed. */
  'encrypted-export:save': {
    elsewhere: true,
    input: z.strictObject({ id: encryptedExportIdSchema, passphrase: typedSecretSchema }),
    output: z.object({ path: z.string() }).nullable(),
    changes: ['activity'],
  },
  'encrypted-export:cancel': { elsewhere: true, input: nothing, output: done },

  /** The only call that gives a secret to the page. */
  'secret:reveal': {
    elsewhere: true,
    input: secretRefSchema,
    output: z.object({ value: z.string() }),
    changes: ['secrets', 'activity'],
  },
  /** Copies in the program, so that the page never sees the value. */
  'secret:copy': {
    elsewhere: true,
    input: secretRefSchema,
    output: z.object({
      clearsInSeconds: z.number(),
      /** False where the desktop (Wayland) may forbid clearing. */
      clears: z.boolean(),
    }),
    changes: ['secrets', 'activity'],
  },

  /** The first eight bytes of the token's SHA-256, in capital hex digits: no secret. */
  'secret:fingerprint': {
    elsewhere: true,
    input: z.strictObject({ id: tokenIdSchema }),
    output: z.object({ fingerprint: z.string() }),
  },

  ...gatewayContract,
  ...inspectContract,
  ...secretContract,
  ...renewalContract,

  /** Writes applications with their secrets for another program; null if the dialog was closed. */
  'handover:write': {
    input: handoverRequestSchema,
    output: handoverResultSchema.nullable(),
    changes: ['activity'],
  },
  /** Writes the static issuer folder; null if the person closed the dialog. */
  'issuer:publish': {
    input: nothing,
    output: publishedSchema.nullable(),
    changes: ['gateway', 'activity'],
  },
  ...signingContract,

  /** Reads only what was added since the last check, unless it is asked for every entry. */
  'activity:verify': {
    elsewhere: true,
    input: z.strictObject({ every: z.boolean().optional() }),
    output: activityVerdictSchema,
  },
  'activity:export': {
    elsewhere: true,
    input: z.strictObject({ format: z.enum(['json', 'csv']) }),
    output: savedFileSchema,
    changes: ['activity'],
  },
  'activity:list': {
    input: z.strictObject({
      search: z.string().max(200).optional(),
      /** Kinds whose labels match the search: only the page knows the labels. */
      kinds: z.array(z.enum(activityKinds)).optional(),
      before: z.number().int().optional(),
      limit: z.number().int().min(1).max(500),
    }),
    output: z.object({ entries: z.array(activityEntrySchema), more: z.boolean() }),
    reads: ['activity'],
  },

  ...jobContract,

  'bin:restore': {
    input: binRefSchema,
    output: done,
    changes: [...SUBSCRIPTIONS, 'gateway'],
  },
  'bin:purge': { input: binRefSchema, output: done, changes: ['bin', 'tokens', 'activity'] },
} as const satisfies Record<`${string}:${string}`, Endpoint>;

export type Contract = typeof contract;
/** The name of a call. */
export type Channel = keyof Contract;
export const channels = Object.keys(contract) as readonly Channel[];
/** The calls that only read. */
export type ReadChannel = {
  [C in Channel]: Contract[C] extends { readonly reads: readonly Topic[] } ? C : never;
}[Channel];
/** What the page writes: before defaults and transformations. */
export type Input<C extends Channel> = z.input<Contract[C]['input']>;
/** What a handler receives. */
export type Parsed<C extends Channel> = z.output<Contract[C]['input']>;
export type Output<C extends Channel> = z.output<Contract[C]['output']>;

/** Whether a call changes the workspace file. */
export function writesFile(channel: Channel): boolean {
  const { reads, elsewhere }: Endpoint = contract[channel];
  return reads === undefined && elsewhere !== true;
}

/** Calls with a typed secret: parsed on arrival, so that the secret doesn't stay a string. */
export const typedChannels: ReadonlySet<string> = new Set(
  channels.filter((channel) => hasTypedSecret(contract[channel].input)),
);

/** What a cancelled call may have changed, since it commits in batches. */
export function changesUntilCancelled(channel: Channel): readonly Change[] {
  const { changes = [] }: Endpoint = contract[channel];
  return changes;
}

/** What the page must request again after a call has succeeded. */
export function changesOf(channel: Channel, input: unknown, output: unknown): readonly Change[] {
  const { changes = [], one }: Endpoint = contract[channel];
  if (one === undefined) return changes;
  const id = one.id(input as never, output as never);
  return changes.map((topic) => (one.topics.includes(topic) ? (`${topic}/${id}` as const) : topic));
}
