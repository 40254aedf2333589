import { useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { Moment } from '../../format/moment.tsx';
import { useAction, useChannel } from '../../program/calls.ts';
import { JobStatus } from '../../program/job-status.tsx';
import { usePolicy } from '../../program/policy.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonRow, FormLayout } from '../../ui/form-layout.tsx';
import { KeyValue } from '../../ui/key-value.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { Damage } from '../workspace/damage.tsx';
import { MergeDialog } from '../workspace/merge-dialog.tsx';
import { RestoreDialog } from '../workspace/restore-dialog.tsx';

/** Backups of the open workspace: the last one, the second folder, restoring, checking. */
export function BackupSettings() {
  const state = useChannel('backup:list', {}).data;
  const [error, setError] = useState<AppError | null>(null);
  const [isRestoring, setRestoring] = useState(false);
  const [isMerging, setMerging] = useState(false);
  const create = useAction('backup:create');
  const chooseFolder = useAction('backup:choose-folder');
  const forgetFolder = useAction('backup:forget-folder');
  const check = useAction('backup:check-workspace');
  const isManaged = usePolicy(({ rules }) => rules.backupFolder !== undefined);
  if (state === undefined) return null;
  const { folder, lastCheck, backups } = state;
  const newest = backups.find(({ place }) => place === 'home');

  async function run(action: () => Promise<{ ok: true } | { ok: false; error: AppError }>) {
    const done = await action();
    setError(done.ok ? null : done.error);
    return done.ok;
  }

  async function createNow(): Promise<void> {
    if (await run(() => create.run({}))) {
      showToast({ title: t('backup.created'), tone: 'success' });
    }
  }

  return (
    <Section title={t('backup.title')} description={t('backup.text')}>
      <FormLayout>
        <KeyValue
          items={[
            {
              label: t('backup.last'),
              value: newest === undefined ? t('backup.never') : <Moment at={newest.at} />,
            },
            {
              label: t('backup.folder'),
              value: folder === null ? t('backup.noFolder') : folder.path,
              isMono: folder !== null,
            },
            ...(folder?.succeededAt == null
              ? []
              : [{ label: t('backup.folderLast'), value: <Moment at={folder.succeededAt} /> }]),
            {
              label: t('backup.lastCheck'),
              value: lastCheck === null ? t('backup.never') : <Moment at={lastCheck.at} />,
            },
          ]}
        />
        <JobStatus kind="backup" label={t('backup.creating')} />
        <JobStatus kind="workspace-check" label={t('backup.checking')} />
        <JobStatus kind="merge" label={t('merge.merging')} />
        {error !== null && <Notice tone="danger" title={errorText(error)} />}
        {error === null && state.error !== null && (
          <Notice tone="warning" title={t('backup.failed')}>
            {errorText(state.error)}
          </Notice>
        )}
        {folder !== null && folder.error !== null && (
          <Notice tone="warning" title={t('backup.folderFailed')}>
            {errorText(folder.error)}
          </Notice>
        )}
        <Damage title={t('backup.found')} findings={lastCheck?.findings ?? []} />
        <ButtonRow>
          <Button isPending={create.pending} onPress={() => void createNow()}>
            {t('backup.create')}
          </Button>
          <Button action="backup.open" onPress={() => setRestoring(true)}>
            {t('backup.open')}
          </Button>
          <Button action="merge.open" onPress={() => setMerging(true)}>
            {t('merge.open')}
          </Button>
          <Button
            action="backup.chooseFolder"
            disabledReason={isManaged ? t('policy.managed') : undefined}
            onPress={() => void run(() => chooseFolder.run({}))}
          >
            {t('backup.chooseFolder')}
          </Button>
          {folder !== null && !isManaged && (
            <Button onPress={() => void run(() => forgetFolder.run({}))}>
              {t('backup.forgetFolder')}
            </Button>
          )}
          <Button
            action="backup.checkWorkspace"
            isPending={check.pending}
            onPress={() => void run(() => check.run({}))}
          >
            {t('backup.checkWorkspace')}
          </Button>
        </ButtonRow>
      </FormLayout>
      {isRestoring && <RestoreDialog onClose={() => setRestoring(false)} />}
      {isMerging && <MergeDialog onClose={() => setMerging(false)} />}
    </Section>
  );
}
