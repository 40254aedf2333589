import { useState } from 'react';
import type { SigningKeyView } from '../../../shared/domain/signing-key.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText, fieldError } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { shortKid } from './words.ts';

type ExportKeyDialogProps = Readonly<{ signingKey: SigningKeyView; onClose: () => void }>;

/** The private key leaves the workspace: only with its passphrase, and after a warning. */
export function ExportKeyDialog({ signingKey: { id, kid }, onClose }: ExportKeyDialogProps) {
  const [passphrase, setPassphrase] = useState('');
  const [forFile, setForFile] = useState('');
  const [isPlain, setPlain] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const { run, pending, ifHere } = useAction('workspace:export-signing-key');

  async function submit(): Promise<void> {
    if (pending) return;
    const encryption = isPlain ? null : { passphrase: forFile, insist: false };
    const saved = await run({ id, passphrase, encryption });
    setError(saved.ok ? null : saved.error);
    if (!saved.ok || saved.value === null) return;
    const { path } = saved.value;
    showToast({ tone: 'success', title: t('signingKeys.privateSaved'), description: path });
    ifHere(onClose);
  }

  const fields = ['passphrase', 'encryption.passphrase'];
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('signingKeys.exportTitle', { kid: shortKid(kid) })}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" variant="danger" isPending={pending}>
            {t('signingKeys.exportSubmit')}
          </Button>
        </>
      }
    >
      <Notice tone="warning" title={t('signingKeys.exportWarningTitle')}>
        {t('signingKeys.exportWarning')}
      </Notice>
      {error !== null && !fields.includes(error.field ?? '') && (
        <Notice tone="danger">{errorText(error)}</Notice>
      )}
      <FormLayout>
        <PasswordField
          label={t('signingKeys.workspacePassphrase')}
          autoComplete="current-password"
          value={passphrase}
          onChange={setPassphrase}
          errorMessage={fieldError(error, 'passphrase')}
          autoFocus
        />
        {!isPlain && (
          <PasswordField
            label={t('signingKeys.filePassphrase')}
            description={t('signingKeys.newFilePassphraseHelp')}
            autoComplete="new-password"
            value={forFile}
            onChange={setForFile}
            errorMessage={fieldError(error, 'encryption.passphrase')}
          />
        )}
        <Checkbox
          label={t('signingKeys.plain')}
          description={t('signingKeys.plainHelp')}
          isSelected={isPlain}
          onChange={setPlain}
        />
      </FormLayout>
    </Dialog>
  );
}
