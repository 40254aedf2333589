import { useCallback, useState } from 'react';
import type { EncryptedExport } from '../../../shared/domain/token-export.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText, fieldError } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { useCommand } from '../../program/commands.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { showToast } from '../../ui/toasts.tsx';

/** Opens an encrypted export, from anywhere, and saves what is in it. */
export function DecryptDialog() {
  const [chosen, setChosen] = useState<EncryptedExport | null>(null);

  const choose = useCallback(async () => {
    const file = await window.latchkey.call('encrypted-export:choose', {});
    // Whoever chooses none keeps the one that is open.
    if (file.ok) setChosen((now) => file.value ?? now);
    else {
      const description = errorText(file.error);
      showToast({ tone: 'danger', title: t('export.notOpened'), description });
    }
  }, []);

  function close(): void {
    setChosen(null);
    void window.latchkey.call('encrypted-export:cancel', {});
  }

  useCommand(
    'export.decrypt',
    useCallback(() => void choose(), [choose]),
  );
  return chosen && <OpenDialog key={chosen.id} chosen={chosen} onClose={close} />;
}

type OpenDialogProps = Readonly<{ chosen: EncryptedExport; onClose: () => void }>;

function OpenDialog({ chosen: { id, file }, onClose }: OpenDialogProps) {
  const [passphrase, setPassphrase] = useState('');
  const [error, setError] = useState<AppError | null>(null);
  const { run, pending, ifHere } = useAction('encrypted-export:save');

  async function save(): Promise<void> {
    if (pending) return;
    const saved = await run({ id, passphrase });
    setError(saved.ok ? null : saved.error);
    if (!saved.ok || saved.value === null) return;
    showToast({
      tone: 'success',
      title: t('export.decrypted', { file }),
      description: saved.value.path,
    });
    ifHere(onClose);
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('export.decryptTitle', { file })}
      width="small"
      onSubmit={() => void save()}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" variant="primary" isPending={pending}>
            {t('export.decrypt')}
          </Button>
        </>
      }
    >
      <PasswordField
        label={t('export.passphrase')}
        description={t('export.decryptHelp')}
        autoComplete="off"
        autoFocus
        isRequired
        value={passphrase}
        onChange={setPassphrase}
        errorMessage={fieldError(error, 'passphrase')}
      />
      <Notice tone="warning" title={t('export.decryptWarning')}>
        {t('export.warning')}
      </Notice>
      {error !== null && error.field !== 'passphrase' && (
        <Notice tone="danger">{errorText(error)}</Notice>
      )}
    </Dialog>
  );
}
