import { t } from '../../../shared/words/words.ts';
import { JobStatus } from '../../program/job-status.tsx';
import { useJobResult } from '../../program/jobs.ts';

/** What is being done to tokens, or was done while the person was elsewhere. */
export function TokenJobs() {
  const saved = useJobResult('token-export');
  const revoked = useJobResult('token-revoke');
  return (
    <>
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
