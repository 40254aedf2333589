import { Ban } from 'lucide-react';
import { useState } from 'react';
import { momentMs } from '../../../shared/domain/validity.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { errorText, fieldError } from '../../../shared/words/errors.ts';
import { ownerName } from '../../../shared/words/key-types.ts';
import { t } from '../../../shared/words/words.ts';
import { formatDateTime } from '../../format/time.ts';
import { useAction, useChannel } from '../../program/calls.ts';
import { goTo } from '../../program/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toasts.tsx';
import type { KeysOfProps } from './keys-of-props.ts';

type NotBeforeProps = KeysOfProps & Readonly<{ notBefore: number | null }>;

/** From when on the tokens of a consumer key count: gateways refuse older ones, known or not. */
export function NotBefore(props: NotBeforeProps) {
  const { notBefore } = props;
  const title =
    notBefore === null
      ? t('keys.notBefore')
      : t('keys.notBeforeSet', { moment: formatDateTime(notBefore) });
  return (
    <Disclosure title={title} isLazy>
      <Fields {...props} />
    </Disclosure>
  );
}

function Fields({ application, keyType, notBefore }: NotBeforeProps) {
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<AppError | null>(null);
  const [asked, setAsked] = useState<number | null>(null);
  const field = 'notBefore';

  function ask(): void {
    const at = typed.trim() === '' ? Date.now() : momentMs(typed.trim());
    if (at === undefined) setError(appError('field/not-a-moment', { field }));
    else if (at > Date.now()) setError(appError('field/in-the-future', { field }));
    else setAsked(at);
  }

  return (
    <FormLayout
      label={t('keys.notBefore')}
      onSubmit={ask}
      actions={
        <Button action="keys.notBeforeAsk" type="submit" icon={Ban}>
          {t('keys.notBeforeAsk')}
        </Button>
      }
    >
      <p>{t('keys.notBeforeText')}</p>
      {notBefore !== null && <p>{t('keys.notBeforeNow', { moment: formatDateTime(notBefore) })}</p>}
      <TextField
        label={t('keys.notBeforeField')}
        description={t('keys.notBeforeHelp')}
        value={typed}
        onChange={(text) => {
          setTyped(text);
          setError(null);
        }}
        errorMessage={fieldError(error, field)}
        isMono
      />
      {asked !== null && (
        <Confirm
          application={application}
          keyType={keyType}
          at={asked}
          onClose={() => setAsked(null)}
        />
      )}
    </FormLayout>
  );
}

type ConfirmProps = KeysOfProps & Readonly<{ at: number; onClose: () => void }>;

function Confirm({ application, keyType, at, onClose }: ConfirmProps) {
  const filter = {
    applicationId: application.id,
    keyType,
    issuedBefore: at,
    state: 'active',
  } as const;
  const counts = useChannel('token:count', filter).data;
  const { run, pending, ifHere } = useAction('token:revoke');
  const [error, setError] = useState<AppError | null>(null);
  // The question needs the number.
  if (counts === undefined) return null;

  async function revoke(): Promise<void> {
    const revoked = await run({ filter });
    if (!revoked.ok) {
      setError(revoked.error);
      return;
    }
    showToast({
      tone: 'success',
      title: t('keys.notBeforeDone', { moment: formatDateTime(at) }),
      description: t('tokens.revokedNext'),
      action: { label: t('tokens.toGateways'), onPress: () => goTo('gateways') },
    });
    ifHere(onClose);
  }

  return (
    <ConfirmDialog
      isOpen
      title={t('keys.notBeforeTitle', { moment: formatDateTime(at) })}
      effect={t('keys.notBeforeEffect', {
        count: counts.active,
        owner: ownerName(application.name, keyType),
      })}
      confirmLabel={t('keys.notBeforeConfirm')}
      onConfirm={() => void revoke()}
      onCancel={onClose}
      isPending={pending}
      errorMessage={error === null ? undefined : errorText(error)}
    />
  );
}
