import { useEffect, useState } from 'react';
import type { Reminder } from '../../../shared/domain/reminder.ts';
import { DEFAULT_SCOPE } from '../../../shared/domain/token.ts';
import { validityOf } from '../../../shared/domain/validity.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { ownerName } from '../../../shared/words/key-types.ts';
import { remindersText } from '../../../shared/words/reminder-text.ts';
import { t } from '../../../shared/words/words.ts';
import { formatRelative } from '../../format/time.ts';
import { useAction, useChannel } from '../../program/calls.ts';
import { runCommand, useCommand } from '../../program/commands.ts';
import { goTo, keysTabs, openApplication } from '../../program/navigation.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { showToast, type Toast } from '../../ui/toasts.tsx';
import { copyNewToken } from '../tokens/copy-token.ts';
import { replacedText } from '../tokens/regenerate-same.ts';

type Owner = NonNullable<Reminder['owner']>;

/** Announces what is about to expire, and re-generates a token from the notice. */
export function ReminderNotices() {
  const [renewing, setRenewing] = useState<Owner | null>(null);
  useEffect(
    () =>
      window.latchkey.on('reminders', (reminders) => {
        const [only, ...others] = reminders;
        if (only === undefined) return;
        const toast = others.length === 0 ? one(only, setRenewing) : several(reminders);
        showToast({ ...toast, key: 'reminders', tone: 'warning', stays: true });
      }),
    [],
  );
  useCommand('reminders.export', exportCalendar);
  return renewing === null ? null : (
    <RenewDialog key={renewing.keysId} owner={renewing} onClose={() => setRenewing(null)} />
  );
}

/**
 * The notice stays until it is dismissed: by then, its token may have been re-generated, and the one in
 * use now isn't revoked for that. Its page opens instead.
 */
async function renewIfCurrent(
  owner: Owner,
  id: Reminder['id'],
  renew: (owner: Owner) => void,
): Promise<void> {
  const { applicationId, keyType } = owner;
  const view = await window.latchkey.call('keys:get', { applicationId, keyType });
  if (!view.ok) showToast({ title: errorText(view.error), tone: 'danger' });
  else if (view.value.token?.id === id) renew(owner);
  else openApplication(applicationId, keysTabs[keyType]);
}

/** The next year: what a calendar is for. */
const CALENDAR_DAYS = 366;

function exportCalendar(): void {
  void window.latchkey.call('reminders:export', { days: CALENDAR_DAYS }).then((saved) => {
    if (!saved.ok) {
      const nothing = saved.error.code === 'export/nothing';
      const title = nothing ? t('reminders.nothing') : errorText(saved.error);
      showToast({ title, tone: nothing ? 'info' : 'danger' });
    } else if (saved.value !== null) {
      const { count, path } = saved.value;
      showToast({ title: t('reminders.exported', { count }), description: path, tone: 'success' });
    }
  });
}

function one(reminder: Reminder, renew: (owner: Owner) => void): Toast {
  const { kind, owner, name, expiresAt } = reminder;
  const when = formatRelative(expiresAt, Date.now());
  if (owner === null) {
    return {
      title: t('reminders.certificateSoon', { kid: name.slice(0, 6), when }),
      action: { label: t('reminders.show'), onPress: () => goTo('signing-keys') },
    };
  }
  const { applicationId, keyType } = owner;
  const whose = ownerName(owner.applicationName, keyType);
  return kind === 'token'
    ? {
        title: t('reminders.tokenSoon', { owner: whose, when }),
        action: {
          label: t('reminders.regenerate'),
          onPress: () => void renewIfCurrent(owner, reminder.id, renew),
        },
      }
    : {
        title: t('reminders.secretSoon', { owner: whose, when }),
        action: {
          label: t('reminders.show'),
          onPress: () => openApplication(applicationId, keysTabs[keyType]),
        },
      };
}

function several(reminders: readonly Reminder[]): Toast {
  return {
    title: remindersText(reminders).title,
    action: { label: t('reminders.show'), onPress: () => runCommand('tokens.expiring') },
  };
}

type RenewDialogProps = Readonly<{ owner: Owner; onClose: () => void }>;

/** The second click: the new token has the validity and the scopes of the old one. */
function RenewDialog({ owner, onClose }: RenewDialogProps) {
  const { applicationId, applicationName, keyType } = owner;
  const view = useChannel('keys:get', { applicationId, keyType }).data;
  const { run, pending, ifHere } = useAction('token:regenerate');
  const [error, setError] = useState<AppError | null>(null);
  const whose = ownerName(applicationName, keyType);

  async function regenerate(): Promise<void> {
    const token = view?.token ?? null;
    if (view === undefined || token === null) return;
    const available = new Set(view.scopes.map(({ name }) => name));
    const issued = await run({
      applicationId,
      keyType,
      replaces: token.id,
      validitySeconds: validityOf(token),
      scopes: token.scopes.filter((name) => name !== DEFAULT_SCOPE && available.has(name)),
    });
    if (!issued.ok) {
      setError(issued.error);
      return;
    }
    showToast({
      tone: 'success',
      title: t('keys.regenerated', { owner: whose }),
      description: replacedText(token, view.keepsOldToken),
      action: { label: t('ui.copy'), onPress: () => void copyNewToken(issued.value) },
    });
    ifHere(onClose);
  }

  return (
    <ConfirmDialog
      isOpen
      isDanger={false}
      title={t('reminders.regenerateTitle', { owner: whose })}
      effect={
        view?.keepsOldToken === true ? t('reminders.effectKept') : t('reminders.effectRevoked')
      }
      confirmLabel={t('issue.regenerate')}
      onConfirm={() => void regenerate()}
      onCancel={onClose}
      isPending={pending || view === undefined}
      errorMessage={error === null ? undefined : errorText(error)}
    />
  );
}
