import type { Reminder } from '../domain/reminder.ts';
import { ownerName } from './key-types.ts';
import { t, tList } from './words.ts';

/** The most owners that are named. */
const NAMED = 3;

/** What announces all that is about to expire at once: how many, and whose. */
export function remindersText(reminders: readonly Reminder[]): {
  readonly title: string;
  readonly body: string;
} {
  const names = [...new Set(reminders.map(nameOf))];
  const more = names.length - NAMED;
  const body =
    more > 0
      ? t('reminders.andMore', { names: tList(names.slice(0, NAMED), 'unit'), more })
      : tList(names, 'unit');
  const areTokens = reminders.every(({ kind }) => kind === 'token');
  const count = reminders.length;
  return { title: t(areTokens ? 'reminders.tokens' : 'reminders.title', { count }), body };
}

function nameOf({ kind, owner, name }: Reminder): string {
  if (owner === null) return t('reminders.certificate', { kid: name });
  const whose = ownerName(owner.applicationName, owner.keyType);
  return kind === 'token' ? whose : t('reminders.secret', { owner: whose });
}
