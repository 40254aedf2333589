import { z } from 'zod';

/** Two copies of a workspace don't agree on something; how that was settled is in its words. */
export const mergeConflictSchema = z.object({
  /**
   * `setting`: the copy changed last has its way. `renamed`, `number`: two things had one name or number,
   * and the later one got another. `keys`: both made consumer keys for one application; the earlier ones
   * stay. `signing-key`: both had one that signs; this one doesn't any more.
   */
  kind: z.enum(['setting', 'renamed', 'number', 'keys', 'signing-key']),
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
  /** Whatever else. */
  others: partSchema,
  conflicts: z.array(mergeConflictSchema),
});
export type MergeReport = z.infer<typeof mergeReportSchema>;
