import { useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { lockWorkspace } from '../../program/drafts.ts';
import { callConfirmed } from '../../program/presence.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonRow, FormLayout } from '../../ui/form-layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Switch } from '../../ui/switch.tsx';
import { ChangePassphraseDialog } from '../workspace/change-passphrase-dialog.tsx';
import { KeyringDialog, NewCodeDialog, RotateKeyDialog } from '../workspace/unlock-dialogs.tsx';
import { LockAfter } from './lock-after.tsx';
import type { SectionProps } from './use-settings-form.ts';

/** How the workspace locks, and its unlock methods. */
export function SecuritySettings({ settings }: SectionProps) {
  const workspace = useChannel('workspace:state', {}).data;
  const [open, setOpen] = useState<'passphrase' | 'code' | 'keyring' | 'rotate' | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  if (workspace === undefined) return null;
  const { available, enabled } = workspace.keyring;

  async function switchKeyringOff(): Promise<void> {
    const switched = await callConfirmed('workspace:set-keyring', { enabled: false });
    setError(switched.ok ? null : switched.error);
  }

  return (
    <FormLayout>
      <LockAfter settings={settings} />
      <Switch
        label={t('workspace.keyringSetting')}
        description={available ? t('workspace.keyringHelp') : t('workspace.noKeyring')}
        isSelected={enabled}
        isDisabled={!available && !enabled}
        onChange={(wanted) => (wanted ? setOpen('keyring') : void switchKeyringOff())}
      />
      {error !== null && <Notice tone="danger" title={errorText(error)} />}
      <ButtonRow>
        <Button action="workspace.changePassphrase" onPress={() => setOpen('passphrase')}>
          {t('workspace.changePassphrase')}
        </Button>
        <Button action="workspace.newCode" onPress={() => setOpen('code')}>
          {t('workspace.newCode')}
        </Button>
        <Button action="workspaceFile.rotate" onPress={() => setOpen('rotate')}>
          {t('workspaceFile.rotate')}
        </Button>
        <Button onPress={lockWorkspace}>{t('workspace.lockNow')}</Button>
      </ButtonRow>
      {open === 'passphrase' && <ChangePassphraseDialog onClose={() => setOpen(null)} />}
      {open === 'keyring' && <KeyringDialog onClose={() => setOpen(null)} />}
      {open === 'rotate' && <RotateKeyDialog onClose={() => setOpen(null)} />}
      {open === 'code' && <NewCodeDialog onClose={() => setOpen(null)} />}
    </FormLayout>
  );
}
