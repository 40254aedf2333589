import { z } from 'zod';
import { applicationIdSchema, tokenIdSchema } from './ids.ts';

export const exportFormats = ['json', 'env', 'csv', 'jwt'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What is exported: chosen tokens, or the active current tokens of an application or of all. */
export const exportSelectionSchema = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('tokens'), ids: z.array(tokenIdSchema).min(1).max(10_000) }),
  z.strictObject({ of: z.literal('application'), id: applicationIdSchema }),
  z.strictObject({ of: z.literal('everything') }),
]);

export type ExportSelection = z.infer<typeof exportSelectionSchema>;

/** Where a file was written; null when the person closed the dialog. */
export const savedFileSchema = z.object({ path: z.string(), count: z.number() }).nullable();
export type SavedFile = z.infer<typeof savedFileSchema>;
