import { type AppError, appError } from '../../../shared/errors.ts';
import { onCommit, otherWrites } from '../../base/database/database.ts';
import type { WorkspaceId } from '../../base/database/file-header.ts';
import type { RunTask } from '../../base/database/file-task.ts';
import type { OpenDatabase } from '../../base/database/open.ts';
import { noteLatest, type Standing, standingOf, syncLatest, writeWitness } from './witness.ts';

/** Whether the open workspace's revocations, settings and signing keys can be trusted. */
export interface Integrity {
  /** The file's standing when it was opened. */
  readonly standing: Standing;
  /** What is known to be wrong with the file, or null. Looks again after another program's write. */
  doubt(): AppError | null;
  /**
   * Why nothing may be signed or published, or null. Waits until every protected row is proven;
   * `workspace/locked` if the workspace is closed before that.
   */
  refusal(): Promise<AppError | null>;
  /** Whether that is known already. */
  isProven(): boolean;
  /** How protected rows are proven without blocking this thread. */
  proveBy(run: RunTask): void;
  /** Reads all protected data again. */
  check(): boolean;
  /**
   * Accepts a file that is older or has forked as the current one.
   *
   * @returns false if there is no doubt, or the file was altered, which can't be accepted.
   */
  accept(): boolean;
  /** Records the file's current state outside the file, durably. Never throws. */
  witness(): void;
}

/**
 * A power cut may undo what was witnessed in the last so many milliseconds. Syncing it each time
 * would triple the time that a re-generated token takes.
 */
const SYNC_MS = 250;

export interface IntegrityOptions {
  readonly home: string;
  readonly id: WorkspaceId;
  readonly opened: OpenDatabase;
  readonly report: (error: unknown) => void;
  /** With more protected rows than this, they are proven by `proveBy`. */
  readonly mostProven?: number | undefined;
  /** Called if the file turns out to be altered after it was opened. */
  readonly onAltered: () => void;
}

/** A sign-in reads so many protected rows itself, in 20 ms; more are read in another process. */
export const MOST_PROVEN = 2000;

/** Must be called before anything is written. */
export function watchIntegrity(options: IntegrityOptions): Integrity {
  const { home, id, opened, report, onAltered, mostProven = MOST_PROVEN } = options;
  const { db, seal } = opened;
  const standing = standingOf(home, id, opened);
  let problem = problemOf(standing);
  let seen = otherWrites(db);
  let isSyncing = false;
  let isProven = opened.isProven;
  let proving: Promise<AppError | null> | null = null;
  let runTask: RunTask | null = null;

  function spoil(): void {
    problem ??= appError('seal/altered');
    seal.spoil();
  }

  function doubt(): AppError | null {
    const now = otherWrites(db);
    if (problem !== null || now === seen) return problem;
    seen = now;
    const isLater = runTask !== null && seal.rows() > mostProven;
    if (isLater) {
      isProven = false;
      proving = null;
    }
    if (!(isLater ? seal.isAuthentic() : seal.isIntact())) spoil();
    return problem;
  }

  /** Why the rows couldn't be proven, or null if they could, or are known to be altered. */
  async function prove(run: RunTask): Promise<AppError | null> {
    const done = await run({ kind: 'prove-seal' });
    if (!done.ok && done.error.code !== 'seal/altered') return done.error;
    if (!done.ok) {
      spoil();
      onAltered();
    }
    return null;
  }

  async function refusal(): Promise<AppError | null> {
    for (;;) {
      const known = doubt();
      if (known !== null || isProven) return known;
      if (runTask === null) {
        if (!seal.isIntact()) spoil();
        isProven = true;
        continue;
      }
      const own = (proving ??= prove(runTask));
      const failed = await own;
      // Another program wrote meanwhile: what it wrote must be proven too.
      if (proving !== own) continue;
      if (failed === null) isProven = true;
      else {
        proving = null;
        return failed;
      }
    }
  }

  function check(): boolean {
    const isIntact = standing !== 'altered' && seal.isIntact();
    if (!isIntact) spoil();
    return isIntact;
  }

  function witness(): void {
    try {
      // A file in doubt must still be in doubt at the next sign-in.
      if (doubt() === null) writeWitness(home, id, seal);
    } catch (error) {
      report(error);
    }
  }

  /** Records it at once, as far as this process' end is concerned, and soon for a power cut. */
  function note(): void {
    try {
      if (doubt() !== null) return;
      noteLatest(home, id, seal);
      if (isSyncing) return;
      isSyncing = true;
      setTimeout(() => {
        isSyncing = false;
        if (db.open) syncLatest(home, id).catch(report);
      }, SYNC_MS).unref();
    } catch (error) {
      report(error);
    }
  }

  function accept(): boolean {
    const refused = doubt()?.code;
    if (refused !== 'seal/older' && refused !== 'seal/forked') return false;
    problem = null;
    witness();
    return true;
  }

  onCommit(db, () => {
    if (seal.takeChange()) note();
  });
  return {
    standing,
    doubt,
    refusal,
    isProven: () => isProven,
    proveBy(run) {
      runTask = run;
    },
    accept,
    check,
    witness,
  };
}

function problemOf(standing: Standing): AppError | null {
  switch (standing) {
    case 'altered':
      return appError('seal/altered');
    case 'older':
      return appError('seal/older');
    case 'forked':
      return appError('seal/forked');
    case 'first':
    case 'same':
    case 'newer':
      return null;
    default:
      return standing satisfies never;
  }
}
