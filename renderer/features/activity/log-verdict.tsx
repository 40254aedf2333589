import { ListChecks } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ActivityVerdict } from '../../../shared/domain/activity.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { formatDateTime } from '../../format/time.ts';
import { JobStatus } from '../../program/job-status.tsx';
import { useJob, useJobResult, useJobs } from '../../program/jobs.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { showToast } from '../../ui/toasts.tsx';

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
      {t('activity.subtitle')} {verdict?.brokenAt === null && `${wholeText(verdict)}.`}
    </>
  );
}

function wholeText({ everyAt }: ActivityVerdict): string {
  return everyAt === null
    ? t('activity.whole')
    : t('activity.wholeSince', { at: formatDateTime(everyAt) });
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

/** Checks the entries again that an earlier check has found unaltered. */
export function CheckEveryEntry() {
  const [isChecking, setChecking] = useState(false);
  async function check(): Promise<void> {
    setChecking(true);
    const done = await window.latchkey.call('activity:verify', { every: true });
    setChecking(false);
    // A broken log has its notice, and a person who cancels needs none.
    if (done.ok && done.value.brokenAt === null) {
      showToast({ title: t('activity.whole'), tone: 'success' });
    } else if (!done.ok && done.error.code !== 'call/cancelled') {
      showToast({ title: errorText(done.error), tone: 'danger' });
    }
  }
  return (
    <Button
      action="activity.checkEvery"
      icon={ListChecks}
      isPending={isChecking}
      onPress={() => void check()}
    >
      {t('activity.checkEvery')}
    </Button>
  );
}
