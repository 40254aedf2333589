import { useState } from 'react';
import type { Application } from '../../../shared/domain/application.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { openApplication } from '../../program/navigation.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { offerUndo } from '../bin/offer-undo.ts';
import {
  closeApplicationDialog,
  closingApplicationDialog,
  useOpenApplication,
} from './application-store.ts';

/** The rows around the one that is deleted. */
export type ShownRows = readonly { readonly item: Pick<Application, 'id'> }[];

type Props = Readonly<{ application: Application; shown: ShownRows }>;

export function DeleteApplicationDialog({ application, shown }: Props) {
  const { id, name, activeTokenCount, subscriptionCount } = application;
  const { openId } = useOpenApplication();
  const { run, pending } = useAction('application:delete');
  const [error, setError] = useState<AppError | null>(null);

  async function remove(): Promise<void> {
    const place = shown.findIndex(({ item }) => item.id === id);
    const neighbour = (shown[place + 1] ?? shown[place - 1])?.item;
    const close = closingApplicationDialog();
    const result = await run({ id });
    if (!result.ok) {
      setError(result.error);
      return;
    }
    // The focus of the list goes there too.
    if (close() && id === openId) openApplication(neighbour?.id ?? null);
    offerUndo(t('application.deleted', { application: name }), { kind: 'application', id }, () =>
      openApplication(id),
    );
  }

  return (
    <ConfirmDialog
      isOpen
      title={t('application.deleteTitle', { application: name })}
      effect={t('application.deleteEffect', {
        application: name,
        tokens: activeTokenCount,
        subs: subscriptionCount,
      })}
      confirmLabel={t('application.deleteConfirm')}
      onConfirm={() => void remove()}
      onCancel={closeApplicationDialog}
      isPending={pending}
      errorMessage={error === null ? undefined : errorText(error)}
    />
  );
}
