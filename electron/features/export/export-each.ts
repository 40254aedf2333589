import { basename, join } from 'node:path';
import { type ExportEach, recipientsOf } from '../../../shared/domain/age-recipient.ts';
import type { JobResult } from '../../../shared/domain/job.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Handler, WriteContext } from '../../base/context/context.ts';
import { type Ending, gaveUp, type Steps } from '../../base/context/jobs.ts';
import type { ReadableDb } from '../../base/database/database.ts';
import { saveExport } from '../../base/files/save-export.ts';
import { findPlace, listItems } from '../issuing/bulk-repository.ts';
import { accessTokenPlace } from '../tokens/rules.ts';
import { completeSearch } from '../tokens/token-pages.ts';
import { type ChosenToken, exportedToken } from './exported-token.ts';
import { suggestedFileName } from './file-name.ts';
import { formats } from './formats.ts';
import { selectedPages } from './select-tokens.ts';

/** Items of a bulk job per step. */
const STEP = 200;

/** The issued tokens of a bulk job, or any other selection, page by page. */
function* pagesOf(db: ReadableDb, selection: ExportEach['selection'], now: number) {
  if (selection.of !== 'bulk') {
    yield* selectedPages(db, selection, now);
    return;
  }
  const place = findPlace(db, selection.id);
  if (place === undefined) {
    yield err(appError('missing/bulk-issue'));
    return;
  }
  let after = -1;
  for (;;) {
    const items = listItems(db, place.sequence, 'issued', after, STEP);
    const ids = items.flatMap(({ tokenId }) => (tokenId === null ? [] : [tokenId]));
    if (ids.length > 0) yield* selectedPages(db, { of: 'tokens', ids }, now);
    if (items.length < STEP) return;
    after = items.at(-1)?.position ?? after;
  }
}

/** Asks for a folder, and writes each token to a file of its own, for its application's recipients. */
export const exportEach: Handler<'token:export-each'> = async (context, request) => {
  const folder = await context.shell.askForFolder({ title: 'dialog.exportEach' });
  if (folder === null) return ok(null);
  return context.jobs.start('token-export-each', (signal) =>
    writeFiles(context, request, folder, signal),
  ).done;
};

async function* writeFiles(
  context: WriteContext,
  { selection, recipients }: ExportEach,
  folder: string,
  signal: AbortSignal,
): Steps<Ending<JobResult<'token-export-each'>>> {
  const { db, now } = context;
  const names = new Map<string, number>();
  const done = { folder, count: 0, without: 0 };
  if (selection.of === 'filter') completeSearch(context, selection.filter);
  for (const page of pagesOf(db, selection, now())) {
    if (!page.ok) return page;
    for (const token of page.value) {
      const own = recipientsOf(recipients, token.summary.applicationName);
      if (own.length === 0) {
        done.without += 1;
        continue;
      }
      const written = await writeOne(context, token, own, folder, names);
      if (!written.ok) return written;
      done.count += 1;
    }
    yield { done: done.count, total: null };
    if (signal.aborted) {
      if (db.open && done.count > 0) record(context, done);
      return gaveUp;
    }
  }
  if (done.count + done.without === 0) return err(appError('export/nothing'));
  record(context, done);
  return ok(done);
}

function record(
  { activity }: WriteContext,
  { folder, count }: { readonly folder: string; readonly count: number },
): void {
  const detail = { format: 'json', count, encrypted: 1, file: basename(folder) };
  activity.record({ kind: 'token/exported', subject: '', detail });
}

async function writeOne(
  context: WriteContext,
  token: ChosenToken,
  recipients: readonly string[],
  folder: string,
  names: Map<string, number>,
): Promise<Result<string, AppError>> {
  const { cipher, now } = context;
  const { summary, sealed } = token;
  if (sealed === null) return err(appError('missing/token'));
  const jwt = cipher.open(accessTokenPlace(summary.id), sealed);
  if (!jwt.ok) return jwt;
  const writer = formats.json.begin({
    isSingle: true,
    application: summary.applicationName,
  });
  const text = writer.add([exportedToken(token, jwt.value, now())]) + writer.end;
  const { encryptFor } = await import('./encrypt-for.ts');
  const encrypted = await encryptFor(recipients, text);
  if (encrypted === null) return err(appError('age/bad-recipient', { field: 'recipients' }));
  return saveExport(context, join(folder, fileName(token, names)), encrypted);
}

/** `petshop-production.json.age`; the second of that name in this folder gets a number. */
function fileName({ summary }: ChosenToken, names: Map<string, number>): string {
  const plain = suggestedFileName([summary], true, 'json');
  const nth = (names.get(plain) ?? 0) + 1;
  names.set(plain, nth);
  return nth === 1 ? `${plain}.age` : `${plain.replace(/\.json$/, '')}-${nth}.json.age`;
}
