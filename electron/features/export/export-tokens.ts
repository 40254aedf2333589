import { basename, extname } from 'node:path';
import type { TypedSecret } from '../../../shared/domain/passphrase.ts';
import {
  ENCRYPTED_ENDING,
  type ExportFormat,
  type SavedFile,
} from '../../../shared/domain/token-export.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import type { Parsed } from '../../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
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
import { beginFile } from '../../base/files/save-file.ts';
import { findSealedJwt } from '../tokens/repository.ts';
import { accessTokenPlace, tokenSubject } from '../tokens/rules.ts';
import { encryptExport } from './encrypted-export.ts';
import { type ChosenToken, exportedToken } from './exported-token.ts';
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

/** Tokens that are written in one step. */
const STEP = 100;

/** Opens them one after the other and writes each step; the error of the first that can't be opened. */
async function* writeEach(
  { db, cipher, now }: WriteContext,
  chosen: readonly ChosenToken[],
  format: ExportFormat,
  write: (text: string) => Promise<Result<unknown, AppError>>,
  signal: AbortSignal,
): Steps<ReadEnding<null>> {
  const applications = new Set(chosen.map(({ summary }) => summary.applicationName));
  const writer = formats[format].begin({ count: chosen.length, applications });
  for (let at = 0; at < chosen.length; at += STEP) {
    let text = '';
    for (const token of chosen.slice(at, at + STEP)) {
      const { id } = token.summary;
      const sealed = findSealedJwt(db, id);
      if (sealed === undefined) return err(appError('missing/token'));
      const jwt = cipher.open(accessTokenPlace(id), sealed);
      if (!jwt.ok) return jwt;
      text += writer.add(exportedToken(token, jwt.value, now()));
    }
    const done = Math.min(at + STEP, chosen.length);
    const written = await write(done === chosen.length ? text + writer.end : text);
    if (!written.ok) return written;
    yield { done, total: chosen.length };
    if (signal.aborted) return gaveUp;
  }
  return ok(null);
}

/** In plain text, step by step: nothing is at `path` before all of it is. */
async function* writePlain(
  context: WriteContext,
  chosen: readonly ChosenToken[],
  format: ExportFormat,
  path: string,
  signal: AbortSignal,
): Steps<ReadEnding<string>> {
  const begun = await beginFile(path);
  if (!begun.ok) return begun;
  const file = begun.value;
  let isWhole = false;
  try {
    const written = yield* writeEach(context, chosen, format, file.write, signal);
    if (!isDone(written)) return written;
    // What can't be logged isn't exported.
    if (!context.db.open) return err(appError('workspace/locked'));
    isWhole = true;
    return await file.finish();
  } finally {
    if (!isWhole) await file.discard();
  }
}

/** Encrypted: a JWE has one ciphertext, which is held whole. */
async function* writeEncrypted(
  context: WriteContext,
  chosen: readonly ChosenToken[],
  format: ExportFormat,
  { path, passphrase }: { readonly path: string; readonly passphrase: TypedSecret },
  signal: AbortSignal,
): Steps<ReadEnding<string>> {
  const pieces: string[] = [];
  const hold = async (text: string) => ok(pieces.push(text));
  const held = yield* writeEach(context, chosen, format, hold, signal);
  if (!isDone(held)) return held;
  const text = await encryptExport(pieces.join(''), passphrase, context.kdfCost);
  return signal.aborted ? gaveUp : saveExport(context, path, text);
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
  // Read again: the dialog may have been open for long, and the file must have current states.
  const chosen = yield* selectTokens(db, selection, now(), signal);
  if (!isDone(chosen)) return chosen;
  const saved =
    encryption === null
      ? yield* writePlain(context, chosen.value, format, path, signal)
      : yield* writeEncrypted(
          context,
          chosen.value,
          format,
          { path, passphrase: encryption.passphrase },
          signal,
        );
  if (!isDone(saved)) return saved;
  const count = chosen.value.length;
  activity.record({
    kind: 'token/exported',
    subject: subjectOf(chosen.value),
    detail: { format, count, encrypted: encryption === null ? 0 : 1, file: basename(path) },
  });
  return ok({ path, count });
}
