import { z } from 'zod';

/** A conflict between two copies of a workspace; its message says how it was resolved. */
export const mergeConflictSchema = z.object({
  /**
   * `setting`: the copy changed last wins. `renamed`, `number`: two items had the same name or
   * number, and the later one got another. `keys`: both created consumer keys for one application;
   * the earlier ones stay. `consumer-key`: both had it, for two applications; the earlier one keeps
   * it, with all of its tokens. `signing-key`: both had a current one; this one no longer signs.
   */
  kind: z.enum(['setting', 'renamed', 'number', 'keys', 'consumer-key', 'signing-key']),
  what: z.string(),
});
export type MergeConflict = z.infer<typeof mergeConflictSchema>;

const partSchema = z.object({ added: z.number(), changed: z.number() });

/** What merging another copy changes in the open workspace. */
export const mergeReportSchema = z.object({
  applications: partSchema,
  apis: partSchema,
  tokens: partSchema,
  revocations: partSchema,
  entries: partSchema,
  /** Everything else. */
  others: partSchema,
  conflicts: z.array(mergeConflictSchema),
});
export type MergeReport = z.infer<typeof mergeReportSchema>;
