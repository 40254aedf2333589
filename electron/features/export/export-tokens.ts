import { basename, extname } from 'node:path';
import {
  ENCRYPTED_ENDING,
  type ExportFormat,
  type SavedFile,
} from '../../../shared/domain/token-export.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Handler, WriteContext } from '../../base/context/context.ts';
import type { FileKind } from '../../base/context/shell.ts';
import { saveExport } from '../../base/files/save-export.ts';
import { findSealedJwt } from '../tokens/repository.ts';
import { accessTokenPlace, tokenSubject } from '../tokens/rules.ts';
import { encryptExport } from './encrypted-export.ts';
import { type ChosenToken, type ExportedToken, exportedToken } from './exported-token.ts';
import { suggestedFileName } from './file-name.ts';
import { formats } from './formats.ts';
import { selectTokens } from './select-tokens.ts';

/** What the save dialog offers. */
function offer(
  format: ExportFormat,
  chosen: readonly ChosenToken[],
  isEncrypted: boolean,
): { readonly suggestedName: string; readonly kind: FileKind } {
  const plain = suggestedFileName(
    chosen.map(({ summary }) => summary),
    formats[format].ending,
  );
  const suggestedName = isEncrypted ? `${plain}${ENCRYPTED_ENDING}` : plain;
  return {
    suggestedName,
    kind: {
      name: isEncrypted ? `fileKind.encrypted.${format}` : `fileKind.${format}`,
      extensions: [extname(suggestedName).slice(1)],
    },
  };
}

/** All of them opened, or the error of the first that cannot be. */
function openTokens(
  { db, cipher, now }: WriteContext,
  chosen: readonly ChosenToken[],
): Result<readonly ExportedToken[], AppError> {
  const opened: ExportedToken[] = [];
  for (const token of chosen) {
    const { id } = token.summary;
    const sealed = findSealedJwt(db, id);
    if (sealed === undefined) return err(appError('missing/token'));
    const jwt = cipher.open(accessTokenPlace(id), sealed);
    if (!jwt.ok) return jwt;
    opened.push(exportedToken(token, jwt.value, now()));
  }
  return ok(opened);
}

/** Whose tokens they are, for the log. */
function subjectOf(chosen: readonly ChosenToken[]): string {
  const [only] = chosen;
  if (only !== undefined && chosen.length === 1) return tokenSubject(only.summary);
  return [...new Set(chosen.map(({ summary }) => summary.applicationName))].slice(0, 20).join(', ');
}

/** Asks where to, and writes the tokens: encrypted, or in plain text if the person chose that. */
export const exportTokens: Handler<'token:export'> = async (
  context,
  { selection, format, encryption },
): Promise<Result<SavedFile, AppError>> => {
  const { db, shell, activity, now } = context;
  const offered = selectTokens(db, selection, now());
  if (!offered.ok) return offered;
  const path = await shell.askWhereToSave({
    title: 'dialog.exportTokens',
    ...offer(format, offered.value, encryption !== null),
  });
  if (path === null) return ok(null);
  // Anew: the dialog may have been open for long, and the file says the states of now.
  const chosen = selectTokens(db, selection, now());
  if (!chosen.ok) return chosen;
  const tokens = openTokens(context, chosen.value);
  if (!tokens.ok) return tokens;
  const plain = formats[format].write(tokens.value);
  const text =
    encryption === null
      ? plain
      : await encryptExport(plain, encryption.passphrase, context.kdfCost);
  const saved = await saveExport(context, path, text);
  if (!saved.ok) return saved;
  const count = tokens.value.length;
  activity.record({
    kind: 'token/exported',
    subject: subjectOf(chosen.value),
    detail: { format, count, encrypted: encryption === null ? 0 : 1, file: basename(path) },
  });
  return ok({ path, count });
};
