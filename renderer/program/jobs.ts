import { useState } from 'react';
import { create } from 'zustand';
import type { JobId, JobInfo, JobKind, JobResult } from '../../shared/domain/job.ts';
import { useChannel } from './calls.ts';

interface Jobs {
  /** The newest job of each kind, for a screen that is opened again. */
  readonly newest: Readonly<Partial<Record<JobKind, JobInfo>>>;
  /** Jobs whose end was seen or dismissed. */
  readonly seen: ReadonlySet<JobId>;
}

export const useJobs = create<Jobs>(() => ({ newest: {}, seen: new Set() }));

function note(job: JobInfo): void {
  useJobs.setState(({ newest }) => ({ newest: { ...newest, [job.kind]: job } }));
}

/** Follows jobs for the lifetime of the page. */
export function followJobs(): () => void {
  return window.latchkey.on('job', note);
}

/** Requests the jobs that began before this page was loaded. */
export async function recallJobs(): Promise<void> {
  const list = await window.latchkey.call('job:list', {});
  if (list.ok) for (const job of list.value) note(job);
}

/** The newest job of a kind in this session. */
export function useJob(kind: JobKind): JobInfo | undefined {
  return useJobs(({ newest }) => newest[kind]);
}

export function cancelJob(id: JobId): void {
  void window.latchkey.call('job:cancel', { id });
}

export function markSeen(id: JobId): void {
  useJobs.setState(({ seen }) => ({ seen: new Set([...seen, id]) }));
}

/** The result of the newest job of a kind; undefined until it has ended. */
export function useJobResult<K extends JobKind>(kind: K): JobResult<K> | null | undefined {
  const job = useJob(kind);
  const hasEnded = job !== undefined && job.state !== 'running';
  // Any id will do while the query is disabled.
  const id = job?.id ?? ('' as JobId);
  const { data } = useChannel('job:get', { id }, { enabled: hasEnded });
  return data?.kind === kind ? (data.result as JobResult<K> | null) : undefined;
}

/** A job that ended without having been shown. */
export function useUnseenEnd(kind: JobKind): JobInfo | undefined {
  const job = useJob(kind);
  // A screen that shows it running also shows its end.
  const [watched, watch] = useState<JobId>();
  if (job?.state === 'running' && watched !== job.id) watch(job.id);
  const isSeen = useJobs(({ seen }) => job !== undefined && seen.has(job.id));
  return job === undefined || job.state === 'running' || isSeen || watched === job.id
    ? undefined
    : job;
}
