import { z } from 'zod';
import { apiIdSchema, businessPlanIdSchema } from './ids.ts';
import { code, descriptionSchema, labelSchema, nameSchema } from './text.ts';

/** RFC 6749 section 3.3: scope-token = 1*( %x21 / %x23-5B / %x5D-7E ). */
const scopeToken = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

export const scopeSchema = z.strictObject({
  name: z
    .string()
    .min(1, { error: code('field/required'), abort: true })
    .max(255, { error: code('field/too-long') })
    .regex(scopeToken, { error: code('field/not-a-scope') }),
  displayName: labelSchema({ max: 255 }),
  description: descriptionSchema({ max: 2048 }),
});

/** `/` and a path without query, blanks, controls or a trailing slash: `/pets`, `/{version}/pets`. */
const contextPath = /^(\/[^\s\p{Cc}/?#]+)+$/u;

export const contextSchema = z
  .string()
  .min(1, { error: code('field/required'), abort: true })
  .max(232, { error: code('field/too-long') })
  .regex(contextPath, { error: code('field/not-a-path') });

/**
 * The context that a gateway compares and that WSO2 writes into a token: the version replaces
 * `{version}`, or is appended if there is no such placeholder (`checkAndSetVersionParam`):
 * `/pets/1.0.0`.
 */
export function versionedContext(context: string, version: string): string {
  if (context.includes('{version}')) return context.replaceAll('{version}', version);
  return context.endsWith(`/${version}`) ? context : `${context}/${version}`;
}

/** If two scopes have the same name, the error is at the second one. */
function refuseDuplicates(
  scopes: readonly { name: string }[],
  context: z.core.$RefinementCtx,
): void {
  const names = new Set<string>();
  for (const [place, { name }] of scopes.entries()) {
    if (names.has(name)) {
      context.addIssue({
        code: 'custom',
        path: [place, 'name'],
        message: code('field/taken'),
        params: { name },
      });
    }
    names.add(name);
  }
}

/** The orders in which APIs are listed. */
export const apiSorts = ['name', 'context', 'used', 'changed'] as const;
export type ApiSort = (typeof apiSorts)[number];

/** The fields of an API that a person edits. */
export const apiDraftSchema = z.strictObject({
  name: nameSchema({ max: 120 }),
  version: nameSchema({ max: 60 }),
  context: contextSchema,
  provider: labelSchema({ max: 200 }),
  description: descriptionSchema({ max: 32_766 }),
  scopes: z.array(scopeSchema).superRefine(refuseDuplicates),
  /** The business plans offered to subscribers: at least one. */
  businessPlanIds: z.array(businessPlanIdSchema).min(1, { error: code('field/required') }),
});

export const apiSummarySchema = z.object({
  id: apiIdSchema,
  name: z.string(),
  version: z.string(),
  context: z.string(),
  provider: z.string(),
  businessPlanIds: z.array(businessPlanIdSchema),
  scopeCount: z.number(),
  /** How many applications are subscribed to it. */
  applicationCount: z.number(),
  updatedAt: z.number(),
});

export const apiSchema = apiDraftSchema.extend({
  // Not validated: older versions accepted names that are now refused.
  name: z.string(),
  version: z.string(),
  provider: z.string(),
  scopes: z.array(scopeSchema.extend({ displayName: z.string() })),
  id: apiIdSchema,
  applicationCount: z.number(),
  subscriptionCount: z.number(),
  createdAt: z.number(),
  updatedAt: z.number(),
});

export type Scope = z.infer<typeof scopeSchema>;
export type ApiDraft = z.infer<typeof apiDraftSchema>;
export type ApiSummary = z.infer<typeof apiSummarySchema>;
export type Api = z.infer<typeof apiSchema>;

/** The API's name in a sentence: "Petshop 1.0.0". */
export function apiTitle({ name, version }: Pick<Api, 'name' | 'version'>): string {
  return `${name} ${version}`;
}
