import { z } from 'zod';
import { applicationIdSchema, encryptedExportIdSchema, tokenIdSchema } from './ids.ts';
import { longOrInsisted, typedSecretSchema } from './passphrase.ts';
import { tokenFilterSchema } from './token-filter.ts';

export const exportFormats = ['json', 'env', 'csv', 'jwt', 'header', 'postman'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/**
 * What is exported: chosen tokens, all that match a filter, the active current tokens of an
 * application, or every token with its status.
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
  /** The passphrase to encrypt the file with; null writes plain text. */
  encryption: z
    .strictObject({ passphrase: typedSecretSchema, insist: z.boolean() })
    .refine(...longOrInsisted('passphrase'))
    .nullable(),
});

/** The extension of an encrypted file, appended to the original one: `tokens.json.jwe`. */
export const ENCRYPTED_ENDING = '.jwe';

/** An encrypted export that a person chose to open; `file` is its name without the folder. */
export const encryptedExportSchema = z.object({ id: encryptedExportIdSchema, file: z.string() });
export type EncryptedExport = z.infer<typeof encryptedExportSchema>;

/** Where a file was written; null when the person closed the dialog. */
export const savedFileSchema = z.object({ path: z.string(), count: z.number() }).nullable();
export type SavedFile = z.infer<typeof savedFileSchema>;
