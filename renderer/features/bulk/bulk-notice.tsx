import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { JobStatus } from '../../program/job-status.tsx';
import { useJob, useJobResult } from '../../program/jobs.ts';
import { Notice } from '../../ui/notice.tsx';
import { openBulk, useBulk } from './bulk-store.ts';
import { outcomeText, runningText } from './bulk-words.ts';

/** A bulk job that is running, or that was interrupted and can be continued. */
export function BulkNotice() {
  const isOpen = useBulk(({ task }) => task !== null);
  const isRunning = useJob('bulk-run')?.state === 'running';
  const done = useJobResult('bulk-run');
  const newest = useChannel('bulk:list', {}).data?.[0];
  if (isOpen) return null;
  if (isRunning || newest === undefined || newest.endedAt !== null) {
    return (
      <JobStatus
        kind="bulk-run"
        label={runningText(newest?.kind ?? 'generate')}
        done={done ? outcomeText(done) : undefined}
      />
    );
  }
  const { id } = newest;
  return (
    <Notice
      tone="warning"
      action={{
        label: t('bulk.continue'),
        onPress: () => openBulk({ what: 'continue', id }),
      }}
      onDismiss={() => void window.latchkey.call('bulk:discard', { id })}
    >
      {newest.kind === 'revoke'
        ? t('bulk.interruptedRevoking', { open: newest.open })
        : t('bulk.interrupted', { open: newest.open })}{' '}
      {outcomeText(newest)}
    </Notice>
  );
}
