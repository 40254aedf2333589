import { basename, extname } from 'node:path';
import {
  ENCRYPTED_ENDING,
  type ExportFormat,
  type SavedFile,
} from '../../../shared/domain/token-export.ts';
import { appError } from '../../../shared/errors.ts';
import type { Parsed } from '../../../shared/ipc/contract.ts';
import { err, ok } from '../../../shared/result.ts';
import type { Handler, WriteContext } from '../../base/context/context.ts';
import {
  type Ending,
  gaveUp,
  isDone,
  type ReadEnding,
  type Steps,
} from '../../base/context/jobs.ts';
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

/** Tokens that are opened in one step. */
const STEP = 100;

/** All of them opened, or the error of the first that cannot be. */
async function* openTokens(
  { db, cipher, now }: WriteContext,
  chosen: readonly ChosenToken[],
  signal: AbortSignal,
): Steps<ReadEnding<readonly ExportedToken[]>> {
  const opened: ExportedToken[] = [];
  for (const token of chosen) {
    const { id } = token.summary;
    const sealed = findSealedJwt(db, id);
    if (sealed === undefined) return err(appError('missing/token'));
    const jwt = cipher.open(accessTokenPlace(id), sealed);
    if (!jwt.ok) return jwt;
    opened.push(exportedToken(token, jwt.value, now()));
    if (opened.length % STEP !== 0) continue;
    yield { done: opened.length, total: chosen.length };
    if (signal.aborted) return gaveUp;
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
export const exportTokens: Handler<'token:export'> = (context, request) =>
  context.jobs.start('token-export', (signal) => writeTokens(context, request, signal)).done;

async function* writeTokens(
  context: WriteContext,
  { selection, format, encryption }: Parsed<'token:export'>,
  signal: AbortSignal,
): Steps<Ending<SavedFile>> {
  const { db, shell, activity, now } = context;
  const offered = yield* selectTokens(db, selection, now(), signal);
  if (!isDone(offered)) return offered;
  const path = await shell.askWhereToSave({
    title: 'dialog.exportTokens',
    ...offer(format, offered.value, encryption !== null),
  });
  if (path === null) return ok(null);
  // Anew: the dialog may have been open for long, and the file tells current states.
  const chosen = yield* selectTokens(db, selection, now(), signal);
  if (!isDone(chosen)) return chosen;
  const tokens = yield* openTokens(context, chosen.value, signal);
  if (!isDone(tokens)) return tokens;
  const plain = formats[format].write(tokens.value);
  const text =
    encryption === null
      ? plain
      : await encryptExport(plain, encryption.passphrase, context.kdfCost);
  if (signal.aborted) return gaveUp;
  const saved = await saveExport(context, path, text);
  if (!saved.ok) return saved;
  const count = tokens.value.length;
  activity.record({
    kind: 'token/exported',
    subject: subjectOf(chosen.value),
    detail: { format, count, encrypted: encryption === null ? 0 : 1, file: basename(path) },
  });
  return ok({ path, count });
}
