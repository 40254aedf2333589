import type {
  ActivityEntry,
  ActivityKind,
  ActivityVerdict,
} from '../../../shared/domain/activity.ts';
import type { JobProgress } from '../../../shared/domain/job.ts';

export interface NewActivity {
  readonly kind: ActivityKind;
  /** What it happened to, by name; '' for the workspace itself. */
  readonly subject: string;
  readonly detail?: ActivityEntry['detail'];
}

/** The session's activity log. Its entries are chained with a key that only the session has. */
export interface ActivityLog {
  /** False while the workspace is read-only: then nothing is recorded. */
  readonly isKept: boolean;
  /**
   * Appends an entry with the current time: inside the transaction of the change that it describes,
   * or in one of its own.
   */
  record(entry: NewActivity): void;
  /** The same for many entries, in this order: they are chained, and the head is written once. */
  recordAll(entries: readonly NewActivity[]): void;
  /**
   * Verifies the chain from first entry to head, in steps: other calls are answered in between.
   * Writes nothing.
   */
  verify(): Generator<JobProgress, ActivityVerdict, void>;
  /**
   * Verifies every entry, or only those after the last check, and remembers how far it got. Reads
   * every entry, too, if one of them doesn't fit, if the last check found one, or if there was no
   * check that still fits the log.
   */
  check(which: 'every' | 'new'): Generator<JobProgress, ActivityVerdict, void>;
}
