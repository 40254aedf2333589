import { t } from '../../../shared/words/words.ts';
import { JobStatus } from '../../program/job-status.tsx';
import { useJobResult } from '../../program/jobs.ts';
import { BulkNotice } from '../bulk/bulk-notice.tsx';

/** Jobs on tokens that are running, or ended while another page was open. */
export function TokenJobs() {
  const saved = useJobResult('token-export');
  const revoked = useJobResult('token-revoke');
  return (
    <>
      <BulkNotice />
      <JobStatus
        kind="token-export"
        label={t('export.exporting')}
        done={saved ? t('export.doneAt', saved) : undefined}
      />
      <JobStatus
        kind="token-revoke"
        label={t('tokens.revoking')}
        done={revoked ? t('tokens.revoked', { count: revoked.revoked }) : undefined}
      />
    </>
  );
}
