import { type AppError, appError } from '../../../shared/errors.ts';
import { onCommit, type WritableDb } from '../../base/database/database.ts';
import type { WorkspaceId } from '../../base/database/file-header.ts';
import type { OpenDatabase } from '../../base/database/open.ts';
import { type Standing, standingOf, writeWitness } from './witness.ts';

/** Whether the open workspace may be trusted with what it says is revoked, set, and to sign with. */
export interface Integrity {
  /** How the file stood when it was opened. */
  readonly standing: Standing;
  /** Why nothing may be signed or published, or null. Looks again if another connection has written. */
  refusal(): AppError | null;
  /** Reads all protected data again. */
  check(): boolean;
  /**
   * Goes on with a file that is older, or went its own way: from now on it is the one.
   *
   * @returns false if there is no doubt, or if it can't be lifted: an altered file.
   */
  accept(): boolean;
  /** Remembers outside the file how far it has come. Never throws. */
  witness(): void;
}

export interface IntegrityOptions {
  readonly home: string;
  readonly id: WorkspaceId;
  readonly opened: OpenDatabase;
  readonly report: (error: unknown) => void;
}

/** To be called before anything is written. */
export function watchIntegrity({ home, id, opened, report }: IntegrityOptions): Integrity {
  const { db, seal } = opened;
  const standing = standingOf(home, id, opened);
  let problem = problemOf(standing);
  let seen = otherWrites(db);

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
      // What is in doubt must still be so at the next sign-in.
      if (refusal() === null) writeWitness(home, id, seal);
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
    if (seal.takeChange()) witness();
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

/** Another number once another connection has committed something. */
function otherWrites(db: WritableDb): unknown {
  return db.pragma('data_version', { simple: true });
}
