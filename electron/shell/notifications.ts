import { Notification } from 'electron';
import type { Opening } from '../../shared/domain/opening.ts';
import type { Reminder } from '../../shared/domain/reminder.ts';
import { remindersText } from '../../shared/words/reminder-text.ts';

interface NotificationOptions {
  /** Whether the person is looking at the window, which announces it, too. */
  readonly isInFront: () => boolean;
  /** The notification was clicked. */
  readonly open: (opening: Opening) => void;
}

/** One notification of the desktop for all that is about to expire. */
export function createNotifications({ isInFront, open }: NotificationOptions) {
  let shown: Notification | null = null;

  return {
    announce(reminders: readonly Reminder[]): void {
      if (isInFront() || !Notification.isSupported()) return;
      shown?.close();
      const notification = new Notification({ ...remindersText(reminders), silent: true });
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

/** One token opens where it can be re-generated; several open the list of them. */
export function openingOf(reminders: readonly Reminder[]): Opening {
  const [only, ...others] = reminders;
  return only?.owner && others.length === 0
    ? { kind: 'keys', id: only.owner.applicationId, keyType: only.owner.keyType }
    : { kind: 'expiring' };
}
