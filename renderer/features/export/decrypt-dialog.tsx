import { useCallback, useState } from 'react';
import type { EncryptedExport } from '../../../shared/domain/token-export.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText, fieldError } from '../../../shared/words/en/errors.ts';
import { useAction } from '../../program/calls.ts';
import { useCommand } from '../../program/commands.ts';
import { exportStrings as words } from '../../strings/export.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { uiStrings } from '../../ui/ui-strings.ts';

/** Opens an encrypted export, from anywhere, and saves what is in it. */
export function DecryptDialog() {
  const [chosen, setChosen] = useState<EncryptedExport | null>(null);

  const choose = useCallback(async () => {
    const file = await window.latchkey.call('encrypted-export:choose', {});
    if (file.ok) setChosen(file.value);
    else {
      const description = errorText(file.error);
      showToast({ tone: 'danger', title: words.notOpened, description });
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
  const { cancel } = uiStrings;
  const [passphrase, setPassphrase] = useState('');
  const [error, setError] = useState<AppError | null>(null);
  const { run, pending } = useAction('encrypted-export:save');

  async function save(): Promise<void> {
    if (pending) return;
    const saved = await run({ id, passphrase });
    setError(saved.ok ? null : saved.error);
    if (!saved.ok || saved.value === null) return;
    showToast({ tone: 'success', title: words.decrypted(file), description: saved.value.path });
    onClose();
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.decryptTitle(file)}
      width="small"
      onSubmit={() => void save()}
      footer={
        <>
          <Button onPress={onClose}>{cancel}</Button>
          <Button type="submit" variant="primary" isPending={pending}>
            {words.decrypt}
          </Button>
        </>
      }
    >
      <PasswordField
        label={words.passphrase}
        description={words.decryptHelp}
        autoComplete="off"
        autoFocus
        isRequired
        value={passphrase}
        onChange={setPassphrase}
        errorMessage={fieldError(error, 'passphrase')}
      />
      <Notice tone="warning" title={words.decryptWarning}>
        {words.warning}
      </Notice>
      {error !== null && error.field !== 'passphrase' && (
        <Notice tone="danger">{errorText(error)}</Notice>
      )}
    </Dialog>
  );
}
