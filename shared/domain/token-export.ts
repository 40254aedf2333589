import { z } from 'zod';
import { applicationIdSchema, encryptedExportIdSchema, tokenIdSchema } from './ids.ts';
import { longOrInsisted, typedSecretSchema } from './passphrase.ts';
import { tokenFilterSchema } from './token-filter.ts';

export const exportFormats = ['json', 'env', 'csv', 'jwt', 'header', 'postman'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/**
 * What is exported: chosen tokens, all that a filter finds, the active current tokens of an
 * application, or every token with its state.
 */
export const exportSelectionSchema = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('tokens'), ids: z.array(tokenIdSchema).min(1).max(10_000) }),
  z.strictObject({ of: z.literal('filter'), filter: tokenFilterSchema }),
  z.strictObject({ of: z.literal('application'), id: applicationIdSchema }),
  z.strictObject({ of: z.literal('everything') }),
]);

export type ExportSelection = z.infer<typeof exportSelectionSchema>;

export const tokenExportSchema = z.strictObject({
  selection: exportSelectionSchema,
  format: z.enum(exportFormats),
  /** The passphrase that opens the file again; null writes it in plain text. */
  encryption: z
    .strictObject({ passphrase: typedSecretSchema, insist: z.boolean() })
    .refine(...longOrInsisted('passphrase'))
    .nullable(),
});

/** The ending of an encrypted file, after the one of what is in it: `tokens.json.jwe`. */
export const ENCRYPTED_ENDING = '.jwe';

/** An encrypted export that a person chose to open; its name without folder. */
export const encryptedExportSchema = z.object({ id: encryptedExportIdSchema, file: z.string() });
export type EncryptedExport = z.infer<typeof encryptedExportSchema>;

/** Where a file was written; null when the person closed the dialog. */
export const savedFileSchema = z.object({ path: z.string(), count: z.number() }).nullable();
export type SavedFile = z.infer<typeof savedFileSchema>;
