import { basename, extname } from 'node:path';
import {
  ENCRYPTED_ENDING,
  type ExportFormat,
  type SavedFile,
} from '../../../shared/domain/token-export.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import type { Parsed } from '../../../shared/ipc/contract.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Handler, WriteContext } from '../../base/context/context.ts';
import { gaveUp, isDone, type ReadEnding, type Steps } from '../../base/context/jobs.ts';
import type { FileKind } from '../../base/context/shell.ts';
import { beginFile } from '../../base/files/save-file.ts';
import { accessTokenPlace, tokenSubject } from '../tokens/rules.ts';
import { completeSearch } from '../tokens/token-pages.ts';
import { beginEncryption } from './encrypted-export.ts';
import { type ExportedToken, exportedToken } from './exported-token.ts';
import { suggestedFileName } from './file-name.ts';
import { formats } from './formats.ts';
import { type Glance, glanceAt, selectedPages } from './select-tokens.ts';

/** The options of the save dialog. */
function offer(
  format: ExportFormat,
  { first, isOfOne }: Glance,
  isEncrypted: boolean,
): { readonly suggestedName: string; readonly kind: FileKind } {
  const plain = suggestedFileName(first, isOfOne, formats[format].ending);
  const suggestedName = isEncrypted ? `${plain}${ENCRYPTED_ENDING}` : plain;
  return {
    suggestedName,
    kind: {
      name: isEncrypted ? `fileKind.encrypted.${format}` : `fileKind.${format}`,
      extensions: [extname(suggestedName).slice(1)],
    },
  };
}

/** The result of a written export. */
interface Written {
  readonly count: number;
  /** The tokens' applications, for the log. */
  readonly subject: string;
}

/** Formats that say something about a token without its JWT. */
const LISTS: ReadonlySet<ExportFormat> = new Set(['json', 'csv']);

/** The most applications that the log names. */
const NAMED = 20;

/** Decrypts and writes the tokens page by page; fails on the first that can't be decrypted. */
async function* writeEach(
  { db, cipher, now }: WriteContext,
  { selection, format }: Pick<Parsed<'token:export'>, 'selection' | 'format'>,
  { first, isOfOne }: Glance,
  write: (text: string) => Promise<Result<unknown, AppError>>,
  signal: AbortSignal,
): Steps<ReadEnding<Written>> {
  const application = isOfOne ? first[0]?.applicationName : undefined;
  const writer = formats[format].begin({ isSingle: first.length === 1, application });
  const names = new Set<string>();
  let count = 0;
  let writing: Promise<Result<unknown, AppError>> = Promise.resolve(ok(null));
  for (const page of selectedPages(db, selection, now())) {
    if (!page.ok) return page;
    const tokens: ExportedToken[] = [];
    for (const token of page.value) {
      const { id, applicationName } = token.summary;
      const { sealed } = token;
      const jwt = sealed === null ? ok(null) : cipher.open(accessTokenPlace(id), sealed);
      if (!jwt.ok) return jwt;
      // Expired long ago: only lists of facts have it.
      if (jwt.value === null && !LISTS.has(format)) continue;
      tokens.push(exportedToken(token, jwt.value, now()));
      if (names.size < NAMED) names.add(applicationName);
    }
    count += tokens.length;
    // Written while the next page is read.
    const before = await writing;
    if (!before.ok) return before;
    writing = write(writer.add(tokens));
    yield { done: count, total: null };
    if (signal.aborted) return gaveUp;
  }
  for (const last of [await writing, await write(writer.end)]) if (!last.ok) return last;
  const [only] = first;
  const isOne = only !== undefined && count === 1;
  return ok({ count, subject: isOne ? tokenSubject(only) : [...names].join(', ') });
}

/** Nothing appears at `path` until the file is complete; only one step is held in memory. */
async function* writeFile(
  context: WriteContext,
  { selection, format, encryption }: Parsed<'token:export'>,
  glance: Glance,
  path: string,
  signal: AbortSignal,
): Steps<ReadEnding<Written & { readonly path: string }>> {
  const begun = await beginFile(path);
  if (!begun.ok) return begun;
  const file = begun.value;
  let isWhole = false;
  try {
    const coat =
      encryption === null ? null : await beginEncryption(encryption.passphrase, context.kdfCost);
    const write = async (text: string) => file.write(coat === null ? text : coat.add(text));
    const written = yield* writeEach(context, { selection, format }, glance, write, signal);
    if (!isDone(written)) return written;
    if (coat !== null) {
      const ended = await file.write(coat.end());
      if (!ended.ok) return ended;
    }
    // An export that can't be logged must not happen.
    if (!context.db.open) return err(appError('workspace/locked'));
    isWhole = true;
    const finished = await file.finish();
    return finished.ok ? ok({ ...written.value, path: finished.value }) : finished;
  } finally {
    if (!isWhole) await file.discard();
  }
}

/** Asks where to save and writes the tokens, encrypted unless the person chose plain text. */
export const exportTokens: Handler<'token:export'> = (context, request) =>
  context.jobs.start('token-export', (signal) => writeTokens(context, request, signal)).done;

export async function* writeTokens(
  context: WriteContext,
  request: Parsed<'token:export'>,
  signal: AbortSignal,
): Steps<ReadEnding<SavedFile>> {
  const { db, shell, activity, now } = context;
  const { selection, format, encryption } = request;
  if (selection.of === 'filter') completeSearch(context, selection.filter);
  const offered = yield* glanceAt(db, selection, now(), signal);
  if (!isDone(offered)) return offered;
  const path = await shell.askWhereToSave({
    title: 'dialog.exportTokens',
    ...offer(format, offered.value, encryption !== null),
  });
  if (path === null) return ok(null);
  // Read again: the dialog may have been open for long, and the file contains current states.
  const glance = yield* glanceAt(db, selection, now(), signal);
  if (!isDone(glance)) return glance;
  const saved = yield* writeFile(context, request, glance.value, path, signal);
  if (!isDone(saved)) return saved;
  const { count, subject } = saved.value;
  activity.record({
    kind: 'token/exported',
    subject,
    detail: { format, count, encrypted: encryption === null ? 0 : 1, file: basename(path) },
  });
  return ok({ path, count });
}
