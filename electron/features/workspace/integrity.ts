import { type AppError, appError } from '../../../shared/errors.ts';
import { onCommit, otherWrites } from '../../base/database/database.ts';
import type { WorkspaceId } from '../../base/database/file-header.ts';
import type { OpenDatabase } from '../../base/database/open.ts';
import { noteLatest, type Standing, standingOf, syncLatest, writeWitness } from './witness.ts';

/** Whether the open workspace's revocations, settings and signing keys can be trusted. */
export interface Integrity {
  /** The file's standing when it was opened. */
  readonly standing: Standing;
  /** Why nothing may be signed or published, or null. Rechecks after another connection's write. */
  refusal(): AppError | null;
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
 * How long a power cut may take back what was witnessed after a commit, in milliseconds. Syncing it
 * each time would triple the time that a re-generated token takes.
 */
const SYNC_MS = 250;

export interface IntegrityOptions {
  readonly home: string;
  readonly id: WorkspaceId;
  readonly opened: OpenDatabase;
  readonly report: (error: unknown) => void;
}

/** Must be called before anything is written. */
export function watchIntegrity({ home, id, opened, report }: IntegrityOptions): Integrity {
  const { db, seal } = opened;
  const standing = standingOf(home, id, opened);
  let problem = problemOf(standing);
  let seen = otherWrites(db);
  let isSyncing = false;

  function refusal(): AppError | null {
    const now = otherWrites(db);
    if (problem === null && now !== seen) {
      seen = now;
      if (!seal.isIntact()) {
        problem = appError('seal/altered');
        seal.spoil();
      }
    }
    return problem;
  }

  function check(): boolean {
    const isIntact = standing !== 'altered' && seal.isIntact();
    if (!isIntact) {
      problem ??= appError('seal/altered');
      seal.spoil();
    }
    return isIntact;
  }

  function witness(): void {
    try {
      // A file in doubt must still be in doubt at the next sign-in.
      if (refusal() === null) writeWitness(home, id, seal);
    } catch (error) {
      report(error);
    }
  }

  /** Records it at once, as far as this process' end is concerned, and soon for a power cut. */
  function note(): void {
    try {
      if (refusal() !== null) return;
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
    const refused = refusal()?.code;
    if (refused !== 'seal/older' && refused !== 'seal/forked') return false;
    problem = null;
    witness();
    return true;
  }

  onCommit(db, () => {
    if (seal.takeChange()) note();
  });
  return { standing, refusal, accept, check, witness };
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
