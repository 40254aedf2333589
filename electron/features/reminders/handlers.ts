import { basename } from 'node:path';
import { appError } from '../../../shared/errors.ts';
import { err, ok } from '../../../shared/result.ts';
import { DAY_MS } from '../../../shared/time.ts';
import { loadLocale } from '../../../shared/words/words.ts';
import type { SomeHandlers } from '../../base/context/context.ts';
import { saveExport } from '../../base/files/save-export.ts';
import { collectReminders } from './collect.ts';

/** A calendar with more events than this would be useless. */
const MOST_EVENTS = 10_000;

export const reminderHandlers = {
  'reminders:list': async ({ db, now, everyKey }, { until, limit }) => {
    const keys = await everyKey();
    if (!keys.ok) return keys;
    return ok(collectReminders(db, keys.value, { now: now(), until }, limit));
  },

  'reminders:export': async (context, { days }) => {
    const { db, now, signer, shell, activity } = context;
    const keys = await signer.everyKey();
    if (!keys.ok) return keys;
    const span = { now: now(), until: now() + days * DAY_MS };
    const { reminders } = collectReminders(db, keys.value, span, MOST_EVENTS);
    if (reminders.length === 0) return err(appError('export/nothing'));
    const path = await shell.askWhereToSave({
      title: 'dialog.exportCalendar',
      suggestedName: 'latchkey-reminders.ics',
      kind: { name: 'fileKind.calendar', extensions: ['ics'] },
    });
    if (path === null) return ok(null);
    await loadLocale(await shell.locale());
    const { calendarText } = await import('./calendar.ts');
    const saved = await saveExport(context, path, calendarText(reminders, now()));
    if (!saved.ok) return saved;
    activity.record({
      kind: 'reminders/exported',
      subject: '',
      detail: { count: reminders.length, file: basename(saved.value) },
    });
    return ok({ path: saved.value, count: reminders.length });
  },
} satisfies SomeHandlers;
