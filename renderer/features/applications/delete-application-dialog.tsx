import { useState } from 'react';
import type { Application } from '../../../shared/domain/application.ts';
import type { AppError } from '../../../shared/errors.ts';
import { useAction } from '../../program/calls.ts';
import { openApplication } from '../../program/navigation.ts';
import { applicationStrings as words } from '../../strings/applications.ts';
import { errorText } from '../../strings/errors.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { offerUndo } from '../bin/offer-undo.ts';
import { closeApplicationDialog } from './application-store.ts';

export function DeleteApplicationDialog({ application }: Readonly<{ application: Application }>) {
  const { id, name, activeTokenCount, subscriptionCount } = application;
  const { run, pending } = useAction('application:delete');
  const [error, setError] = useState<AppError | null>(null);

  async function remove(): Promise<void> {
    const result = await run({ id });
    if (!result.ok) {
      setError(result.error);
      return;
    }
    closeApplicationDialog();
    offerUndo(words.deleted(name), { kind: 'application', id }, () => openApplication(id));
  }

  return (
    <ConfirmDialog
      isOpen
      title={words.deleteTitle(name)}
      effect={words.deleteEffect(name, activeTokenCount, subscriptionCount)}
      confirmLabel={words.deleteConfirm}
      onConfirm={() => void remove()}
      onCancel={closeApplicationDialog}
      isPending={pending}
      errorMessage={error === null ? undefined : errorText(error)}
    />
  );
}
