import { useState } from 'react';
import type { Backup, BackupCheck } from '../../../shared/domain/backup.ts';
import type { AppError } from '../../../shared/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { Moment } from '../../format/moment.tsx';
import { formatDateTime } from '../../format/time.ts';
import { useAction, useChannel } from '../../program/calls.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ButtonRow, FormLayout } from '../../ui/form-layout.tsx';
import { HelpLink } from '../../ui/help-link.tsx';
import { KeyValue } from '../../ui/key-value.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Placeholder } from '../../ui/placeholder.tsx';
import { Select } from '../../ui/select.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { takeTurns } from '../../ui/turns.ts';
import { Damage } from './damage.tsx';
import { FilePassphrase } from './known-passphrase.tsx';

type RestoreDialogProps = Readonly<{ onClose: () => void }>;

/** Chooses a backup, checks it, says what restoring it would change, and restores it. */
export function RestoreDialog({ onClose }: RestoreDialogProps) {
  const backups = useChannel('backup:list', {}).data?.backups;
  const [file, setFile] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [checked, setChecked] = useState<BackupCheck | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  /** An answer about another file or passphrase than those that are chosen now is no answer. */
  const [takeTurn] = useState(takeTurns);
  const check = useAction('backup:check');
  const restore = useAction('backup:restore');
  const isWhole = checked !== null && checked.findings.length === 0;
  const chosen = file ?? backups?.[0]?.file ?? null;

  function choose(next: string): void {
    takeTurn();
    setFile(next);
    setChecked(null);
    setError(null);
  }

  async function chooseFile(): Promise<void> {
    const answer = await window.latchkey.call('backup:choose', {});
    if (!answer.ok) setError(answer.error);
    else if (answer.value !== null) choose(answer.value.file);
  }

  async function submit(): Promise<void> {
    if (chosen === null) return;
    const input = { file: chosen, passphrase };
    if (!isWhole) {
      // A new backup may become the first of the list meanwhile.
      setFile(chosen);
      const isStillAsked = takeTurn();
      const found = await check.run(input);
      if (!isStillAsked()) return;
      setError(found.ok ? null : found.error);
      setChecked(found.ok ? found.value : null);
      return;
    }
    const restored = await restore.run(input);
    if (!restored.ok) {
      setError(restored.error);
      return;
    }
    const { aside } = restored.value;
    showToast({
      title: t('backup.restored'),
      ...(aside !== null && { description: t('backup.keptAs', { file: aside }) }),
      tone: 'success',
    });
    restore.ifHere(onClose);
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('backup.restoreTitle')}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onPress={onClose}>{t('workspace.cancel')}</Button>
          <Button
            variant="primary"
            type="submit"
            isPending={check.pending || restore.pending}
            disabledReason={chosen === null ? t('backup.chooseFirst') : undefined}
          >
            {isWhole ? t('backup.restore') : t('backup.check')}
          </Button>
        </>
      }
    >
      <FormLayout>
        <p>{t('backup.restoreText')}</p>
        {backups === undefined ? (
          <Placeholder label={t('backup.loading')} lines={3} />
        ) : (
          <BackupChoice backups={backups} chosen={chosen} onChoose={choose} />
        )}
        <ButtonRow>
          <Button onPress={() => void chooseFile()}>{t('backup.chooseFile')}</Button>
        </ButtonRow>
        <FilePassphrase
          label={t('backup.passphrase')}
          value={passphrase}
          onChange={(typed) => {
            takeTurn();
            setPassphrase(typed);
            setChecked(null);
          }}
          error={error}
        />
        {checked !== null && <CheckResult checked={checked} />}
      </FormLayout>
    </Dialog>
  );
}

type BackupChoiceProps = Readonly<{
  backups: readonly Backup[];
  chosen: string | null;
  onChoose: (file: string) => void;
}>;

function BackupChoice({ backups, chosen, onChoose }: BackupChoiceProps) {
  const known = backups.some(({ file }) => file === chosen);
  const options = [
    ...backups.map(({ file, at, reason, place }) => ({
      id: file,
      label: t('backup.option', {
        when: formatDateTime(at),
        reason: t(`backup.reasons.${reason}`),
        place,
      }),
    })),
    ...(chosen !== null && !known ? [{ id: chosen, label: chosen }] : []),
  ];
  if (options.length === 0) {
    return (
      <Notice tone="info">
        {t('backup.none')} <HelpLink />
      </Notice>
    );
  }
  return (
    <Select label={t('backup.choice')} options={options} value={chosen ?? ''} onChange={onChoose} />
  );
}

const parts = ['applications', 'apis', 'tokens', 'revocations'] as const;

function CheckResult({ checked }: Readonly<{ checked: BackupCheck }>) {
  const { findings, contents, newest, differences } = checked;
  if (findings.length > 0) return <Damage title={t('backup.damaged')} findings={findings} />;
  return (
    <>
      <Notice tone="success" title={t('backup.whole')} />
      <KeyValue
        items={[
          ...(newest === null
            ? []
            : [{ label: t('backup.newest'), value: <Moment at={newest} /> }]),
          ...(differences === null
            ? contents === null
              ? []
              : [{ label: t('backup.contains'), value: t('backup.contents', contents) }]
            : parts.map((part) => ({
                label: t(`backup.parts.${part}`),
                value: t('backup.change', differences[part]),
              }))),
        ]}
      />
      {differences !== null && differences.revocations.removed > 0 && (
        <Notice tone="warning">
          {t('backup.revocationsLost', { count: differences.revocations.removed })}
        </Notice>
      )}
    </>
  );
}
