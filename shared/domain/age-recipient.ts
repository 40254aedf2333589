import { z } from 'zod';
import { type AppError, appError } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';
import { bulkIssueIdSchema } from './ids.ts';
import { code, nameKey } from './text.ts';
import { exportSelectionSchema } from './token-export.ts';

/** A public key in the age format (X25519): Bech32 without its checksum being checked. */
const RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/;

const recipientSchema = z.strictObject({
  /** The application whose files it can open; null for all. */
  application: z.string().max(200).nullable(),
  recipient: z.string().regex(RECIPIENT, { error: code('age/bad-recipient') }),
});
export type AgeRecipient = z.infer<typeof recipientSchema>;

/** Tokens to write, each to a file that only its recipients can open. */
export const exportEachSchema = z.strictObject({
  selection: z.union([
    exportSelectionSchema,
    z.strictObject({ of: z.literal('bulk'), id: bulkIssueIdSchema }),
  ]),
  recipients: z.array(recipientSchema).min(1).max(10_000),
});
export type ExportEach = z.infer<typeof exportEachSchema>;

/** Null if the person closed the dialog. */
export const exportedEachSchema = z
  .object({
    folder: z.string(),
    count: z.number(),
    /** Tokens without a file, because no recipient is named for them. */
    without: z.number(),
  })
  .nullable();

/**
 * Reads recipients as people type them: one on each line, `age1…` for all files, or
 * `Application = age1…` for those of one application.
 */
export function readRecipients(text: string): Result<readonly AgeRecipient[], AppError> {
  const recipients: AgeRecipient[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const at = line.lastIndexOf('=');
    const application = at === -1 ? null : line.slice(0, at).trim();
    const recipient = line.slice(at + 1).trim();
    if (!RECIPIENT.test(recipient)) {
      return err(appError('age/bad-recipient', { field: 'recipients', detail: { recipient } }));
    }
    recipients.push({ application, recipient });
  }
  return recipients.length === 0
    ? err(appError('field/required', { field: 'recipients' }))
    : ok(recipients);
}

/** The recipients of an application's files; names are compared ignoring case. */
export function recipientsOf(
  recipients: readonly AgeRecipient[],
  applicationName: string,
): readonly string[] {
  const name = nameKey(applicationName);
  return recipients
    .filter(({ application }) => application === null || nameKey(application) === name)
    .map(({ recipient }) => recipient);
}
