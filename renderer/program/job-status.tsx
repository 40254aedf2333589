import { useEffect, useState } from 'react';
import type { JobInfo, JobKind } from '../../shared/domain/job.ts';
import { errorText } from '../../shared/words/errors.ts';
import { t } from '../../shared/words/words.ts';
import { Notice } from '../ui/notice.tsx';
import { ProgressBar } from '../ui/progress-bar.tsx';
import { cancelJob, markSeen, useJob, useJobs, useUnseenEnd } from './jobs.ts';

/** Milliseconds. Shorter jobs show no bar, which would only flash. */
const SHOW_DELAY = 300;

type JobStatusProps = Readonly<{
  kind: JobKind;
  /** What it is doing: "Exporting tokens". */
  label: string;
  /** The result, for a person who was on another page when it ended. */
  done?: string | undefined;
}>;

/** The progress of the newest job of a kind, or its outcome if that wasn't shown yet. */
export function JobStatus({ kind, label, done }: JobStatusProps) {
  const job = useJob(kind);
  const ended = useUnseenEnd(kind);
  if (job?.state === 'running') return <Progress key={job.id} job={job} label={label} />;
  if (ended === undefined) return null;
  const isDone = ended.state === 'done';
  const text = isDone ? done : endText(ended, label);
  if (text === undefined) return null;
  return (
    <Notice tone={isDone ? 'success' : 'warning'} onDismiss={() => markSeen(ended.id)}>
      {text}
    </Notice>
  );
}

/** How far the newest job of a kind got before it was cancelled. */
export function cancelledText(kind: JobKind, label: string): string {
  const job = useJobs.getState().newest[kind];
  return job === undefined
    ? t('job.cancelled', { label })
    : endText({ ...job, error: null }, label);
}

function endText({ state, progress, error }: JobInfo, label: string): string {
  if (error !== null) return errorText(error);
  const { done, total } = progress;
  return state === 'cancelled' && total !== null
    ? t('job.cancelledAt', { label, done, total })
    : t('job.cancelled', { label });
}

function Progress({ job, label }: Readonly<{ job: JobInfo; label: string }>) {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), SHOW_DELAY);
    return () => clearTimeout(timer);
  }, []);
  if (!isLong) return null;
  const { done, total } = job.progress;
  return (
    <ProgressBar
      label={label}
      {...(total !== null &&
        total > 0 && { value: done, max: total, valueText: t('job.count', { done, total }) })}
      onCancel={() => cancelJob(job.id)}
    />
  );
}
