import { useState } from 'react';
import {
  type ChosenKeyFile,
  type SigningAlgorithm,
  signingAlgorithms,
} from '../../../shared/domain/signing-key.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText, fieldError } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FileDropPrompt, FileDropZone } from '../../ui/file-drop-zone.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { Select } from '../../ui/select.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { shortKid } from './words.ts';

/** For RSA keys: others have a single algorithm, which the program detects. */
const rsaAlgorithms = signingAlgorithms.filter((name) => /^[RP]S/.test(name));

/** A private key from elsewhere becomes the one that signs next. */
export function ImportKeyDialog({ onClose }: Readonly<{ onClose: () => void }>) {
  const [chosen, setChosen] = useState<ChosenKeyFile | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [algorithm, setAlgorithm] = useState<SigningAlgorithm>('RS256');
  const [error, setError] = useState<AppError | null>(null);
  const { run, pending, ifHere } = useAction('signing-key:import');

  function close(): void {
    void window.latchkey.call('signing-key:cancel-import', {});
    onClose();
  }

  async function choose(files?: File[]): Promise<void> {
    const found = await window.latchkey.call('signing-key:choose', {}, files);
    setError(found.ok ? null : found.error);
    if (found.ok && found.value !== null) setChosen(found.value);
  }

  async function submit(): Promise<void> {
    if (chosen === null || pending) return;
    const { id, isEncrypted } = chosen;
    const imported = await run({ id, algorithm, passphrase: isEncrypted ? passphrase : null });
    if (!imported.ok) {
      setError(imported.error);
      return;
    }
    const { kid, algorithm: used } = imported.value;
    showToast({
      tone: 'success',
      title: t('signingKeys.imported', { kid: shortKid(kid), algorithm: used }),
      description: t('signingKeys.createdNext'),
    });
    ifHere(onClose);
  }

  const atPassphrase = fieldError(error, 'passphrase');
  return (
    <Dialog
      isOpen
      onClose={close}
      title={t('signingKeys.importTitle')}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onPress={close}>{t('ui.cancel')}</Button>
          <Button
            type="submit"
            variant="primary"
            isPending={pending}
            disabledReason={chosen === null ? t('signingKeys.chooseFirst') : undefined}
          >
            {t('signingKeys.importSubmit')}
          </Button>
        </>
      }
    >
      {error !== null && atPassphrase === undefined && (
        <Notice tone="danger">{errorText(error)}</Notice>
      )}
      {chosen === null ? (
        <FileDropZone label={t('signingKeys.dropZone')} onFiles={(files) => void choose(files)}>
          <FileDropPrompt
            title={t('signingKeys.dropTitle')}
            text={t('signingKeys.dropText')}
            action={<Button onPress={() => void choose()}>{t('signingKeys.chooseFile')}</Button>}
          />
        </FileDropZone>
      ) : (
        <FormLayout>
          <p>{t('signingKeys.importText', { file: chosen.file })}</p>
          {chosen.isEncrypted && (
            <PasswordField
              label={t('signingKeys.filePassphrase')}
              value={passphrase}
              onChange={setPassphrase}
              errorMessage={atPassphrase}
              autoFocus
            />
          )}
          <Select
            label={t('signingKeys.rsaAlgorithm')}
            description={t('signingKeys.rsaAlgorithmHelp')}
            options={rsaAlgorithms.map((id) => ({ id, label: id }))}
            value={algorithm}
            onChange={setAlgorithm}
          />
        </FormLayout>
      )}
    </Dialog>
  );
}
