import { useState } from 'react';
import type { WorkspaceState } from '../../../shared/domain/workspace.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t, tList } from '../../../shared/words/words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { KeyValue } from '../../ui/key-value.tsx';
import { Notice } from '../../ui/notice.tsx';
import { AcceptFileDialog } from './accept-file-dialog.tsx';
import { ChangePassphraseDialog } from './change-passphrase-dialog.tsx';
import { WorkspaceNotices } from './workspace-notices.tsx';

/** Right after sign-in: what the person must know about the file. */
export function Findings({ workspace }: Readonly<{ workspace: WorkspaceState }>) {
  const [isRead, setRead] = useState(false);
  const [isChanging, setChanging] = useState(false);
  const [isAccepting, setAccepting] = useState(false);
  const { notices, keyConflict, doubt } = workspace;
  if (isChanging) return <ChangePassphraseDialog onClose={() => setChanging(false)} />;
  if (isAccepting) return <AcceptFileDialog onClose={() => setAccepting(false)} />;
  const isEmpty = notices.length === 0 && keyConflict.length === 0 && doubt === null;
  if (isRead || isEmpty) return null;
  return (
    <Dialog
      isOpen
      onClose={() => setRead(true)}
      title={t('workspaceFile.findingsTitle')}
      footer={
        <>
          {keyConflict.length > 0 && (
            <Button onPress={() => setChanging(true)}>{t('workspace.changePassphrase')}</Button>
          )}
          {doubt !== null && doubt.code !== 'seal/altered' && (
            <Button onPress={() => setAccepting(true)}>{t('workspaceFile.accept')}</Button>
          )}
          <Button variant="primary" onPress={() => setRead(true)}>
            {t('workspaceFile.gotIt')}
          </Button>
        </>
      }
    >
      <FormLayout>
        <WorkspaceNotices workspace={workspace} />
        {doubt !== null && (
          <Notice tone="warning" title={t('workspaceFile.doubtTitle')}>
            {errorText(doubt)}
          </Notice>
        )}
        {keyConflict.length > 0 && (
          <>
            <Notice tone="warning" title={t('workspaceFile.conflictTitle')}>
              {t('workspaceFile.conflictText')}
            </Notice>
            <KeyValue
              items={keyConflict.map(({ places, methods }) => ({
                label: t('workspaceFile.conflictSet', {
                  methods: tList(methods.map((method) => t(`workspaceFile.method.${method}`))),
                }),
                value: places.join('\n'),
                isMono: true,
              }))}
            />
          </>
        )}
      </FormLayout>
    </Dialog>
  );
}
