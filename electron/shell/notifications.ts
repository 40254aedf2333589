import { Notification } from 'electron';
import type { Opening } from '../../shared/domain/opening.ts';
import type { Reminder } from '../../shared/domain/reminder.ts';
import { ownerName } from '../../shared/words/key-types.ts';
import { t, tList } from '../../shared/words/words.ts';

interface NotificationOptions {
  /** Whether the person is looking at the window, which announces it, too. */
  readonly isInFront: () => boolean;
  /** The notification was clicked. */
  readonly open: (opening: Opening) => void;
}

/** The most owners that a notification names. */
const NAMED = 3;

/** One notification of the desktop for all that is about to expire. */
export function createNotifications({ isInFront, open }: NotificationOptions) {
  let shown: Notification | null = null;

  return {
    announce(reminders: readonly Reminder[]): void {
      if (isInFront() || !Notification.isSupported()) return;
      shown?.close();
      const notification = new Notification({ ...notificationText(reminders), silent: true });
      notification.on('click', () => open(openingOf(reminders)));
      notification.show();
      shown = notification;
    },
    /** The notification names applications, so a lock removes it. */
    clear(): void {
      shown?.close();
      shown = null;
    },
  };
}

export function notificationText(reminders: readonly Reminder[]): {
  readonly title: string;
  readonly body: string;
} {
  const names = [...new Set(reminders.map(nameOf))];
  const more = names.length - NAMED;
  const body =
    more > 0
      ? t('reminders.andMore', { names: tList(names.slice(0, NAMED), 'unit'), more })
      : tList(names, 'unit');
  return { title: t('reminders.title', { count: reminders.length }), body };
}

function nameOf({ kind, owner, name }: Reminder): string {
  if (owner === null) return t('reminders.certificate', { kid: name });
  const whose = ownerName(owner.applicationName, owner.keyType);
  return kind === 'token' ? whose : t('reminders.secret', { owner: whose });
}

/** One token opens where it can be re-generated; several open the list of them. */
export function openingOf(reminders: readonly Reminder[]): Opening {
  const [only, ...others] = reminders;
  return only?.owner && others.length === 0
    ? { kind: 'keys', id: only.owner.applicationId, keyType: only.owner.keyType }
    : { kind: 'expiring' };
}
