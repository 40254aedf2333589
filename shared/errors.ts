import { z } from 'zod';

/**
 * Every expected failure has one of these codes. A code is stable: tests, logs and the words on
 * screen (shared/words/errors.ts) hang on it. `detail` fills the blanks of those words.
 */
export const errorCodes = [
  // The call itself
  'call/not-trusted',
  'call/unknown-channel',
  'call/bad-input',
  'call/cancelled',
  'internal',
  // A field's value
  'field/required',
  'field/too-long',
  'field/surrounding-space',
  'field/control-character',
  'field/invisible-character',
  'field/taken',
  'field/not-a-whole-number',
  'field/zero',
  'field/too-large',
  'field/too-small',
  'field/not-a-path',
  'field/not-a-scope',
  'field/not-a-url',
  'field/unknown-choice',
  'field/not-a-file-name',
  'field/in-the-past',
  'claims/not-json',
  'claims/not-an-object',
  'claims/registered',
  // Things that are not, or no longer, there
  'missing/application',
  'missing/api',
  'missing/subscription',
  'missing/business-plan',
  'missing/keys',
  'missing/token',
  'missing/import',
  'missing/encrypted-export',
  'missing/bin-entry',
  'missing/signing-key',
  'missing/key-import',
  // Rules
  'business-plan/in-use',
  'business-plan/only-one',
  'business-plan/in-bin',
  'subscription/duplicate',
  'subscription/plan-not-offered',
  'keys/exist',
  'keys/none',
  'token/not-current',
  'token/revoked',
  'scope/not-subscribed',
  'signing-key/next-exists',
  'signing-key/not-next',
  'signing-key/in-use',
  'signing-key/retired',
  'signing-key/exists',
  'signing-key/other-certificate',
  'key-file/not-a-key',
  'key-file/no-private-key',
  'key-file/wrong-passphrase',
  'key-file/unsupported',
  'key-file/too-short',
  'key-file/too-much-work',
  'export/nothing',
  'export/not-encrypted',
  'export/wrong',
  // Passphrases
  'passphrase/short',
  'passphrase/differs',
  // Files and the disk
  'file/unreadable',
  'file/unwritable',
  'file/disk-full',
  'file/too-large',
  'import/not-text',
  'import/not-yaml-or-json',
  'import/duplicate-key',
  'import/not-openapi',
  'import/unsupported-version',
  'import/alias-bomb',
  'import/too-deep',
  'import/too-many-values',
  'import/remote-reference',
  'import/bad-archive',
  'import/archive-too-large',
  'import/nothing-found',
  'import/too-many-files',
  'import/timed-out',
  'import/out-of-memory',
  'import/invalid',
  'database/newer',
  'database/not-ours',
  'database/not-encrypted',
  'database/empty',
  'database/damaged',
  'database/replaced',
  'database/missing',
  'database/unreachable',
  'database/busy',
  'database/read-only',
  'secret/damaged',
  // The vault
  'workspace/locked',
  'workspace/wrong',
  'workspace/wait',
  'workspace/exists',
  'workspace/not-new',
  'workspace/no-keyring',
  'workspace/keys-missing',
  'seal/altered',
  'seal/older',
  'seal/forked',
  'workspace/missing',
  'workspace/method-damaged',
  'workspace/no-method',
  'workspace/other-keys',
  'backup/folder-missing',
  'backup/in-use',
  'backup/no-keys',
  'backup/damaged',
  'backup/other-workspace',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export const appErrorSchema = z.object({
  code: z.enum(errorCodes),
  /** The field at fault, by its name in the input, where it is a field's fault. */
  field: z.string().optional(),
  /** What fills the blanks of the message: names, limits, places. Never a secret. */
  detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

export type AppError = z.infer<typeof appErrorSchema>;

export function appError(
  code: ErrorCode,
  more: { readonly field?: string; readonly detail?: Record<string, string | number> } = {},
): AppError {
  return { code, ...more };
}
