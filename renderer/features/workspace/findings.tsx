import { useState } from 'react';
import type { ClockDoubt, WorkspaceState } from '../../../shared/domain/workspace.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t, tList } from '../../../shared/words/words.ts';
import { formatDuration } from '../../format/duration.ts';
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
  const { notices, keyConflict, doubt, clock } = workspace;
  if (isChanging) return <ChangePassphraseDialog onClose={() => setChanging(false)} />;
  if (isAccepting) return <AcceptFileDialog onClose={() => setAccepting(false)} />;
  const isEmpty =
    notices.length === 0 && keyConflict.length === 0 && doubt === null && clock === null;
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
        {clock !== null && <ClockNotice clock={clock} />}
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

/** The doubt is only a guess and the person knows the date, so nothing is blocked. */
function ClockNotice({ clock: { kind, seconds } }: Readonly<{ clock: ClockDoubt }>) {
  const duration = formatDuration(seconds, 2);
  return kind === 'ahead' ? (
    <Notice tone="warning" title={t('workspaceFile.clock.aheadTitle')}>
      {t('workspaceFile.clock.aheadText', { duration })}
    </Notice>
  ) : (
    <Notice tone="warning" title={t('workspaceFile.clock.behindTitle')}>
      {t('workspaceFile.clock.behindText', { duration })}
    </Notice>
  );
}
