import { useEffect } from 'react';
import { t } from '../../../shared/words/words.ts';
import { JobStatus } from '../../program/job-status.tsx';
import { useJob, useJobResult, useJobs } from '../../program/jobs.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';

const KIND = 'activity-verify';

/** The result is reported by its job, since another page may be open by then. */
function verify(): void {
  void window.latchkey.call('activity:verify', {});
}

/** What the page is, and that the log wasn't changed from outside. */
export function LogVerdict() {
  const verdict = useJobResult(KIND);
  return (
    <>
      {t('activity.subtitle')} {verdict?.brokenAt === null && `${t('activity.whole')}.`}
    </>
  );
}

/**
 * Checks the log once in a session, however long that takes; whatever is appended afterwards is our
 * own. Says that and where the log was changed by something else than Latchkey.
 */
export function LogCheck() {
  const job = useJob(KIND);
  const brokenAt = useJobResult(KIND)?.brokenAt ?? null;
  useEffect(() => {
    if (useJobs.getState().newest[KIND] === undefined) verify();
  }, []);
  return (
    <>
      <JobStatus kind={KIND} label={t('activity.checking')} />
      {job?.state === 'cancelled' && (
        <p>
          <Button onPress={verify}>{t('activity.check')}</Button>
        </p>
      )}
      {brokenAt !== null && (
        <Notice tone="danger" title={t('activity.broken', { id: brokenAt })}>
          {t('activity.brokenText')}
        </Notice>
      )}
    </>
  );
}
