import ical, { ICalAlarmType } from 'ical-generator';
import type { Reminder } from '../../../shared/domain/reminder.ts';
import { expiryNoticeSpan } from '../../../shared/domain/token.ts';
import { ownerName } from '../../../shared/words/key-types.ts';
import { t } from '../../../shared/words/words.ts';

/**
 * A calendar (iCalendar, RFC 5545) with an event at the second when each expires, and an alarm when
 * it is time to renew it. An event keeps its UID, so importing the file again moves it.
 *
 * @param now milliseconds since the epoch.
 */
export function calendarText(reminders: readonly Reminder[], now: number): string {
  const calendar = ical({
    name: t('reminders.calendar'),
    prodId: { company: 'Latchkey', product: 'Latchkey' },
  });
  for (const reminder of reminders) {
    const { kind, id, startsAt, expiresAt } = reminder;
    calendar.createEvent({
      id: `${kind}-${id}@latchkey`,
      stamp: new Date(now),
      start: new Date(expiresAt),
      end: new Date(expiresAt),
      summary: reminderTitle(reminder),
      description: t(`reminders.calendarHelp.${kind}`),
      alarms: [
        {
          type: ICalAlarmType.display,
          triggerBefore: Math.round(expiryNoticeSpan(startsAt, expiresAt) / 1000),
        },
      ],
    });
  }
  return calendar.toString();
}

function reminderTitle({ kind, owner, name }: Reminder): string {
  if (owner === null) return t('reminders.certificateExpires', { kid: name });
  const whose = ownerName(owner.applicationName, owner.keyType);
  return kind === 'token'
    ? t('reminders.tokenExpires', { owner: whose })
    : t('reminders.secretExpires', { owner: whose, note: name });
}
