import { useState } from 'react';
import { apiTitle } from '../../../shared/domain/api.ts';
import type { ApiId } from '../../../shared/domain/ids.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction, useChannel } from '../../program/calls.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { offerUndo } from '../bin/offer-undo.ts';
import { closeApiDialog, closingApiDialog, selectApi, useApiPage } from './api-store.ts';

/** The rows around the one that is deleted. */
export type ShownApis = readonly { readonly item: { readonly id: ApiId } }[];

/** Asks before an API is deleted, and offers to take it back afterwards. */
export function ApiDelete({ shown }: Readonly<{ shown: ShownApis }>) {
  const dialog = useApiPage((page) => page.dialog);
  return dialog?.kind === 'delete' ? (
    <Question key={dialog.id} id={dialog.id} shown={shown} />
  ) : null;
}

function Question({ id, shown }: Readonly<{ id: ApiId; shown: ShownApis }>) {
  const { data: api } = useChannel('api:get', { id });
  const { run, pending } = useAction('api:delete');
  const [error, setError] = useState<AppError | null>(null);
  if (api === undefined) return null;
  const title = apiTitle(api);

  async function remove(): Promise<void> {
    const place = shown.findIndex(({ item }) => item.id === id);
    const neighbour = (shown[place + 1] ?? shown[place - 1])?.item;
    const close = closingApiDialog();
    const result = await run({ id });
    if (!result.ok) {
      setError(result.error);
      return;
    }
    if (close()) selectApi(neighbour?.id ?? null);
    offerUndo(t('api.deleted', { api: title }), { kind: 'api', id }, () => selectApi(id));
  }

  return (
    <ConfirmDialog
      isOpen
      title={t('api.deleteTitle', { api: title })}
      effect={t('api.deleteEffect', { subs: api.subscriptionCount, apps: api.applicationCount })}
      confirmLabel={t('api.deleteConfirm')}
      onConfirm={() => void remove()}
      onCancel={closeApiDialog}
      isPending={pending}
      errorMessage={error === null ? undefined : errorText(error)}
    />
  );
}
