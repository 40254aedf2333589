import type { ActivityEntry } from '../../../shared/domain/activity.ts';
import type { SavedFile } from '../../../shared/domain/token-export.ts';
import { ok } from '../../../shared/result.ts';
import type { Handler, WriteContext } from '../../base/context/context.ts';
import { type Ending, gaveUp, type Steps } from '../../base/context/jobs.ts';
import { csvText } from '../../base/files/csv.ts';
import { beginFile } from '../../base/files/save-file.ts';
import { listActivity } from './repository.ts';

type Format = 'json' | 'csv';

const kinds = {
  json: { name: 'fileKind.json', extensions: ['json'] },
  csv: { name: 'fileKind.csv', extensions: ['csv'] },
} as const;

/** Entries per step. */
const PAGE = 500;

/** One page of the file; `isFirst` and `isLast` decide what is written before and after it. */
function pageText(
  entries: readonly ActivityEntry[],
  format: Format,
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
): string {
  const rows = entries.map(({ id, at, kind, subject, detail, byName, byMethod }) => ({
    id,
    at: new Date(at).toISOString(),
    kind,
    subject,
    detail,
    byName,
    byMethod,
  }));
  if (format === 'csv') {
    const flat = rows.map((row) => ({ ...row, detail: JSON.stringify(row.detail) }));
    return csvText(flat, isFirst);
  }
  // Same output as JSON.stringify for the whole list.
  const inside = JSON.stringify(rows, null, 2).slice(1, -2);
  return `${isFirst ? '[' : ','}${inside}${isLast ? '\n]\n' : ''}`;
}

/** Exports the whole log, newest first. Null when the person cancelled the dialog. */
export const exportActivity: Handler<'activity:export'> = async (context, { format }) => {
  const path = await context.shell.askWhereToSave({
    title: 'dialog.exportActivity',
    suggestedName: `activity.${format}`,
    kind: kinds[format],
  });
  if (path === null) return ok(null);
  const work = (signal: AbortSignal) => writeLog(context, path, format, signal);
  return context.jobs.start('activity-export', work).done;
};

async function* writeLog(
  { db, activity }: WriteContext,
  path: string,
  format: Format,
  signal: AbortSignal,
): Steps<Ending<SavedFile>> {
  // If the workspace was locked meanwhile, this throws before a file is created.
  let page = listActivity(db, { limit: PAGE });
  const total = page[0]?.id ?? 0;
  const begun = await beginFile(path);
  if (!begun.ok) return begun;
  const file = begun.value;
  let count = 0;
  try {
    for (;;) {
      const last = page.at(-1);
      const next = last === undefined ? [] : listActivity(db, { before: last.id, limit: PAGE });
      const isLast = next.length === 0;
      const written = await file.write(pageText(page, format, { isFirst: count === 0, isLast }));
      if (!written.ok) return written;
      count += page.length;
      if (isLast) break;
      page = next;
      yield { done: count, total };
      if (signal.aborted) return gaveUp;
    }
    const saved = await file.finish();
    if (!saved.ok) return saved;
    activity.record({ kind: 'activity/exported', subject: '', detail: { format, count } });
    return ok({ path, count });
  } finally {
    await file.discard();
  }
}
