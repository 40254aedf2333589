import type { ActivityEntry } from '../../../shared/domain/activity.ts';
import { ok } from '../../../shared/result.ts';
import type { Handler } from '../../base/context/context.ts';
import { csvText } from '../../base/files/csv.ts';
import { saveExport } from '../../base/files/save-export.ts';
import { listActivity } from './repository.ts';

type Format = 'json' | 'csv';

const kinds = {
  json: { name: 'fileKind.json', extensions: ['json'] },
  csv: { name: 'fileKind.csv', extensions: ['csv'] },
} as const;

function activityText(entries: readonly ActivityEntry[], format: Format): string {
  const rows = entries.map(({ id, at, kind, subject, detail }) => ({
    id,
    at: new Date(at).toISOString(),
    kind,
    subject,
    detail,
  }));
  if (format === 'json') return `${JSON.stringify(rows, null, 2)}\n`;
  const flat = rows.map(({ id, at, kind, subject, detail }) => ({
    id,
    at,
    kind,
    subject,
    detail: JSON.stringify(detail),
  }));
  return csvText(flat);
}

/** The whole log, the newest first. Null when the person closed the dialog. */
export const exportActivity: Handler<'activity:export'> = async (context, { format }) => {
  const { db, shell, activity } = context;
  const path = await shell.askWhereToSave({
    title: 'dialog.exportActivity',
    suggestedName: `activity.${format}`,
    kind: kinds[format],
  });
  if (path === null) return ok(null);
  const entries = listActivity(db, { limit: Number.MAX_SAFE_INTEGER });
  const saved = await saveExport(context, path, activityText(entries, format));
  if (!saved.ok) return saved;
  activity.record({
    kind: 'activity/exported',
    subject: '',
    detail: { format, count: entries.length },
  });
  return ok({ path, count: entries.length });
};
