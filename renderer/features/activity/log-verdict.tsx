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

/** What the page is for, and that the log wasn't altered. */
export function LogVerdict() {
  const verdict = useJobResult(KIND);
  return (
    <>
      {t('activity.subtitle')} {verdict?.brokenAt === null && `${t('activity.whole')}.`}
    </>
  );
}

/**
 * Checks the log once per session, since later entries are our own. Reports where it was changed by
 * anything but Latchkey.
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
